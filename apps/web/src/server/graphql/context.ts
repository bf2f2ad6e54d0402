import type { GraphContext } from '@halfpast/graphql';

/** One a request, for all subgraphs: what they are told, and whom its errors are reported to. */
export type RequestContext = GraphContext & { readonly requestId: string };
