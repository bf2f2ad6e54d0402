/** Every refusal this product knows; each transport maps all of them in one total table. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'SLOT_UNAVAILABLE',
  'CANCELLATION_NOT_ALLOWED',
  'PAYMENT_PROVIDER_UNAVAILABLE',
  'UNAVAILABLE',
  'RATE_LIMITED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What a client may use beside the code: safe to show, JSON only. */
export type ErrorDetails = {
  readonly sessionId?: string;
  readonly alternatives?: readonly string[];
  /** Seconds. */
  readonly retryAfter?: number;
};

const brand = Symbol.for('halfpast.DomainError');

/** A refusal that a caller may be told of. Its message is written for the person who reads it. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly [brand] = true;

  /** A bundler may carry this module twice into one process; a refusal of either copy is a refusal. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether `error` is a refusal, and of that code if one is given. */
export const isDomainError = (error: unknown, code?: ErrorCode): error is DomainError =>
  error instanceof DomainError && (code === undefined || error.code === code);
