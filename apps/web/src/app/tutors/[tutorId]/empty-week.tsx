'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button.tsx';
import { NothingYet } from '@/components/nothing-yet.tsx';
import { clockTime, dayKey, longDay } from '@/components/times.ts';
import type { TutorProfile } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';

/** How far ahead we look for the next open time; the server answers for at most 62 days. */
const lookahead = 60 * 86_400_000;

type Props = {
  tutor: TutorProfile;
  duration: number;
  after: Date;
  zone: string;
  onGo: (day: string) => void;
};

/** A week without open times, and the way to the next that has some. */
export function EmptyWeek({ tutor, duration, after, zone, onGo }: Props) {
  const later = useQuery(
    useTRPC().tutors.openSlots.queryOptions({
      tutorId: tutor.tutorId,
      from: after.toISOString(),
      to: new Date(after.getTime() + lookahead).toISOString(),
      duration,
    }),
  );
  const first = later.data?.at(0);
  const next = first && new Date(first.startsAt);
  return (
    <NothingYet title="No open times this week">
      {later.isPending && <p>Looking further ahead…</p>}
      {next && (
        <Button onClick={() => onGo(dayKey(next, zone))}>
          Next open time: {longDay(next, zone)}, {clockTime(next, zone)}
        </Button>
      )}
      {later.data && !next && (
        <p>{tutor.displayName} has no open times in the coming weeks. Come back soon.</p>
      )}
    </NothingYet>
  );
}
