'use client';
import { dayShift, longDay, offsetOf, placeOf, timeSpan } from './times.ts';
import { useViewerZone } from './viewer-clock.ts';

type Props = { startsAt: string; duration: number; tutorZone?: string | undefined };

/** When a lesson is: large on the viewer's clock, small on the tutor's. */
export function LessonTime({ startsAt, duration, tutorZone }: Props) {
  const here = useViewerZone();
  const start = new Date(startsAt);
  return (
    <p>
      <time dateTime={startsAt} className="tabular font-display text-xl leading-snug font-semibold">
        {longDay(start, here)}, <span className="whitespace-nowrap">{timeSpan(start, duration, here)}</span>
      </time>
      <span className="tabular block text-sm text-ink-soft">
        Your time, {placeOf(here)} ({offsetOf(start, here)})
      </span>
      {tutorZone && (
        <span className="tabular block text-sm text-ink-soft">
          {timeSpan(start, duration, tutorZone)}
          {dayShift(start, { there: tutorZone, here })} for the tutor, {placeOf(tutorZone)} (
          {offsetOf(start, tutorZone)})
        </span>
      )}
    </p>
  );
}
