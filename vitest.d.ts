import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server whose `template` database is migrated; `createTestDatabase` copies it. */
    postgresUrl: string;
    /** A real Inngest server for the saga's tests, if the environment names one; else they run on our own engine. */
    inngestServer: { baseUrl: string; eventKey: string; signingKey: string } | null;
  }
}
