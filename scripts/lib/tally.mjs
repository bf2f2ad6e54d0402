import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Tally */

/** @returns {Tally} */
export const sum = (/** @type {Tally[]} */ tallies) => ({
  passed: tallies.reduce((total, { passed }) => total + passed, 0),
  failed: tallies.reduce((total, { failed }) => total + failed, 0),
});

/**
 * What a run of vitest came to, by its JSON report. A test that did not run didn't pass, a file that can't be loaded
 * failed, and so did a run that left no report.
 * @param {string} file @param {number} exitCode
 * @returns {Tally}
 */
export const vitestTally = (file, exitCode) =>
  read(file, exitCode, (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      report.testResults.filter(
        (/** @type {any} */ suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
      ).length,
  }));

/**
 * What a run of Playwright came to, by its JSON report. A journey that was skipped, or that passed only at a second try,
 * counts as failed.
 * @param {string} file @param {number} exitCode
 * @returns {Tally}
 */
export const playwrightTally = (file, exitCode) =>
  read(file, exitCode, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.skipped + stats.flaky + errors.length,
  }));

/**
 * @param {string} file @param {number} exitCode
 * @param {(report: any) => Tally} count
 * @returns {Tally}
 */
function read(file, exitCode, count) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { passed, failed } = count(JSON.parse(readFileSync(file, 'utf8')));
  const nothingRan = passed + failed === 0;
  return { passed, failed: failed === 0 && (exitCode !== 0 || nothingRan) ? 1 : failed };
}
