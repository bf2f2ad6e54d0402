import { buildSchema, graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkedReferences } from './checked-references.ts';

const aSubgraph = () => {
  const schema = buildSchema(
    'scalar _Any type Query { _entities(representations: [_Any!]!): [String]! other: String }',
  );
  const { _entities } = schema.getQueryType()?.getFields() ?? {};
  if (_entities)
    _entities.resolve = (_, { representations }: { representations: readonly { id: string }[] }) =>
      representations.map(({ id }) => id);
  return checkedReferences(schema, { Pet: 'id', Owner: 'name' });
};

const resolve = (...representations: unknown[]) =>
  graphql({
    schema: aSubgraph(),
    source: 'query ($of: [_Any!]!) { _entities(representations: $of) }',
    variableValues: { of: representations },
  });

describe('_entities', () => {
  it('goes on as before with references by their keys', async () => {
    const { data, errors } = await resolve(
      { __typename: 'Pet', id: 'rex' },
      { __typename: 'Pet', id: 'tom' },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ _entities: ['rex', 'tom'] });
  });

  it.each([
    ['without a key', { __typename: 'Pet' }],
    ['by the key of another type', { __typename: 'Owner', id: 'rex' }],
    ['by a key that is no text', { __typename: 'Pet', id: { a: 1 } }],
    ['to a type that is no entity', { __typename: 'Query', id: 'rex' }],
    ['to what every object inherits', { __typename: 'constructor', name: 'rex' }],
    ['to a type that is no name', { __typename: 7, id: 'rex' }],
    ['to no type', { id: 'rex' }],
    ['that is a number', 3],
    ['that is a text', 'Pet'],
  ])('refuses a reference %s, also among good ones', async (_, reference) => {
    const { data, errors } = await resolve({ __typename: 'Pet', id: 'tom' }, reference);
    expect(data).toBeNull();
    expect(errors?.[0]?.originalError).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'A reference names one of: Pet by its id, Owner by its name',
    });
  });

  it('must be there', () => {
    expect(() => checkedReferences(buildSchema('type Query { other: String }'), {})).toThrow('no subgraph');
  });
});
