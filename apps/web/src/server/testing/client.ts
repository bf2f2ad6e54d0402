import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dispatch } from './door.ts';

const origin = 'http://localhost:3000';
const json = { 'content-type': 'application/json' };

/** Sends a request to the routes, as an HTTP client would. */
export const send = (path: string, init: RequestInit = {}): Promise<Response> =>
  dispatch(new Request(new URL(path, origin), init));

/** Sends a JSON body. */
export const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  send(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });

const graphqlAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
});

/** One who speaks to the API with these headers. */
export function speaker(headers: Record<string, string> = {}) {
  const graphql = async (query: string, variables: object = {}, at = '/api/graphql') => {
    const response = await post(at, { query, variables }, headers);
    const answer = graphqlAnswer.parse(await response.json());
    return {
      status: response.status,
      ...answer,
      codes: answer.errors?.map(({ extensions }) => extensions.code) ?? [],
    };
  };
  const trpc = async (response: Response) => {
    const { result, error } = trpcAnswer.parse(await response.json());
    return { status: response.status, data: result?.data, error: error?.data, message: error?.message };
  };
  return {
    headers,
    graphql,
    query: async (path: string, input?: unknown) => {
      const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return trpc(await send(`/api/trpc/${path}${search}`, { headers }));
    },
    mutate: async (path: string, input: unknown) => trpc(await post(`/api/trpc/${path}`, input, headers)),
  };
}

const trpcAnswer = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z
    .object({
      message: z.string(),
      data: z.object({
        code: z.string(),
        domainCode: z.string(),
        details: z.record(z.string(), z.unknown()),
        requestId: z.string(),
      }),
    })
    .optional(),
});

const account = z.object({ user: z.object({ id: z.string() }) });

/** Makes an account and speaks for it with its bearer token. */
export async function signUp(name = 'Sam') {
  const email = `${randomUUID()}@example.test`;
  const password = 'a-good-password';
  const response = await post('/api/auth/sign-up/email', { name, email, password });
  const { user } = account.parse(await response.json());
  const authorization = `Bearer ${response.headers.get('set-auth-token')}`;
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { ...speaker({ authorization }), personId: user.id, email, password, cookie };
}
