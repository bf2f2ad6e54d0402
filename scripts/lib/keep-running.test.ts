import { describe, expect, it, vi } from 'vitest';
import { keepRunning } from './keep-running.mjs';

/** Something that runs until it is told to stop, or ends by itself. */
function aProcess() {
  let end: (how: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { pid: 1, ended, end, stop: async () => end('stopped') };
}

describe('keeping something running', () => {
  const said: string[] = [];
  const options = { say: (line: string) => said.push(line), pause: async () => {} };

  it('starts it again when it ends, and says so', async () => {
    const [first, second] = [aProcess(), aProcess()];
    const launch = vi.fn().mockResolvedValueOnce(first).mockResolvedValueOnce(second);
    const kept = await keepRunning('The app', launch, options);
    first.end('exit code 1');
    await vi.waitFor(() => expect(kept.current()).toBe(second));
    await vi.waitFor(() =>
      expect(said).toEqual(['The app ended (exit code 1); it is started again.', 'The app is back.']),
    );
    await kept.stop();
    expect(launch).toHaveBeenCalledTimes(2);
  });

  it('goes on trying, more slowly, when it does not start', async () => {
    const waits: number[] = [];
    const first = aProcess();
    const launch = vi
      .fn()
      .mockResolvedValueOnce(first)
      .mockRejectedValueOnce(new Error('port in use'))
      .mockRejectedValueOnce(new Error('port in use'))
      .mockResolvedValueOnce(aProcess());
    const pause = async (ms: number) => void waits.push(ms);
    const kept = await keepRunning('The app', launch, { say: () => {}, pause });
    first.end('SIGKILL');
    await vi.waitFor(() => expect(launch).toHaveBeenCalledTimes(4));
    expect(waits).toEqual([500, 1_000, 2_000]);
    await kept.stop();
  });

  it('does not start again what was stopped', async () => {
    const launch = vi.fn().mockImplementation(async () => aProcess());
    const kept = await keepRunning('The app', launch, options);
    await kept.stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(launch).toHaveBeenCalledOnce();
  });

  it('passes on that it did not start the first time', async () => {
    await expect(keepRunning('The app', () => Promise.reject(new Error('no')), options)).rejects.toThrow(
      'no',
    );
  });
});
