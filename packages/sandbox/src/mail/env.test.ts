import { expect, it } from 'vitest';
import { readMailSandboxEnv } from './env.ts';

it('listens on 1025 and 8025 unless told otherwise', () => {
  expect(readMailSandboxEnv({ MAIL_SANDBOX_DIR: '/tmp/mail' })).toMatchObject({
    SMTP_SANDBOX_PORT: 1025,
    MAIL_SANDBOX_PORT: 8025,
  });
});

it('names what is missing or wrong', () => {
  expect(() => readMailSandboxEnv({})).toThrow('MAIL_SANDBOX_DIR');
  expect(() => readMailSandboxEnv({ MAIL_SANDBOX_DIR: 'x', SMTP_SANDBOX_PORT: 'y' })).toThrow(
    'SMTP_SANDBOX_PORT',
  );
});
