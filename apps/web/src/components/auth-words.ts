/** What Better Auth says of a refusal; nothing at all when there was no answer. */
export type AuthFailure = { readonly status?: number; readonly code?: string | undefined };

const words: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'E-mail and password don’t match. Check both and try again.',
  INVALID_EMAIL: 'This doesn’t look like an e-mail address.',
  VALIDATION_ERROR: 'Something is missing. Check every field and try again.',
  USER_ALREADY_EXISTS: 'There is an account with this e-mail already. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with this e-mail already. Sign in instead.',
  PASSWORD_TOO_SHORT: 'The password is too short: eight characters at least.',
  PASSWORD_TOO_LONG: 'The password is too long.',
};

/** Why signing in or up was refused, for the person at the form. */
export function authWords({ status, code }: AuthFailure): string {
  if (status === 429) return 'That was many tries in a row. Wait a quarter of an hour and try again.';
  return (code && words[code]) || 'We couldn’t reach our server. Try again in a moment.';
}
