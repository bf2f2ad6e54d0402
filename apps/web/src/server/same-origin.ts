import { DomainError } from '@halfpast/kernel';
import { originsOf } from './auth.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser brings its cookies to whoever's page tells it to call us, and says by `Origin` whose page that was. Bearer
 * tokens come from nobody's page by themselves.
 * @throws DomainError FORBIDDEN for a change that another site's page asks for
 */
export function refuseOtherSites(request: Request, publicUrl: string): void {
  const { method, headers } = request;
  if (safe.has(method) || !headers.has('cookie')) return;
  const origin = headers.get('origin');
  if (origin === null ? isTold(headers) : isOurs(origin, headers, publicUrl)) return;
  throw new DomainError('FORBIDDEN', 'This was asked by a page of another site');
}

/** Without an Origin: not a browser, or one that says in its own way that it was ours. */
const isTold = (headers: Headers): boolean =>
  ['same-origin', 'none', null].includes(headers.get('sec-fetch-site'));

const isOurs = (origin: string, headers: Headers, publicUrl: string): boolean =>
  originsOf(publicUrl).includes(origin) ||
  (URL.canParse(origin) && new URL(origin).host === headers.get('host'));
