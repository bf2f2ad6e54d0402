import { driftedFiles } from './drift.mjs';
import { Refusal } from './refusal.mjs';
import { installed, mustRun } from './run.mjs';

const tool = (/** @type {string} */ what, /** @type {string[]} */ command) => async () => {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  await mustRun(what, command, { quiet: true, env });
};

const generatedFilesAreFresh = async () => {
  const drifted = await driftedFiles();
  if (drifted.length > 0) {
    throw new Refusal(`Not what npm run graphql:generate makes of the schemas:\n${drifted.join('\n')}`);
  }
};

const typesAreSound = async () => {
  await tool('turbo run typecheck', installed('turbo', 'run', 'typecheck', '--output-logs=errors-only'))();
  await tool('tsc', installed('tsc', '--noEmit', '-p', '.'))();
};

const folders = ['apps', 'packages', 'prisma', 'bench', 'chaos', 'simulation'];

/** What is checked without running the product. */
export const checks = [
  { title: 'Generated files', run: generatedFilesAreFresh },
  { title: 'Lint', run: tool('biome', installed('biome', 'check', '--error-on-warnings', '.')) },
  { title: 'Types', run: typesAreSound },
  {
    title: 'Dependency rules',
    run: tool(
      'dependency-cruiser',
      installed('depcruise', '--config', '.dependency-cruiser.mjs', ...folders),
    ),
  },
  { title: 'Unused code', run: tool('knip', installed('knip')) },
];
