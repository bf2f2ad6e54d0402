import type { Viewer } from '@halfpast/kernel';
import DataLoader from 'dataloader';

/** What every subgraph is told of a request; one object a request, shared by all subgraphs of one process. */
export type GraphContext = { readonly viewer: Viewer | undefined };

/**
 * A DataLoader for each request: keys asked for in one tick go to `batch` together, once.
 * `batch` answers in any order; `keyOf` says which answer is whose, and a key without one loads `undefined`.
 */
export function loaderPerRequest<Value extends object>(
  batch: (ids: readonly string[], context: GraphContext) => Promise<readonly Value[]>,
  keyOf: (value: Value) => string,
): (context: GraphContext) => DataLoader<string, Value | undefined> {
  const loaders = new WeakMap<GraphContext, DataLoader<string, Value | undefined>>();
  const load = async (ids: readonly string[], context: GraphContext) => {
    const found = new Map((await batch(ids, context)).map((value) => [keyOf(value), value]));
    return ids.map((id) => found.get(id));
  };
  return (context) => {
    const loader = loaders.get(context) ?? new DataLoader((ids) => load(ids, context));
    loaders.set(context, loader);
    return loader;
  };
}
