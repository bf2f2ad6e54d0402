import { type ErrorCode, type ErrorDetails, errorCodes } from '@halfpast/kernel';

/** What went wrong, as the browser sees it: a refusal of ours, or no answer at all. */
export type ProblemCode = ErrorCode | 'UNREACHABLE';

type Words = { readonly title: string; readonly advice: string };

const words: Record<ProblemCode, Words> = {
  UNAUTHENTICATED: {
    title: 'Please sign in',
    advice: 'This page is yours alone, so we need to know it is you.',
  },
  FORBIDDEN: { title: 'Not yours to do', advice: 'Your account isn’t allowed to do this.' },
  NOT_FOUND: { title: 'Nothing here', advice: 'It doesn’t exist, or it belongs to somebody else.' },
  BAD_USER_INPUT: {
    title: 'That didn’t work',
    advice: 'Something about this request isn’t right. Choose again, please.',
  },
  SLOT_UNAVAILABLE: {
    title: 'That time is taken',
    advice: 'Somebody was quicker, or the tutor is away. Pick another time.',
  },
  CANCELLATION_NOT_ALLOWED: {
    title: 'It can’t be cancelled',
    advice: 'This lesson can’t be cancelled any more.',
  },
  PAYMENT_PROVIDER_UNAVAILABLE: {
    title: 'Payments are not answering',
    advice: 'You have not been charged. Wait a moment and try again.',
  },
  UNAVAILABLE: {
    title: 'We’ll be right back',
    advice: 'Halfpast can’t be reached just now. Nothing of yours is lost.',
  },
  RATE_LIMITED: {
    title: 'A little slower, please',
    advice: 'That was many tries in a row. Wait a while, then go on.',
  },
  INTERNAL: { title: 'Something broke on our side', advice: 'We have noted it. Try again in a moment.' },
  UNREACHABLE: { title: 'No connection', advice: 'We got no answer. Check your connection and try again.' },
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isErrorCode = (value: unknown): value is ErrorCode => errorCodes.some((code) => code === value);

/** What the server said beside its message; empty when it said nothing. */
function attachmentOf(error: unknown): Record<string, unknown> {
  return isRecord(error) && isRecord(error.data) ? error.data : {};
}

/** Our code of an error that a tRPC call ended with. */
export function codeOf(error: unknown): ProblemCode {
  const { domainCode, code } = attachmentOf(error);
  if (isErrorCode(domainCode)) return domainCode;
  return code === undefined ? 'UNREACHABLE' : 'INTERNAL';
}

/** What may help the person on: the booking to resume, other times. */
export function detailsOf(error: unknown): ErrorDetails {
  const { details } = attachmentOf(error);
  if (!isRecord(details)) return {};
  const { sessionId, alternatives } = details;
  return {
    ...(typeof sessionId === 'string' && { sessionId }),
    ...(Array.isArray(alternatives) && {
      alternatives: alternatives.filter((time) => typeof time === 'string'),
    }),
  };
}

/** The words for a code; every code has some. */
export const wordsFor = (code: ProblemCode): Words => words[code];

/** The words for an error that a tRPC call ended with. */
export const errorWords = (error: unknown): Words => words[codeOf(error)];
