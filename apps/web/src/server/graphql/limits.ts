import { DomainError } from '@halfpast/kernel';
import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** How large an operation may be, fragments spread out. Our own pages need a fifth of it. */
export const limits = { depth: 10, fields: 300, aliases: 20, tokens: 2_000, bytes: 100_000 } as const;

type Size = { readonly depth: number; readonly fields: number; readonly aliases: number };
const nothing: Size = { depth: 0, fields: 0, aliases: 0 };

/** Refuses operations that are too deep, too wide, or say one thing under too many names. */
export const withinLimits: ValidationRule = (context) => {
  const sizeOf = measure(context);
  return {
    OperationDefinition(operation) {
      const size = sizeOf(operation.selectionSet);
      for (const limit of ['depth', 'fields', 'aliases'] as const) {
        if (size[limit] > limits[limit]) context.reportError(tooMuch(limit));
      }
      return false;
    },
  };
};

function tooMuch(limit: keyof Size): GraphQLError {
  const message = `The operation is too large: ${limit} may be at most ${limits[limit]}`;
  return new GraphQLError(message, { originalError: new DomainError('BAD_USER_INPUT', message) });
}

/** Measures selections. Each fragment is measured once, so that nested spreads cost nothing. */
function measure(context: ValidationContext): (selections: SelectionSetNode) => Size {
  const measured = new Map<string, Size>();

  const ofFragment = (fragment: FragmentDefinitionNode | null | undefined): Size => {
    if (!fragment) return nothing;
    const name = fragment.name.value;
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, nothing); // a fragment that spreads itself is refused by another rule
    const size = ofSet(fragment.selectionSet);
    measured.set(name, size);
    return size;
  };

  const ofSelection = (selection: SelectionNode): Size => {
    switch (selection.kind) {
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(context.getFragment(selection.name.value));
      case Kind.INLINE_FRAGMENT:
        return ofSet(selection.selectionSet);
      case Kind.FIELD: {
        const below = selection.selectionSet ? ofSet(selection.selectionSet) : nothing;
        const isIntrospection = selection.name.value.startsWith('__'); // graphql-js bounds its depth
        return {
          depth: isIntrospection ? 1 : below.depth + 1,
          fields: below.fields + 1,
          aliases: below.aliases + (selection.alias ? 1 : 0),
        };
      }
    }
  };

  const ofSet = ({ selections }: SelectionSetNode): Size =>
    selections.map(ofSelection).reduce(
      (sum, size) => ({
        depth: Math.max(sum.depth, size.depth),
        fields: sum.fields + size.fields,
        aliases: sum.aliases + size.aliases,
      }),
      nothing,
    );

  return ofSet;
}
