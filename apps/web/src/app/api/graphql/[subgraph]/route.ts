import { DomainError } from '@halfpast/kernel';
import { isSubgraph } from '@/server/graphql/facade.ts';
import { route } from '@/server/route.ts';

const subgraph = route(async (app, request, requestId) => {
  const name = new URL(request.url).pathname.split('/').at(-1) ?? '';
  if (!isSubgraph(name)) throw new DomainError('NOT_FOUND', 'There is no such subgraph');
  return (await app.graphql())[name](request, requestId);
});

export { subgraph as GET, subgraph as POST };
