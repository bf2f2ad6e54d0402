import type { Actor, Call, CallKind } from './calls.ts';
import type { Random } from './random.ts';

/** How rough a run is: the probability that a call goes wrong, is slow, or that time passes meanwhile. */
export type Weather = {
  readonly faults: Readonly<Record<CallKind, number>>;
  readonly slow: number;
  readonly passing: number;
};

export const calm: Weather = {
  faults: { sql: 0, stripe: 0, engine: 0, request: 0, mail: 0 },
  slow: 0,
  passing: 0,
};

type Ready = { readonly actor: Actor };

/** Decides, from the seed alone, whose turn it is and what goes wrong. */
export type Chooser = {
  pick<T extends Ready>(ready: readonly T[]): T;
  /** The name of the fault that strikes this call, if one does. */
  fault(call: Call<unknown>): string | undefined;
  /** For how many milliseconds this call is held up. */
  stall(call: Call<unknown>): number;
  /** How many milliseconds go by before the next turn. */
  passing(): number;
  setWeather(weather: Weather): void;
};

/**
 * Two ways to take turns, one a run: any of them, or by a rank of actors that changes now and then, which holds one actor
 * up for long while all others go by, and so finds races that are several steps deep.
 */
export function createChooser(random: Random): Chooser {
  const byRank = random.chance(0.5);
  const ranks = new Map<number, number>();
  let weather = calm;

  const rankOf = ({ id }: Actor): number => {
    const rank = ranks.get(id) ?? random.next();
    ranks.set(id, rank);
    return rank;
  };

  return {
    pick(ready) {
      if (!byRank) return random.pick(ready);
      const first = ready.reduce((a, b) => (rankOf(b.actor) > rankOf(a.actor) ? b : a));
      if (random.chance(0.08)) ranks.set(first.actor.id, random.next());
      return first;
    },
    fault({ kind, faults }) {
      if (kind === 'turn' || !faults || !random.chance(weather.faults[kind])) return undefined;
      return random.pick(Object.keys(faults));
    },
    stall() {
      if (!random.chance(weather.slow)) return 0;
      return random.chance(0.35) ? random.between(60_000, 2_400_000) : random.between(100, 60_000);
    },
    passing: () => (random.chance(weather.passing) ? random.between(1, 4_000) : 0),
    setWeather(next) {
      weather = next;
    },
  };
}
