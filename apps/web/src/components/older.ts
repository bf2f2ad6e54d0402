'use client';
import { useInfiniteQuery } from '@tanstack/react-query';

/** How many entries of a newest-first list are asked for at once. */
const usualPage = 20;
/** The most that the server gives at once. */
export const largestPage = 100;

type Pages<T> = {
  readonly read: (page: { first: number; after?: string }) => Promise<T[]>;
  readonly idOf: (entry: T) => string;
};
type List<T> = Pages<T> & {
  readonly queryKey: readonly unknown[];
  readonly refetchInterval?: number;
  readonly staleTime?: number;
  readonly pageSize?: number;
};

/** A newest-first list to its end, for one that is known to be short. */
export async function readWhole<T>({ read, idOf }: Pages<T>): Promise<T[]> {
  const page = await read({ first: largestPage });
  const all = [...page];
  for (let last = page; last.length === largestPage; ) {
    const after = last.at(-1);
    last = after ? await read({ first: largestPage, after: idOf(after) }) : [];
    all.push(...last);
  }
  return all;
}

/** A newest-first list by pages: each goes on after the last entry of the one before. */
export function useOlder<T>({ queryKey, read, idOf, pageSize = usualPage, ...often }: List<T>) {
  const list = useInfiniteQuery({
    ...often,
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
