import { createAuthClient } from 'better-auth/react';

export const authClient = createAuthClient({
  // `fetch` as it is when it's called: whoever wraps it later is heard.
  fetchOptions: { customFetchImpl: (input, init) => fetch(input, init) },
});
