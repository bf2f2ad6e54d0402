import { DomainError, parseAwsDateTime } from '@halfpast/kernel';
import { GraphQLScalarType, Kind } from 'graphql';

const read = (value: unknown): Date => {
  if (typeof value === 'string') return parseAwsDateTime(value);
  throw new DomainError('BAD_USER_INPUT', 'An AWSDateTime is a string: ISO 8601 with an offset or Z');
};

/** AppSync's AWSDateTime: a `Date` inside, ISO 8601 with a mandatory offset outside. Answers are in UTC. */
export const AwsDateTime = new GraphQLScalarType<Date, string>({
  name: 'AWSDateTime',
  description: 'ISO 8601 date and time with a mandatory offset or Z.',
  serialize: (value) => (value instanceof Date ? value : read(value)).toISOString(),
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
});
