import { DomainError } from './errors.ts';

/** What a person may do. Signing up makes a student; tutors and operators come from the seed or an operator. */
export const roles = ['student', 'tutor', 'operator'] as const;
export type Role = (typeof roles)[number];

/** Who asks: an id of the identity provider, and their role there. */
export type Viewer = { readonly personId: string; readonly role: Role };

/**
 * Who asks, where nobody may ask anonymously.
 * @throws DomainError UNAUTHENTICATED
 */
export function signedIn(viewer: Viewer | undefined): Viewer {
  if (!viewer) throw new DomainError('UNAUTHENTICATED', 'Sign in first');
  return viewer;
}
