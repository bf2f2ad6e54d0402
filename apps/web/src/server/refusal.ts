import { DomainError } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import { isDatabaseDown, isUnstorableText } from '@halfpast/prisma';

/**
 * What a client may be told of `error`: a refusal as it is, an unreachable database as UNAVAILABLE, a text that no
 * database stores as BAD_USER_INPUT, and anything else as INTERNAL, in words that give nothing away. The original is the cause.
 */
export function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError && error.code !== 'INTERNAL') return error;
  if (wasFor(isUnstorableText, error))
    return new DomainError('BAD_USER_INPUT', 'A text must not contain the character U+0000');
  if (wasFor(isDatabaseDown, error)) {
    return new DomainError(
      'UNAVAILABLE',
      'We are briefly out of order. Try again in a moment.',
      {},
      { cause: error },
    );
  }
  return new DomainError('INTERNAL', 'Something went wrong on our side.', {}, { cause: error });
}

/** Better Auth tells of the database in the cause of an error of its own. */
export const wasFor = (reason: (error: unknown) => boolean, error: unknown): boolean =>
  reason(error) || (error instanceof Error && error.cause !== undefined && wasFor(reason, error.cause));

/** Logs what a refusal hides; a plain refusal hides nothing and isn't worth a line. */
export function report(
  logger: Logger,
  refusal: DomainError,
  where: { requestId: string; path?: string },
): void {
  const fields = { ...where, code: refusal.code, err: refusal.cause };
  if (refusal.code === 'INTERNAL') logger.error(fields, 'A request failed unexpectedly');
  else if (refusal.cause) logger.warn(fields, 'A request was refused');
}
