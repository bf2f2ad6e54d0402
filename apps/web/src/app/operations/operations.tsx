'use client';
import { Alerts } from './alerts.tsx';
import { Disputes } from './disputes.tsx';
import { FailedRefunds } from './failed-refunds.tsx';

/** What needs a person: money in dispute, money that doesn't arrive, and all that was worth a word. */
export function Operations() {
  return (
    <>
      <h1 className="text-4xl sm:text-5xl">Operations</h1>
      <Disputes />
      <FailedRefunds />
      <Alerts />
    </>
  );
}
