import Link from 'next/link';
import { Button, buttonLook } from '@/components/button.tsx';
import { detailsOf, errorWords } from '@/components/error-words.ts';
import { clockTime, longDay } from '@/components/times.ts';
import { useViewerZone } from '@/components/viewer-clock.ts';
import type { TutorProfile } from '@/trpc/answers.ts';

type Props = { error: unknown; tutor: TutorProfile; onPick: (time: string) => void };

/** Why the time can't be had, with the way on: one's own other booking, or times that are open instead. */
export function BookingRefusal({ error, tutor, onPick }: Props) {
  const zone = useViewerZone();
  const { sessionId, alternatives = [] } = detailsOf(error);
  const { title, advice } = errorWords(error);
  if (sessionId) {
    return (
      <div role="alert" className="mt-4 rounded-xl bg-wait-wash p-4 text-wait">
        <p className="font-semibold">You already hold a lesson at this time</p>
        <p className="mt-1 text-sm">Finish that booking, or give it up and come back.</p>
        <Link href={`/checkout/${sessionId}`} className={`${buttonLook('plain')} mt-3`}>
          Go to that booking
        </Link>
      </div>
    );
  }
  return (
    <div role="alert" className="mt-4 rounded-xl bg-bad-wash p-4 text-bad">
      <p className="font-semibold">{title}</p>
      <p className="mt-1 text-sm">{alternatives.length > 0 ? `${tutor.displayName} can also do:` : advice}</p>
      {alternatives.length > 0 && (
        <ul className="mt-3 flex flex-wrap gap-2">
          {alternatives.map((time) => (
            <li key={time}>
              <Button look="plain" onClick={() => onPick(time)}>
                {longDay(new Date(time), zone)}, {clockTime(new Date(time), zone)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
