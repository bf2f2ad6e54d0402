import { inferAdditionalFields } from 'better-auth/client/plugins';
import { createAuthClient } from 'better-auth/react';

export const authClient = createAuthClient({
  plugins: [inferAdditionalFields({ user: { timeZone: { type: 'string', required: false } } })],
  // `fetch` as it is when it's called: whoever wraps it later is heard.
  fetchOptions: { customFetchImpl: (input, init) => fetch(input, init) },
});
