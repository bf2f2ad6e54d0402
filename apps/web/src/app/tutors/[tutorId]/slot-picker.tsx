'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button.tsx';
import { Problem } from '@/components/problem.tsx';
import { dayKey, longDay, offsetOf, placeOf } from '@/components/times.ts';
import { useNow, useViewerZone } from '@/components/viewer-clock.ts';
import { Waiting } from '@/components/waiting.tsx';
import type { TutorProfile } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import type { Choice } from './choice.ts';
import { DayColumns } from './day-columns.tsx';
import { EmptyWeek } from './empty-week.tsx';
import { addDays, byDay, noonOf, pageOf, weekFrom } from './week.ts';

type Props = { tutor: TutorProfile; choice: Choice; onPick: (time: string | undefined) => void };

/** A week of open times on the viewer's clock, with the tutor's beside it. */
export function SlotPicker(props: Props) {
  const zone = useViewerZone();
  const now = useNow(60_000);
  if (!now) return <Waiting label="Looking for open times" rows={1} className="h-72" />;
  return <WeekOfSlots {...props} zone={zone} now={now} />;
}

function WeekOfSlots({ tutor, choice, onPick, zone, now }: Props & { zone: string; now: Date }) {
  const today = dayKey(now, zone);
  const [firstDay, setFirstDay] = useState(() =>
    choice.time ? pageOf(dayKey(new Date(choice.time), zone), today) : today,
  );
  const week = weekFrom(firstDay, zone);
  const [here, there] = [zone, tutor.timeZone].map((each) => offsetOf(week.from, each));
  const slots = useQuery(
    useTRPC().tutors.openSlots.queryOptions(
      {
        tutorId: tutor.tutorId,
        from: week.from.toISOString(),
        to: week.to.toISOString(),
        duration: choice.duration,
      },
      { refetchInterval: 60_000 },
    ),
  );
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <p aria-live="polite" className="font-display text-xl font-semibold">
          {span(firstDay)}
        </p>
        <div className="flex gap-1">
          <Button
            look="plain"
            aria-label="Earlier week"
            className="!px-2.5"
            disabled={firstDay <= today}
            onClick={() => setFirstDay(addDays(firstDay, -7))}
          >
            <ChevronLeft aria-hidden="true" className="size-5" />
          </Button>
          <Button
            look="plain"
            aria-label="Later week"
            className="!px-2.5"
            onClick={() => setFirstDay(addDays(firstDay, 7))}
          >
            <ChevronRight aria-hidden="true" className="size-5" />
          </Button>
        </div>
      </div>
      <p className="mt-1 mb-5 text-sm text-ink-soft">
        Your time: {zone} ({here}).{' '}
        {here === there
          ? `${tutor.displayName}’s clock in ${placeOf(tutor.timeZone)} agrees with yours.`
          : `In small print: ${placeOf(tutor.timeZone)} (${there}), where ${tutor.displayName} is.`}
      </p>
      {slots.isPending && <Waiting label="Looking for open times" rows={1} className="h-72" />}
      {slots.isError && <Problem error={slots.error} onRetry={() => slots.refetch()} />}
      {slots.data?.length === 0 && (
        <EmptyWeek
          tutor={tutor}
          duration={choice.duration}
          after={week.to}
          zone={zone}
          onGo={(day) => setFirstDay(pageOf(day, today))}
        />
      )}
      {slots.data && slots.data.length > 0 && (
        <DayColumns
          key={firstDay}
          days={byDay(slots.data, week.days, zone)}
          zones={{ here: zone, there: tutor.timeZone }}
          chosen={choice.time}
          onPick={onPick}
        />
      )}
    </div>
  );
}

/** "26 November – 2 December" */
const span = (firstDay: string): string =>
  [firstDay, addDays(firstDay, 6)].map((day) => longDay(noonOf(day), 'UTC').replace(/^\w+ /, '')).join(' – ');
