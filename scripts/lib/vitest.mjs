import { existsSync, readFileSync } from 'node:fs';
import { withoutServices } from './product.mjs';
import { Refusal } from './refusal.mjs';
import { inRoot } from './root.mjs';
import { installed, runCommand } from './run.mjs';
import { vitestTally } from './tally.mjs';

const least = 90;
const measures = ['lines', 'branches', 'functions', 'statements'];

/** Runs the tests of `projects` once, keeping what they covered for the gate. */
const run = (/** @type {string} */ name, /** @type {string[]} */ projects) => async () => {
  const report = inRoot('coverage', `${name}.json`);
  const { code } = await runCommand(
    installed(
      'vitest',
      'run',
      ...projects.map((project) => `--project=${project}`),
      ...['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
      ...['--reporter=blob', `--outputFile.blob=${inRoot('coverage', 'blobs', `${name}.json`)}`],
      ...['--coverage', '--coverage.reporter=json-summary', `--coverage.reportsDirectory=coverage/${name}`],
    ),
    { env: withoutServices() },
  );
  return vitestTally(report, code);
};

export const unitTests = run('unit', ['unit']);
export const restOfTests = run('rest', ['component', 'integration']);

/** Puts together what all tests covered, shows the share of the unit tests beside it, and refuses too little. */
export async function coverageGate() {
  const merge = [
    '--merge-reports=coverage/blobs',
    '--reporter=dot',
    '--coverage',
    '--coverage.reportsDirectory=coverage/all',
  ];
  const reporters = ['json-summary', 'html'].map((name) => `--coverage.reporter=${name}`);
  const { output } = await runCommand(installed('vitest', 'run', ...merge, ...reporters), { quiet: true });
  const all = shares('all', output);
  const unit = shares('unit', output);
  for (const name of measures) {
    console.log(
      `   ${name.padEnd(10)}  ${percent(all[name])} of all tests, ${percent(unit[name])} of the unit tests alone`,
    );
  }
  const low = measures.filter((name) => !((all[name] ?? 0) >= least));
  if (low.length > 0)
    throw new Refusal(`Less than ${least} % covered: ${low.join(', ')}. See coverage/all/index.html.`);
}

/** @returns {Record<string, number>} */
function shares(/** @type {string} */ name, /** @type {string} */ output) {
  const file = inRoot('coverage', name, 'coverage-summary.json');
  if (!existsSync(file)) throw new Refusal(`No coverage was reported.\n${output}`);
  const { total } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.fromEntries(measures.map((measure) => [measure, total[measure].pct]));
}

const percent = (share = 0) => `${share.toFixed(2).padStart(6)} %`;
