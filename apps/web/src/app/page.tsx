import { Prefetched } from '@/trpc/prefetch.tsx';
import { Hero } from './hero.tsx';
import { TutorList } from './tutor-list.tsx';

type Props = { searchParams: Promise<{ subject?: string }> };

export default async function TutorsPage({ searchParams }: Props) {
  const { subject } = await searchParams;
  return (
    <Prefetched ask={(cache, trpc) => [cache.prefetchQuery(trpc.tutors.list.queryOptions({}))]}>
      <Hero />
      <TutorList subject={typeof subject === 'string' ? subject : undefined} />
    </Prefetched>
  );
}
