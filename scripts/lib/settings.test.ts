import { describe, expect, it } from 'vitest';
import { isRecentNode } from './node-version.mjs';
import { readSettings } from './settings.mjs';

describe('the settings', () => {
  it('have a stand-in for every service that is not named', () => {
    const { standIns, ports, host, publicUrl } = readSettings({});
    expect({ standIns, ports, host, publicUrl }).toEqual({
      standIns: { postgres: true, stripe: true, inngest: true, mail: true },
      ports: {
        PORT: 3000,
        STRIPE_SANDBOX_PORT: 12111,
        INNGEST_SANDBOX_PORT: 8288,
        POSTGRES_SANDBOX_PORT: 54329,
        MAIL_SANDBOX_PORT: 8025,
        SMTP_SANDBOX_PORT: 1025,
      },
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
    });
  });

  it.each([
    [{ DATABASE_URL: 'postgresql://db' }, { postgres: false }],
    [{ STRIPE_SECRET_KEY: 'sk_test_1' }, { stripe: false }],
    [{ INNGEST_BASE_URL: 'http://inngest' }, { inngest: false }],
    [{ INNGEST_SIGNING_KEY: 'signkey-prod-00' }, { inngest: false }],
    [{ SMTP_URL: 'smtps://mail' }, { mail: false }],
    [{ DATABASE_URL: '' }, {}],
  ])('have none for what %j names', (env, named) => {
    const all = { postgres: true, stripe: true, inngest: true, mail: true };
    expect(readSettings(env).standIns).toEqual({ ...all, ...named });
  });

  it('let people with a published password into no database of somebody’s own, unless asked', () => {
    const own = { DATABASE_URL: 'postgresql://db' };
    expect(readSettings({}).demo).toBe(true);
    expect(readSettings(own).demo).toBe(false);
    expect(readSettings({ ...own, SEED_DEMO: '1' }).demo).toBe(true);
  });

  it('ask for no port that is not used', () => {
    expect(
      readSettings({ DATABASE_URL: 'postgresql://db', POSTGRES_SANDBOX_PORT: '3000' }).ports,
    ).not.toHaveProperty('POSTGRES_SANDBOX_PORT');
  });

  it.each(['zero', '0', '70000', '3000.5'])('refuse the port "%s" by its name', (port) => {
    expect(() => readSettings({ PORT: port })).toThrow(`PORT is "${port}", which is not a port.`);
  });

  it('refuse one port for two', () => {
    expect(() => readSettings({ PORT: '8288' })).toThrow('PORT and INNGEST_SANDBOX_PORT are both 8288.');
  });
});

describe('the version of Node', () => {
  it.each([
    ['20.19.0', true],
    ['20.18.3', false],
    ['18.20.0', false],
    ['22.1.0', true],
  ])('%s is recent enough: %s', (version, recent) => {
    expect(isRecentNode(version)).toBe(recent);
  });
});
