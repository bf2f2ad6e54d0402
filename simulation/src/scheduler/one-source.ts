import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Random } from './random.ts';

const real = {
  Date: globalThis.Date,
  random: Math.random,
  randomBytes: crypto.randomBytes,
  randomUUID: crypto.randomUUID,
  webRandomUUID: globalThis.crypto.randomUUID,
  getRandomValues: globalThis.crypto.getRandomValues,
};

/**
 * Makes a virtual clock and a seeded source the only ones that this process knows, also for libraries that ask for the
 * time or for chance by themselves (Prisma, Stripe's SDK, the sandbox). Timers stay real: nobody in here waits for one.
 * @returns what gives the real ones back
 */
export function oneSource(now: () => Date, random: Random): () => void {
  const RealDate = real.Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now().getTime()] : args, newTarget),
    apply: () => now().toString(),
    get: (target, key) => (key === 'now' ? () => now().getTime() : Reflect.get(target, key)),
  });
  const bytes = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => random.below(256)));
  const uuid = (): ReturnType<typeof crypto.randomUUID> => {
    const hex = bytes(16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  Math.random = random.next;
  Object.assign(crypto, { randomBytes: bytes, randomUUID: uuid });
  Object.assign(globalThis.crypto, {
    randomUUID: uuid,
    getRandomValues: <T extends NodeJS.ArrayBufferView>(view: T): T => {
      new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(bytes(view.byteLength));
      return view;
    },
  });
  syncBuiltinESMExports();
  return () => {
    globalThis.Date = RealDate;
    Math.random = real.random;
    Object.assign(crypto, { randomBytes: real.randomBytes, randomUUID: real.randomUUID });
    Object.assign(globalThis.crypto, {
      randomUUID: real.webRandomUUID,
      getRandomValues: real.getRandomValues,
    });
    syncBuiltinESMExports();
  };
}

/** UUIDv7 of the virtual clock: ids sort by the order in which they are made, as the real ones do. */
export function virtualIds(now: () => Date, random: Random): () => string {
  let count = 0;
  return () => {
    count = (count + 1) % 4_096;
    const time = now().getTime().toString(16).padStart(12, '0');
    const tail = Array.from({ length: 15 }, () => random.below(16).toString(16)).join('');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-8${tail.slice(0, 3)}-${tail.slice(3)}`;
  };
}
