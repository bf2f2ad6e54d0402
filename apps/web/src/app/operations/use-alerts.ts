'use client';
import { largestPage, useOlder } from '@/components/older.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.tsx';
import { askEvery } from './ask-every.ts';

/** The alerts by pages, read once for all who show some of them. */
export function useAlerts() {
  const trpc = useTRPC();
  const { operations } = useTRPCClient();
  return useOlder({
    queryKey: trpc.operations.alerts.queryKey({}),
    read: (page) => operations.alerts.query(page),
    idOf: ({ alertId }) => alertId,
    pageSize: largestPage,
    ...askEvery,
  });
}
