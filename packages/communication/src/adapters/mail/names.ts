import type { Person } from '../../domain/mail.ts';

const longestName = 80;

/** A name is one short line, wherever it came from: it stands in headers, too. */
export const lineOf = (name: string): string =>
  [...name.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()].slice(0, longestName).join('');

export const nameOf = (person: Person | undefined): string =>
  (person && lineOf(person.name)) || 'somebody who has left';
