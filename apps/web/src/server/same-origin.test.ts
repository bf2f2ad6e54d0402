import { describe, expect, it } from 'vitest';
import { refuseOtherSites } from './same-origin.ts';

const asked = (headers: Record<string, string>, method = 'POST') => {
  const request = new Request('http://localhost:3000/api/trpc/booking.book', { method, headers });
  return () => refuseOtherSites(request, 'https://halfpast.example');
};
const cookie = 'better-auth.session_token=1';

describe('a change that a cookie stands for', () => {
  it.each<[string, Record<string, string>]>([
    ['from our own page', { cookie, origin: 'https://halfpast.example' }],
    [
      'from our page at another name of this machine',
      { cookie, origin: 'http://10.0.0.1:3000', host: '10.0.0.1:3000' },
    ],
    ['from a client that is no browser', { cookie }],
    ['from a browser that says the site alone', { cookie, 'sec-fetch-site': 'same-origin' }],
  ])('%s is let in', (_, headers) => {
    expect(asked(headers)).not.toThrow();
  });

  it.each<[string, Record<string, string>]>([
    ['from another site', { cookie, origin: 'https://evil.test' }],
    ['from a sibling of our site', { cookie, origin: 'https://blog.halfpast.example' }],
    ['from a page that hides where it is', { cookie, origin: 'null' }],
    ['from another site that an old browser doesn’t name', { cookie, 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', (_, headers) => {
    expect(asked(headers)).toThrow('another site');
  });

  it('is all that is looked at: who reads, or brings a token, is no page’s puppet', () => {
    expect(asked({ cookie, origin: 'https://evil.test' }, 'GET')).not.toThrow();
    expect(asked({ authorization: 'Bearer 1', origin: 'https://evil.test' })).not.toThrow();
  });
});
