import { DomainError } from '@halfpast/kernel';
import type { GraphQLSchema } from 'graphql';

/** The field that names an entity, by its type: what `@key` says in the SDL. */
type Keys = Readonly<Record<string, string>>;

/**
 * Has `_entities` of a subgraph refuse what is no reference to one of its entities; Apollo's own resolver takes it for a
 * failure of ours. A gateway sends nothing of the kind, but the door is a public one.
 */
export function checkedReferences(schema: GraphQLSchema, keys: Keys): GraphQLSchema {
  const entities = schema.getQueryType()?.getFields()._entities;
  const resolve = entities?.resolve;
  if (!resolve) throw new Error('This schema is no subgraph: it has no entities');
  entities.resolve = (source, args, context, info) => {
    const representations: readonly unknown[] = args.representations;
    if (!representations.every((representation) => isReference(representation, keys)))
      throw new DomainError('BAD_USER_INPUT', `A reference names one of: ${named(keys)}`);
    return resolve(source, args, context, info);
  };
  return schema;
}

function isReference(value: unknown, keys: Keys): boolean {
  if (typeof value !== 'object' || value === null || !('__typename' in value)) return false;
  const key = Object.entries(keys).find(([type]) => type === value.__typename)?.[1];
  return key !== undefined && typeof Reflect.get(value, key) === 'string';
}

const named = (keys: Keys): string =>
  Object.entries(keys)
    .map(([type, key]) => `${type} by its ${key}`)
    .join(', ');
