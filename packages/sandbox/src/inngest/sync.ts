import type { Sdk } from './sdk.ts';

const firstTriesMs = 300;

/**
 * Asks the app to register until it does, and again every `everyMs`, so that functions that changed with a reload are known.
 * An app that registers nothing new costs a comparison. Why it was refused is told once.
 */
export function keepInSync(sdk: Sdk, everyMs: number, onError: (error: Error) => void) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let told = '';
  const first = new Promise<void>((resolve) => {
    const ask = async () => {
      const synced = await sdk.sync();
      const reason = synced.outcome === 'refused' ? synced.reason : '';
      if (reason !== '' && reason !== told) onError(new Error(reason));
      told = reason;
      if (synced.outcome === 'ok') resolve();
      if (!stopped)
        timer = setTimeout(ask, synced.outcome === 'ok' ? everyMs : Math.min(firstTriesMs, everyMs));
    };
    void ask();
  });
  return {
    /** Resolves once the app has registered. */
    first,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
