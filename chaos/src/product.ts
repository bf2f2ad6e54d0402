import { z } from 'zod';

/** Where the product is, and the Stripe that it uses. */
export type Product = { readonly url: string; readonly stripeUrl: string };

/** Somebody signed in, as API clients are: by a bearer token. */
export type Person = { readonly id: string; readonly token: string };

/** What came of a request: an answer, a refusal by its code, or nothing that tells whether it was done. */
export type Answer<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'lost'; readonly why: string };

const patience = 15_000;

const lost = (error: unknown): { kind: 'lost'; why: string } => ({ kind: 'lost', why: String(error) });

/** Signs somebody new up. */
export async function signUp({ url }: Product, name: string): Promise<Person> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name, email: `${name}@chaos.test`, password: 'chaos-password-1' }),
  });
  const token = response.headers.get('set-auth-token');
  const answer = await response.text();
  if (!response.ok || !token) throw new Error(`Signing up failed: ${answer}`);
  const { user } = z.object({ user: z.object({ id: z.string() }) }).parse(JSON.parse(answer));
  return { id: user.id, token };
}

const graphqlAnswer = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).optional(),
});

/** Asks the façade. */
async function ask<T>(
  { url }: Product,
  { token }: Person,
  { query, variables, schema }: { query: string; variables: Record<string, unknown>; schema: z.ZodType<T> },
): Promise<Answer<T>> {
  try {
    const response = await fetch(`${url}/api/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(patience),
    });
    const { data, errors } = graphqlAnswer.parse(await response.json());
    const code = errors?.[0]?.extensions.code;
    return code ? { kind: 'refused', code } : { kind: 'done', value: schema.parse(data) };
  } catch (error) {
    return lost(error);
  }
}

export type Wish = { readonly tutorId: string; readonly time: Date; readonly idempotencyKey: string };
export type Booked = { readonly sessionId: string; readonly clientSecret: string };

/** Books an hour. */
export const book = (product: Product, student: Person, wish: Wish) =>
  ask(product, student, {
    query: `mutation ($tutorId: ID!, $time: AWSDateTime!, $idempotencyKey: ID!) {
      bookSession(tutorId: $tutorId, time: $time, idempotencyKey: $idempotencyKey) { sessionId clientSecret } }`,
    variables: { ...wish, time: wish.time.toISOString() },
    schema: z
      .object({ bookSession: z.object({ sessionId: z.string(), clientSecret: z.string() }) })
      .transform(({ bookSession }): Booked => bookSession),
  });

/** Gives a time back that isn't paid. */
export const giveUp = (product: Product, student: Person, sessionId: string) =>
  ask(product, student, {
    query: 'mutation ($sessionId: ID!) { giveUpBooking(sessionId: $sessionId) { status } }',
    variables: { sessionId },
    schema: z.unknown(),
  });

/** Cancels a session that was confirmed. */
export const cancel = (product: Product, person: Person, sessionId: string) =>
  ask(product, person, {
    query: 'mutation ($sessionId: ID!) { cancelSession(id: $sessionId) { status } }',
    variables: { sessionId },
    schema: z.unknown(),
  });

const status = z.object({ getSessionDetails: z.object({ status: z.string() }).nullable() });

/** The status of a session; refused with NOT_FOUND before there is one. */
export const statusOf = (product: Product, person: Person, sessionId: string) =>
  ask(product, person, {
    query: 'query ($sessionId: ID!) { getSessionDetails(id: $sessionId) { status } }',
    variables: { sessionId },
    schema: status.transform(({ getSessionDetails }) => getSessionDetails?.status),
  });

const shownSession = z.object({ sessionId: z.string(), status: z.string() });
const shownPayment = z.object({
  paymentId: z.string(),
  sessionId: z.string(),
  amount: z.number(),
  currency: z.string(),
  status: z.string(),
  refunds: z.array(z.object({ amount: z.number(), status: z.string() })),
});
export type ShownSession = z.infer<typeof shownSession>;
export type ShownPayment = z.infer<typeof shownPayment>;

const pageSize = 50;

/** Everything the product shows somebody of their sessions and payments. */
export async function shownTo(product: Product, person: Person) {
  const all = async <T>(field: string, fields: string, row: z.ZodType<T>, idOf: (row: T) => string) => {
    const rows: T[] = [];
    for (;;) {
      const after = rows.at(-1);
      const answer = await ask(product, person, {
        query: `query ($after: ID) { rows: ${field}(first: ${pageSize}, after: $after) { ${fields} } }`,
        variables: { after: after ? idOf(after) : null },
        schema: z.object({ rows: z.array(row) }),
      });
      if (answer.kind !== 'done') throw new Error(`${field} is not answered: ${JSON.stringify(answer)}`);
      rows.push(...answer.value.rows);
      if (answer.value.rows.length < pageSize) return rows;
    }
  };
  const payment = 'paymentId sessionId amount currency status refunds { amount status }';
  return {
    sessions: await all('getMySessions', 'sessionId status', shownSession, ({ sessionId }) => sessionId),
    payments: await all('getPaymentHistory', payment, shownPayment, ({ paymentId }) => paymentId),
  };
}

const stripeError = z.object({ error: z.object({ code: z.string().optional(), type: z.string() }) });

/** Pays at Stripe, as the browser does. */
export async function pay(
  { stripeUrl }: Product,
  { clientSecret }: Booked,
  card: string,
): Promise<Answer<string>> {
  try {
    const intent = clientSecret.split('_secret_')[0];
    const response = await fetch(`${stripeUrl}/v1/payment_intents/${intent}/confirm`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_chaos', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ payment_method: card, return_url: 'http://localhost/' }),
      signal: AbortSignal.timeout(patience),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { kind: 'done', value: z.object({ status: z.string() }).parse(answer).status };
    if (response.status >= 500) return { kind: 'lost', why: `HTTP ${response.status}` };
    const { error } = stripeError.parse(answer);
    return { kind: 'refused', code: error.code ?? error.type };
  } catch (error) {
    return lost(error);
  }
}
