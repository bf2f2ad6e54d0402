const here = 'http://here.invalid';

/** Where to go after signing in: a path on this site, whatever the address bar says; anything else is home. */
export function safeNext(next: string | null | undefined): string {
  if (!next?.startsWith('/')) return '/';
  try {
    const { origin, pathname, search, hash } = new URL(next, here);
    return origin === here ? `${pathname}${search}${hash}` : '/';
  } catch {
    return '/';
  }
}

/** The address of the sign-in page that leads back to `path`. */
export const signInThen = (path: string): string => `/sign-in?next=${encodeURIComponent(path)}`;
