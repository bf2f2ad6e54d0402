import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('./child.mjs').Running} Running */

const shortest = 500;
const longest = 30_000;
const calm = 10_000; // what starts and ends for a reason of its own does so sooner

/**
 * Starts something and starts it again whenever it ends by itself, at once at first and more slowly while it keeps ending.
 * @param {string} name
 * @param {() => Promise<Running>} launch
 * @param {{ say: (line: string) => void, pause?: (ms: number) => Promise<unknown> }} options
 * @returns {Promise<{ current(): Running, stop(): Promise<void> }>} once it has started for the first time
 */
export async function keepRunning(
  name,
  launch,
  { say, pause = (ms) => sleep(ms, undefined, { ref: false }) },
) {
  let running = await launch();
  let stopping = false;
  let delay = shortest;

  const watch = async () => {
    for (;;) {
      const began = Date.now();
      const how = await running.ended;
      if (stopping) return;
      if (Date.now() - began > calm) delay = shortest;
      say(`${name} ended (${how}); it is started again.`);
      await relaunch();
      if (stopping) return;
      say(`${name} is back.`);
    }
  };
  const relaunch = async () => {
    while (!stopping) {
      await pause(delay);
      delay = Math.min(delay * 2, longest);
      if (stopping) return;
      try {
        running = await launch();
        if (stopping) await running.stop();
        return;
      } catch (error) {
        say(`${name} did not start again: ${String(error).split('\n')[0]}`);
      }
    }
  };

  void watch();
  return {
    current: () => running,
    stop: async () => {
      stopping = true;
      await running.stop();
    },
  };
}
