import { DomainError } from './errors.ts';
import { isId } from './ids.ts';

/** A page of a newest-first list: `first` entries older than the entry `after`. */
export type Page = { readonly first: number; readonly after?: string };

/**
 * Checks what a client asked for.
 * @throws DomainError BAD_USER_INPUT when `first` is not within 1 to 100, or `after` can be no id
 */
export function page(first: number, after?: string | null): Page {
  if (!Number.isInteger(first) || first < 1 || first > 100) {
    throw new DomainError('BAD_USER_INPUT', '"first" must be from 1 to 100');
  }
  if (after && !isId(after)) throw new DomainError('BAD_USER_INPUT', '"after" must be the id of an entry');
  return after ? { first, after } : { first };
}
