import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announcement } from './announce.mjs';
import { hashOf } from './build.mjs';
import { findChromium, requireChromium } from './chromium.mjs';
import { environments } from './environment.mjs';
import { secretsOf } from './secrets.mjs';
import { readSettings } from './settings.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfpast-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the sources of a build', () => {
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };

  it('are other ones when a file is changed, added or renamed', () => {
    write('app/a.ts', '1');
    const hashes = [hashOf(['app'], folder)];
    write('app/a.ts', '2');
    hashes.push(hashOf(['app'], folder));
    write('app/b.ts', '');
    hashes.push(hashOf(['app'], folder));
    rmSync(path.join(folder, 'app/b.ts'));
    write('app/c.ts', '');
    hashes.push(hashOf(['app'], folder));
    expect(new Set(hashes).size).toBe(4);
  });

  it('are the same ones whatever tests, journeys and tools leave beside them', () => {
    write('app/a.ts', '1');
    const before = hashOf(['app', 'missing'], folder);
    for (const file of [
      'a.test.ts',
      'e2e/a.ts',
      'node_modules/a.js',
      '.next/b.js',
      'x.tsbuildinfo',
      'next-env.d.ts',
    ])
      write(`app/${file}`, '1');
    expect(hashOf(['app', 'missing'], folder)).toBe(before);
  });
});

describe('the keys of a copy', () => {
  it('are made once, for its user alone, and completed when one is missing', () => {
    const first = secretsOf(folder);
    expect(secretsOf(folder)).toEqual(first);
    expect(statSync(path.join(folder, 'secrets.json')).mode & 0o077).toBe(0);
    expect(first.inngestSigningKey).toMatch(/^signkey-test-[0-9a-f]{64}$/);
    writeFileSync(path.join(folder, 'secrets.json'), JSON.stringify({ authSecret: 'kept' }));
    expect(secretsOf(folder)).toMatchObject({
      authSecret: 'kept',
      stripeWebhookSecret: expect.stringMatching(/^whsec_/),
    });
  });
});

describe('what each process is told', () => {
  const told = (env: Record<string, string>) =>
    environments({
      settings: readSettings(env),
      secrets: secretsOf(folder),
      env,
      databaseUrl: 'postgresql://product',
      sandboxUrl: 'postgresql://sandbox',
    });

  it('leads the app to the stand-ins, with the keys that they know', () => {
    const { app, stripe, inngest } = told({ PORT: '4000' });
    expect(app).toMatchObject({
      DATABASE_URL: 'postgresql://product',
      PUBLIC_URL: 'http://localhost:4000',
      STRIPE_API_URL: 'http://127.0.0.1:12111',
      STRIPE_WEBHOOK_SECRET: stripe.STRIPE_WEBHOOK_SECRET,
      INNGEST_BASE_URL: 'http://127.0.0.1:8288',
      INNGEST_SIGNING_KEY: inngest.INNGEST_SIGNING_KEY,
    });
    expect(stripe.STRIPE_WEBHOOK_URL).toBe('http://127.0.0.1:4000/api/webhooks/stripe');
    expect(inngest.INNGEST_SDK_URL).toBe('http://127.0.0.1:4000/api/inngest');
  });

  it('leaves the keys of real services as they are', () => {
    const real = {
      STRIPE_SECRET_KEY: 'sk_test_mine',
      INNGEST_EVENT_KEY: 'mine',
      INNGEST_SIGNING_KEY: 'signkey-prod-00',
    };
    const { app } = told(real);
    expect(app).toMatchObject(real);
    expect(app).not.toHaveProperty('STRIPE_API_URL');
    expect(app).not.toHaveProperty('INNGEST_BASE_URL');
  });
});

describe('what is said at the end of a start', () => {
  it('names every address, and the database files where they are not expected', () => {
    const settings = readSettings({ STRIPE_SECRET_KEY: 'sk_test_mine' });
    const text = announcement({ settings, seconds: 3.21, clusterDir: '/var/lib/elsewhere' });
    expect(text).toContain('ready after 3.2 s');
    expect(text).toContain('http://localhost:3000/api/graphql');
    expect(text).toContain('as STRIPE_* say');
    expect(text).toContain('/var/lib/elsewhere');
    expect(text).not.toContain('4242');
  });
});

describe('Chromium', () => {
  it('is the one that is named, else the first on the path or in a usual place', () => {
    expect(findChromium({ CHROMIUM_PATH: '/mine' })).toBe('/mine');
    expect(findChromium({ PATH: '/a:/b' }, (file) => file === '/b/chromium')).toBe('/b/chromium');
    expect(findChromium({}, (file) => String(file).startsWith('/Applications/Google Chrome'))).toContain(
      '/MacOS/',
    );
    expect(findChromium({ PATH: '/a' }, () => false)).toBeUndefined();
  });

  it('that is named and missing is refused', async () => {
    await expect(requireChromium({ env: { CHROMIUM_PATH: '/not/there' } })).rejects.toThrow('/not/there');
  });
});
