import { DomainError } from './errors.ts';

/** Tells the present instant (UTC). Passed in wherever time matters, so that tests own it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** The instant `minutes` after `instant`. */
export const plusMinutes = (instant: Date, minutes: number): Date =>
  new Date(instant.getTime() + minutes * 60_000);

/** The instant `seconds` after `instant`. */
export const plusSeconds = (instant: Date, seconds: number): Date =>
  new Date(instant.getTime() + seconds * 1_000);

export const earlierOf = (a: Date, b: Date): Date => (a <= b ? a : b);

export const laterOf = (a: Date, b: Date): Date => (a >= b ? a : b);

const awsDateTime =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/**
 * Reads AppSync's AWSDateTime: ISO 8601 with a mandatory offset or `Z`. Seconds are optional.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 * @throws DomainError BAD_USER_INPUT that names the value
 */
export function parseAwsDateTime(value: string): Date {
  const match = awsDateTime.exec(value);
  const instant = new Date(value);
  if (!match || !isCalendarDay(match) || !isInOurEra(instant)) {
    throw new DomainError(
      'BAD_USER_INPUT',
      `"${value.slice(0, 40)}" is not an AWSDateTime: ISO 8601 with an offset or Z`,
    );
  }
  return instant;
}

/** `Date` rolls 30 February over into March; AWSDateTime doesn't. */
const isCalendarDay = ([, year, month, day]: RegExpExecArray): boolean =>
  new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);

/** PostgreSQL has no year 0, and ISO 8601 no fifth digit. */
const isInOurEra = (instant: Date): boolean =>
  instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999;
