import { Button } from './button.tsx';

type Props = { list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } };

/** The way to older entries, where there are some. */
export function LoadMore({ list }: Props) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      look="plain"
      className="mt-6"
      disabled={list.isFetchingNextPage}
      onClick={() => list.fetchNextPage()}
    >
      {list.isFetchingNextPage ? 'Loading…' : 'Load more'}
    </Button>
  );
}
