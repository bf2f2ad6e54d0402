import { expect, it } from 'vitest';
import { readInngestSandboxEnv } from './env.ts';

const least = {
  SANDBOX_DATABASE_URL: 'postgresql://localhost/a',
  INNGEST_SDK_URL: 'http://127.0.0.1:3000/api/inngest',
};

it('listens where Inngest’s dev server does unless told otherwise', () => {
  expect(readInngestSandboxEnv(least)).toEqual({ ...least, INNGEST_SANDBOX_PORT: 8288 });
  expect(readInngestSandboxEnv({ ...least, INNGEST_SANDBOX_PORT: '9000' }).INNGEST_SANDBOX_PORT).toBe(9_000);
});

it('names what is missing or wrong', () => {
  expect(() => readInngestSandboxEnv({ INNGEST_SDK_URL: 'nowhere' })).toThrow(
    /SANDBOX_DATABASE_URL[\s\S]*INNGEST_SDK_URL/,
  );
});
