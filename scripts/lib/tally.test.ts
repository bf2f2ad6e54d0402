import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { playwrightTally, sum, vitestTally } from './tally.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'halfpast-tally-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reported = (report: object) => {
  const file = path.join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(report));
  return file;
};
const vitest = (report: object = {}) =>
  reported({ numPassedTests: 3, numFailedTests: 0, testResults: [], ...report });
const playwright = (stats: object, errors: object[] = []) =>
  reported({ stats: { expected: 2, unexpected: 0, skipped: 0, flaky: 0, ...stats }, errors });

describe('the tally', () => {
  it('sums over runners', () => {
    expect(
      sum([
        { passed: 1, failed: 0 },
        { passed: 2, failed: 3 },
      ]),
    ).toEqual({ passed: 3, failed: 3 });
  });

  it('counts what vitest reports, and a file that could not be loaded as a failure', () => {
    expect(vitestTally(vitest(), 0)).toEqual({ passed: 3, failed: 0 });
    const broken = { testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(vitestTally(vitest(broken), 1)).toEqual({ passed: 3, failed: 1 });
  });

  it('never lets a journey that was skipped or needed a second try pass', () => {
    expect(playwrightTally(playwright({}), 0)).toEqual({ passed: 2, failed: 0 });
    expect(playwrightTally(playwright({ skipped: 1, flaky: 1, unexpected: 1 }), 0)).toEqual({
      passed: 2,
      failed: 3,
    });
    expect(playwrightTally(playwright({}, [{ message: 'no browser' }]), 1)).toEqual({ passed: 2, failed: 1 });
  });

  it('takes a missing report, no tests at all, or an unexplained exit code for a failure', () => {
    expect(vitestTally(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightTally(playwright({ expected: 0 }), 0)).toEqual({ passed: 0, failed: 1 });
    expect(vitestTally(vitest(), 1)).toEqual({ passed: 3, failed: 1 });
  });
});
