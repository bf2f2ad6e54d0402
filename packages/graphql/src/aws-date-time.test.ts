import { DomainError } from '@halfpast/kernel';
import { GraphQLError, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AwsDateTime } from './aws-date-time.ts';

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      echo: {
        type: AwsDateTime,
        args: { time: { type: new GraphQLNonNull(AwsDateTime) } },
        resolve: (_, { time }: { time: Date }) => time,
      },
    },
  }),
});

const literal = (time: string) => graphql({ schema, source: `{ echo(time: ${time}) }` });
const variable = (time: unknown) =>
  graphql({
    schema,
    source: 'query ($time: AWSDateTime!) { echo(time: $time) }',
    variableValues: { time },
  });

/** What was thrown at first: graphql-js wraps it, twice for a variable. */
const rootOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error;

describe('AWSDateTime in GraphQL', () => {
  it('takes any offset and answers in UTC', async () => {
    const echoed = { data: { echo: '2027-01-05T04:15:00.000Z' } };
    expect(await literal('"2027-01-05T10:00+05:45"')).toEqual(echoed);
    expect(await variable('2027-01-05T10:00:00+05:45')).toEqual(echoed);
  });

  it.each([
    ['a literal', () => literal('"2027-01-05T10:00"')],
    ['a variable', () => variable('2027-01-05T10:00')],
  ])('refuses %s without an offset, by name and by code', async (_, ask) => {
    const { errors: [error] = [] } = await ask();
    expect(error?.message).toContain('"2027-01-05T10:00" is not an AWSDateTime');
    expect(rootOf(error)).toBeInstanceOf(DomainError);
    expect(rootOf(error)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each([
    ['a number literal', () => literal('1799143200000')],
    ['a number', () => variable(1799143200000)],
    ['an object', () => variable({})],
  ])('refuses %s', async (_, ask) => {
    const { errors: [error] = [] } = await ask();
    expect(error?.message).toContain('An AWSDateTime is a string');
    expect(rootOf(error)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('writes instants that travelled as text', () => {
    expect(AwsDateTime.serialize('2027-01-05T10:00:00+01:00')).toBe('2027-01-05T09:00:00.000Z');
  });
});
