import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  type TypeDefinitionNode,
} from 'graphql';

/** The subgraphs' types in one schema without federation; an entity that several know has the fields of all. */
function mergedTypes(sdls: readonly string[]): DocumentNode {
  const types = new Map<string, TypeDefinitionNode>();
  for (const definition of sdls.flatMap((sdl) => parse(sdl).definitions)) {
    if (!('name' in definition) || !isTypeDefinition(definition)) continue;
    const known = types.get(definition.name.value);
    const bare = { ...definition, directives: [] };
    if (known?.kind === Kind.OBJECT_TYPE_DEFINITION && bare.kind === Kind.OBJECT_TYPE_DEFINITION) {
      const names = new Set(known.fields?.map(({ name }) => name.value));
      const more = bare.fields?.filter(({ name }) => !names.has(name.value)) ?? [];
      types.set(definition.name.value, { ...known, fields: [...(known.fields ?? []), ...more] });
    } else if (!known) types.set(definition.name.value, bare);
  }
  return { kind: Kind.DOCUMENT, definitions: [...types.values()] };
}

const isTypeDefinition = (definition: { kind: Kind }): definition is TypeDefinitionNode =>
  definition.kind.endsWith('TypeDefinition') && !definition.kind.startsWith('Input');

type Reference = (reference: unknown, context: unknown) => unknown;

/** One plain schema that resolves as the subgraphs do: the same functions, without the way through a gateway. */
export function plainSchemaOf(subgraphs: readonly { sdl: string; schema: GraphQLSchema }[]): GraphQLSchema {
  const plain = buildASTSchema(mergedTypes(subgraphs.map(({ sdl }) => sdl)), { assumeValidSDL: true });
  for (const { schema } of subgraphs) {
    for (const type of Object.values(schema.getTypeMap())) {
      const target = plain.getType(type.name);
      if (isScalarType(type) && isScalarType(target)) target.serialize = type.serialize;
      if (!isObjectType(type) || !isObjectType(target)) continue;
      for (const [name, { resolve }] of Object.entries(type.getFields())) {
        const field = target.getFields()[name];
        if (field && resolve) field.resolve = resolve;
      }
    }
  }
  return plain;
}

/** How a subgraph finds an entity that another one only names. */
export function referenceOf(schema: GraphQLSchema, name: string): Reference {
  const found: unknown = schema.getType(name)?.extensions.apollo;
  const subgraph = isRecord(found) ? found.subgraph : undefined;
  const resolve = isRecord(subgraph) ? subgraph.resolveReference : undefined;
  if (typeof resolve !== 'function') throw new Error(`${name} is no entity`);
  return (reference, context) => resolve(reference, context, {});
}

/** After `field` of `typeName`, goes on to the entity that it names. */
export function follow(
  plain: GraphQLSchema,
  [typeName, name]: readonly [string, string],
  find: Reference,
): void {
  const type = plain.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  const named: GraphQLFieldResolver<unknown, unknown> | undefined = field?.resolve;
  if (!field || !named) throw new Error(`${typeName}.${name} has no resolver`);
  field.resolve = async (...asked) => find(await named(...asked), asked[2]);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
