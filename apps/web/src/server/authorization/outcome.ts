/** Everyone who may knock at a door, in the order of the table's columns. */
export const callers = [
  'nobody',
  'student',
  'other student',
  'the tutor',
  'other tutor',
  'operator',
] as const;

export type Caller = (typeof callers)[number];

/** What a door answered: a refusal's code, or something. */
export type Answer = { readonly code: unknown; readonly value: unknown };

/** `shown`: something of use. `empty`: null, nothing in a list. Otherwise the code of the refusal. */
export function outcomeOf({ code, value }: Answer): string {
  if (code !== undefined) return String(code);
  const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  return isEmpty ? 'empty' : 'shown';
}
