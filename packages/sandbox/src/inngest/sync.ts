import type { Sdk } from './sdk.ts';

const firstTriesMs = 300;

/**
 * Asks the app to register until it does, and again every `everyMs`, so that functions that changed with a reload are known.
 * An app that registers nothing new costs a comparison.
 */
export function keepInSync(sdk: Sdk, everyMs: number): { readonly first: Promise<void>; stop(): void } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const first = new Promise<void>((resolve) => {
    const ask = async () => {
      const synced = (await sdk.sync()) === 200;
      if (synced) resolve();
      if (!stopped) timer = setTimeout(ask, synced ? everyMs : Math.min(firstTriesMs, everyMs));
    };
    void ask();
  });
  return {
    first,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
