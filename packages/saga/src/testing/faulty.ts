import { DomainError } from '@halfpast/kernel';

/** `fails`: nothing was done. `answer lost`: it was done, and nobody heard of it. */
export type Fault = { readonly nth: number; readonly how: 'fails' | 'answer lost' };

export type Disturbance = {
  /** Where other calls may come between. */
  readonly tick: () => Promise<void>;
  /** Faults to come: each strikes the call of its number, counted from 0. */
  readonly faults: Fault[];
  /** The names of the calls that were made. */
  readonly calls: string[];
};

/** The same port behind a network: others come between, and what is in `faults` goes wrong. */
export function faulty<T extends object>(port: T, { tick, faults, calls }: Disturbance): T {
  const strikes = (nth: number, how: Fault['how']): boolean =>
    faults.some((fault) => fault.nth === nth && fault.how === how);
  return new Proxy(port, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== 'function') return method;
      const call = String(key);
      return async (...given: unknown[]) => {
        const nth = calls.push(call) - 1;
        await tick();
        if (strikes(nth, 'fails')) throw new DomainError('UNAVAILABLE', `${call} failed`);
        const answer = await method.apply(target, given);
        await tick();
        if (strikes(nth, 'answer lost'))
          throw new DomainError('UNAVAILABLE', `the answer of ${call} was lost`);
        return answer;
      };
    },
  });
}
