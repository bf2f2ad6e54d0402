import { newId } from '@halfpast/kernel';
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { getApp } from '@/server/app.ts';
import { type AppRouter, appRouter } from '@/server/trpc/router.ts';
import { contextOf } from '@/server/trpc/serve.ts';

type Props = {
  /** What to ask of the API; each answer is in the cache when the children render. */
  ask: (cache: QueryClient, trpc: TRPCOptionsProxy<AppRouter>) => readonly Promise<void>[];
  children: ReactNode;
};

/** Asks what a page shows first in the server, so that it is in its first paint. What fails, the browser asks again. */
export async function Prefetched({ ask, children }: Props) {
  const asked = new Headers(await headers()); // first: it tells Next that there is nothing to render ahead of a request
  const cache = new QueryClient();
  const trpc = createTRPCOptionsProxy({
    router: appRouter,
    queryClient: cache,
    ctx: contextOf(getApp(), asked, newId()),
  });
  await Promise.all(ask(cache, trpc));
  return <HydrationBoundary state={dehydrate(cache)}>{children}</HydrationBoundary>;
}
