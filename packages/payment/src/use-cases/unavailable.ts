import { DomainError } from '@halfpast/kernel';

/** The payment provider couldn't be asked or didn't do it; asking again resumes where it stopped. */
export const unavailable = (cause?: unknown): DomainError =>
  new DomainError(
    'PAYMENT_PROVIDER_UNAVAILABLE',
    'The payment provider can’t be reached right now. Try again in a moment.',
    {},
    cause === undefined ? undefined : { cause },
  );

/** What Stripe knows; an id of ours that it doesn't know is a wrong key or account, never an answer. */
export function known<T>(answer: T | undefined): T {
  if (answer === undefined) throw unavailable(new Error('Stripe knows nothing of an id that it gave out'));
  return answer;
}
