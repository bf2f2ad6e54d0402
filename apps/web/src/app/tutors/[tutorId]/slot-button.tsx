import { clockTime, dayShift, placeOf } from '@/components/times.ts';
import type { LabelledSlot } from './week.ts';

type Props = {
  slot: LabelledSlot;
  zones: { here: string; there: string };
  chosen: string | undefined;
  onPick: (time: string | undefined) => void;
};

/** One open time, named by the viewer's clock and described by the tutor's. */
export function SlotButton({ slot, zones, chosen, onPick }: Props) {
  const time = slot.startsAt.toISOString();
  const isChosen = time === chosen;
  const there = clockTime(slot.startsAt, zones.there) + dayShift(slot.startsAt, zones);
  return (
    <button
      type="button"
      data-starts-at={time}
      aria-pressed={isChosen}
      aria-describedby={`there-${time}`}
      onClick={() => onPick(isChosen ? undefined : time)}
      className="tabular flex min-h-11 w-full flex-col items-center justify-center rounded-xl border-[1.5px] border-line bg-sheet px-1 py-1.5 leading-tight hover:border-ink aria-pressed:border-ink aria-pressed:bg-accent aria-pressed:text-on-accent"
    >
      <span className="font-semibold">{slot.label}</span>
      {!slot.label.startsWith(there) && (
        <span aria-hidden="true" className="text-xs opacity-80">
          {there}
        </span>
      )}
      <span id={`there-${time}`} hidden>
        {there} in {placeOf(zones.there)}
      </span>
    </button>
  );
}
