import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rememberEnvironment, rememberedEnvironment } from './remembered.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfpast-remembered-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the environment of the app', () => {
  it('is known to a command that runs beside it, but for what everybody knows', () => {
    const given = { PATH: '/bin', LOG_LEVEL: 'info' };
    rememberEnvironment(folder, { ...given, STRIPE_API_URL: 'http://one', INNGEST_DEV: undefined }, given);
    rememberEnvironment(folder, { ...given, STRIPE_API_URL: 'http://stripe' }, given);
    expect(rememberedEnvironment(folder, { PATH: '/other' })).toEqual({
      PATH: '/other',
      STRIPE_API_URL: 'http://stripe',
    });
  });

  it('gives way to what is set here, and not to what is empty', () => {
    rememberEnvironment(folder, { DATABASE_URL: 'postgresql://embedded' }, {});
    expect(rememberedEnvironment(folder, { DATABASE_URL: '' })).toEqual({
      DATABASE_URL: 'postgresql://embedded',
    });
    expect(rememberedEnvironment(folder, { DATABASE_URL: 'postgresql://mine' })).toEqual({
      DATABASE_URL: 'postgresql://mine',
    });
  });

  it('is for its user alone, as it holds keys', () => {
    rememberEnvironment(folder, { BETTER_AUTH_SECRET: 'x' }, {});
    expect(statSync(path.join(folder, 'environment.json')).mode & 0o777).toBe(0o600);
  });

  it('is asked for where nothing was started', () => {
    expect(() => rememberedEnvironment(folder, {})).toThrow(`Nothing was started on ${folder} yet`);
  });
});
