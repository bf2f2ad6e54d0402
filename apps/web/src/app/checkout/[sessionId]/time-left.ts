/** The dial is full at a quarter of an hour, which is how long a hold usually lasts. */
const fullDial = 900;

/** Whole seconds from `now` until `instant`; never below nought. */
export const secondsUntil = (instant: string, now: Date): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - now.getTime()) / 1_000));

/** "14:05" */
export const ticking = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** How much of the dial is left, 0 to 1. */
export const fractionOf = (seconds: number): number => Math.min(1, seconds / fullDial);

const milestones = [
  [0, 'Time is up'],
  [30, 'Less than 30 seconds left to pay'],
  [60, 'Less than a minute left to pay'],
  [120, 'Less than 2 minutes left to pay'],
  [300, 'Less than 5 minutes left to pay'],
  [600, 'Less than 10 minutes left to pay'],
] as const;

/** What a screen reader is told; the text changes only at milestones, so it isn't told each second. */
export const spoken = (seconds: number): string =>
  milestones.find(([until]) => seconds <= until)?.[1] ?? 'The time is held for you while you pay';
