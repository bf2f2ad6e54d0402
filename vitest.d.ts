import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server whose `template` database is migrated; `createTestDatabase` copies it. */
    postgresUrl: string;
  }
}
