'use client';
import { useInfiniteQuery } from '@tanstack/react-query';

/** How many entries of a newest-first list are asked for at once. */
const pageSize = 20;

type List<T> = {
  readonly queryKey: readonly unknown[];
  readonly read: (page: { first: number; after?: string }) => Promise<T[]>;
  readonly idOf: (entry: T) => string;
};

/** A newest-first list by pages: each goes on after the last entry of the one before. */
export function useOlder<T>({ queryKey, read, idOf }: List<T>) {
  const list = useInfiniteQuery({
    queryKey: [...queryKey, 'by pages'],
    queryFn: ({ pageParam }) => read({ first: pageSize, ...(pageParam && { after: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => {
      const last = page.at(-1);
      return last && page.length === pageSize ? idOf(last) : undefined;
    },
  });
  return { ...list, entries: list.data?.pages.flat() ?? [] };
}
