import type { Metadata } from 'next';
import { Prefetched } from '@/trpc/prefetch.tsx';
import { TutorDetails } from './tutor-details.tsx';

export const metadata: Metadata = { title: 'Pick a time' };

type Props = {
  params: Promise<{ tutorId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function TutorPage({ params, searchParams }: Props) {
  const { tutorId } = await params;
  return (
    <Prefetched ask={(cache, trpc) => [cache.prefetchQuery(trpc.tutors.byId.queryOptions({ tutorId }))]}>
      <TutorDetails tutorId={tutorId} asked={await searchParams} />
    </Prefetched>
  );
}
