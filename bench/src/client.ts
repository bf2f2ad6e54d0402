import { z } from 'zod';

export type Product = { readonly url: string; readonly stripeUrl: string };

/** Somebody signed in, as API clients are: by a bearer token. */
export type Student = { readonly token: string };

const booked = z.object({
  data: z.object({ bookSession: z.object({ sessionId: z.string(), clientSecret: z.string() }) }),
});
export type Booked = z.infer<typeof booked>['data']['bookSession'];

/** Signs a new student up. */
export async function signUp({ url }: Product, name: string): Promise<Student> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name, email: `${name}@bench.test`, password: 'bench-password-1' }),
  });
  const token = response.headers.get('set-auth-token');
  if (!response.ok || !token) throw new Error(`Signing up failed: ${await response.text()}`);
  return { token };
}

/** Asks the façade. */
async function askGraphql(
  { url }: Product,
  { token }: Student,
  query: string,
  variables: Record<string, string>,
): Promise<unknown> {
  const response = await fetch(`${url}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** Books an hour. */
export async function book(product: Product, student: Student, tutorId: string, time: Date): Promise<Booked> {
  const answer = await askGraphql(
    product,
    student,
    'mutation ($tutorId: ID!, $time: AWSDateTime!) { bookSession(tutorId: $tutorId, time: $time) { sessionId clientSecret } }',
    { tutorId, time: time.toISOString() },
  );
  const { success, data } = booked.safeParse(answer);
  if (!success) throw new Error(`bookSession: ${JSON.stringify(answer)}`);
  return data.data.bookSession;
}

/** Pays with a good card, at Stripe, as the browser does. */
export async function pay({ stripeUrl }: Product, { clientSecret }: Booked): Promise<void> {
  const intent = clientSecret.split('_secret_')[0];
  const response = await fetch(`${stripeUrl}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_bench', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ payment_method: 'pm_card_visa', return_url: 'http://localhost/' }),
  });
  if (!response.ok) throw new Error(`confirm: ${await response.text()}`);
}
