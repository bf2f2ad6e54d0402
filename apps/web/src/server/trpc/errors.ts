import { DomainError, type ErrorCode } from '@halfpast/kernel';
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { refusalOf } from '../refusal.ts';

type TrpcCode = TRPCError['code'];

const trpcCode = {
  UNAUTHENTICATED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  BAD_USER_INPUT: 'BAD_REQUEST',
  SLOT_UNAVAILABLE: 'CONFLICT',
  CANCELLATION_NOT_ALLOWED: 'PRECONDITION_FAILED',
  PAYMENT_PROVIDER_UNAVAILABLE: 'BAD_GATEWAY',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
} satisfies Record<ErrorCode, TrpcCode>;

/** tRPC's own complaints about a request, most of which never reached a procedure. */
const ownComplaints: Partial<Record<TrpcCode, ErrorCode>> = {
  PARSE_ERROR: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_USER_INPUT',
  METHOD_NOT_SUPPORTED: 'BAD_USER_INPUT',
  UNSUPPORTED_MEDIA_TYPE: 'BAD_USER_INPUT',
  PAYLOAD_TOO_LARGE: 'BAD_USER_INPUT',
  NOT_FOUND: 'NOT_FOUND',
};

/** Our refusal behind an error that tRPC caught. */
export function refusalOfTrpc({ code, message, cause }: TRPCError): DomainError {
  if (cause instanceof ZodError) return new DomainError('BAD_USER_INPUT', inWords(cause));
  if (cause instanceof DomainError) return refusalOf(cause);
  const complaint = ownComplaints[code];
  return complaint ? new DomainError(complaint, message) : refusalOf(cause);
}

/** The same refusal as tRPC sends it. */
export const trpcErrorOf = (refusal: DomainError): TRPCError =>
  new TRPCError({ code: trpcCode[refusal.code], message: refusal.message, cause: refusal });

const inWords = ({ issues }: ZodError): string =>
  issues.map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message)).join('; ');
