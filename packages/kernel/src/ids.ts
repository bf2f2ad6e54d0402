import { v7, validate } from 'uuid';

/** Makes a new id. Passed in wherever ids are made, so that a step can be repeated and a test can own them. */
export type NewId = () => string;

/** UUIDv7 (RFC 9562): sorts by the time it was made. */
export const newId: NewId = () => v7();

/** Whether `value` can be an id of ours; anything else is simply not found. */
export const isId = (value: string): boolean => validate(value);
