'use client';
import { useState } from 'react';
import { longDay } from '@/components/times.ts';
import { SlotButton } from './slot-button.tsx';
import { type DayOfSlots, noonOf } from './week.ts';

type Props = {
  days: readonly DayOfSlots[];
  zones: { here: string; there: string };
  chosen: string | undefined;
  onPick: (time: string | undefined) => void;
};

/** The days of a week side by side; on a phone one of them, below a strip of all. */
export function DayColumns({ days, zones, chosen, onPick }: Props) {
  const [opened, setOpened] = useState<string>();
  const holding = days.find(({ slots }) => slots.some(({ startsAt }) => startsAt.toISOString() === chosen));
  const open = opened ?? holding?.day ?? days.find(({ slots }) => slots.length > 0)?.day;
  return (
    <>
      <div className="mb-5 grid grid-cols-7 gap-1 md:hidden">
        {days.map(({ day, slots }) => (
          <button
            key={day}
            type="button"
            aria-pressed={day === open}
            aria-label={`${longDay(noonOf(day), 'UTC')}, ${slots.length} open`}
            disabled={slots.length === 0}
            onClick={() => setOpened(day)}
            className="flex flex-col items-center rounded-xl border-[1.5px] border-line py-1.5 text-sm aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper disabled:border-transparent disabled:text-ink-soft"
          >
            <span>{weekday(day)}</span>
            <span className="tabular font-display text-lg font-semibold">{Number(day.slice(-2))}</span>
            <span
              aria-hidden="true"
              className={`size-1.5 rounded-full ${slots.length > 0 ? 'bg-accent' : ''}`}
            />
          </button>
        ))}
      </div>
      <div className="gap-2 border-t-2 border-ink pt-3 md:grid md:grid-cols-7">
        {days.map(({ day, slots }) => (
          <section
            key={day}
            aria-label={longDay(noonOf(day), 'UTC')}
            className={day === open ? '' : 'max-md:hidden'}
          >
            <h3 className="mb-3 font-sans text-sm font-semibold tracking-normal">
              <span className="md:sr-only">{longDay(noonOf(day), 'UTC')}</span>
              <span aria-hidden="true" className="max-md:hidden">
                {weekday(day)} <span className="tabular text-ink-soft">{Number(day.slice(-2))}</span>
              </span>
            </h3>
            {slots.length === 0 && <p className="text-sm text-ink-soft">–</p>}
            <ul className="grid grid-cols-3 gap-2 md:grid-cols-1">
              {slots.map((slot) => (
                <li key={slot.startsAt.toISOString()}>
                  <SlotButton slot={slot} zones={zones} chosen={chosen} onPick={onPick} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

const weekday = (day: string): string => longDay(noonOf(day), 'UTC').slice(0, 3);
