'use client';
import { type ReactNode, useState } from 'react';
import type { TutorProfile } from '@/trpc/answers.ts';
import { BookingPanel } from './booking-panel.tsx';
import { addressOf, type Choice } from './choice.ts';
import { IfPlansChange } from './if-plans-change.tsx';
import { LengthChoice } from './length-choice.tsx';
import { SlotPicker } from './slot-picker.tsx';

type Props = { tutor: TutorProfile; initial: Choice; children: ReactNode };

/** From length to time to booking; the address bar follows, so that reloading or signing in loses nothing. */
export function BookLesson({ tutor, initial, children }: Props) {
  const [choice, setChoice] = useState(initial);
  const choose = (next: Choice) => {
    setChoice(next);
    window.history.replaceState(null, '', addressOf(tutor.tutorId, next));
  };
  const onPick = (time: string | undefined) => choose({ ...choice, time });
  return (
    <div className="grid gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="lg:col-start-1">{children}</div>
      <section aria-labelledby="times-heading" className="lg:col-start-1">
        <h2 id="times-heading" className="mb-5 text-3xl">
          Pick a time
        </h2>
        <LengthChoice
          tutor={tutor}
          chosen={choice.duration}
          onChoose={(duration) => choose({ duration, time: undefined })}
        />
        <SlotPicker key={choice.duration} tutor={tutor} choice={choice} onPick={onPick} />
        <IfPlansChange />
      </section>
      <aside
        aria-label="Your booking"
        className="sticky bottom-0 z-10 -mx-4 sm:-mx-6 lg:top-6 lg:bottom-auto lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:mx-0 lg:self-start"
      >
        <BookingPanel tutor={tutor} choice={choice} onPick={onPick} />
      </aside>
    </div>
  );
}
