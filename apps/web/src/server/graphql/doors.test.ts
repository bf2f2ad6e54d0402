import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { services, student } from '../testing/services.ts';
import { createGraphql, type GraphqlEndpoints } from './endpoints.ts';
import { subgraphNames } from './facade.ts';
import { limits } from './limits.ts';

const doors: readonly (keyof GraphqlEndpoints)[] = ['facade', ...subgraphNames];
const endpoints = createGraphql({ ...services(), viewerOf: async () => student });

const answer = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).optional(),
});

async function send(door: keyof GraphqlEndpoints, body: unknown, contentType = 'application/json') {
  const request = new Request('http://localhost/api/graphql', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: JSON.stringify(body),
  });
  const response = await (await endpoints)[door](request, 'request-1');
  const { errors = [] } = answer.parse(await response.json());
  return { status: response.status, errors };
}

const aliases = (count: number) =>
  `{ ${Array.from({ length: count }, (_, nth) => `a${nth}: __typename`).join(' ')} }`;
const fields = (count: number) => `{ ${'__typename '.repeat(count)}}`;
const deep = (depth: number) => `${'{ deeper '.repeat(depth)}${'}'.repeat(depth)}`;
const words = (tokens: number) => `{ ${'__typename '.repeat(tokens - 2)}}`;

describe.each(doors)('at the door of %s', (door) => {
  it.each([
    ['depth', deep(limits.depth + 1), `depth may be at most ${limits.depth}`],
    ['aliases', aliases(limits.aliases + 1), `aliases may be at most ${limits.aliases}`],
    ['fields', fields(limits.fields + 1), `fields may be at most ${limits.fields}`],
    ['tokens', words(limits.tokens + 1), `${limits.tokens} tokens`],
  ])('more %s than fit are refused', async (_, query, words) => {
    const { status, errors } = await send(door, { query });
    expect(status).toBe(400);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(errors.map(({ message }) => message).join()).toContain(words);
  });

  it.each([
    ['aliases', aliases(limits.aliases)],
    ['fields', fields(limits.fields)],
  ])('as many %s as fit are let in', async (_, query) => {
    expect(await send(door, { query })).toEqual({ status: 200, errors: [] });
  });

  it('no deeper than fits is not called too deep', async () => {
    const { errors } = await send(door, { query: deep(limits.depth) });
    expect(errors.map(({ message }) => message).join()).not.toContain('depth may be');
  });

  it('many operations in one request are refused', async () => {
    const { status } = await send(door, [{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    expect(status).toBe(400);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'what another site’s form can send is refused: %s',
    async (contentType) => {
      expect((await send(door, { query: '{ __typename }' }, contentType)).status).toBe(400);
    },
  );

  it('a body that is too long is refused', async () => {
    const sending = send(door, { query: '{ __typename }', variables: { x: 'x'.repeat(limits.bytes) } });
    await expect(sending).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
