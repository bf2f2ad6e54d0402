import type { World } from '../world/world.ts';
import type { Books } from './books.ts';

export type Violation = { readonly invariant: string; readonly what: string };

/** Looks at the end of a run. @returns what is wrong with it, nothing if all is well */
export type Check = (end: {
  readonly world: World;
  readonly books: Books;
}) => readonly Violation[] | Promise<readonly Violation[]>;

export const violation = (invariant: string, what: string): readonly Violation[] => [{ invariant, what }];
