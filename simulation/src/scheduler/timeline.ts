type Timer = { readonly at: number; readonly nth: number; readonly ring: () => void };

/** The virtual clock, and what is to happen when. Nothing here moves by itself. */
export type Timeline = {
  now(): Date;
  /** Rings once, when time has come to `at`; one that lies in the past rings with the next move. */
  at(instant: Date, ring: () => void): void;
  in(milliseconds: number, ring: () => void): void;
  /** When the next timer rings, if there is one. */
  next(): Date | undefined;
  /** Moves the clock, and rings what is due on the way, in order. */
  moveTo(instant: Date): void;
};

export function createTimeline(start: Date): Timeline {
  let now = start.getTime();
  let count = 0;
  const timers: Timer[] = [];
  const earliest = (): Timer | undefined =>
    timers.reduce<Timer | undefined>(
      (first, timer) =>
        first && (first.at < timer.at || (first.at === timer.at && first.nth < timer.nth)) ? first : timer,
      undefined,
    );

  const at = (instant: Date, ring: () => void): void => {
    count += 1;
    timers.push({ at: instant.getTime(), nth: count, ring });
  };
  return {
    now: () => new Date(now),
    at,
    in: (milliseconds, ring) => at(new Date(now + milliseconds), ring),
    next: () => {
      const timer = earliest();
      return timer && new Date(Math.max(timer.at, now));
    },
    moveTo(instant) {
      const end = instant.getTime();
      for (let timer = earliest(); timer && timer.at <= end; timer = earliest()) {
        timers.splice(timers.indexOf(timer), 1);
        now = Math.max(now, timer.at);
        timer.ring();
      }
      now = Math.max(now, end);
    },
  };
}
