import { readdirSync, readFileSync, statSync } from 'node:fs';
import { inRoot } from './root.mjs';
import { installed, mustRun } from './run.mjs';

const generatedFiles = () => [
  'apps/web/supergraph.graphql',
  ...readdirSync(inRoot('packages')).flatMap((name) => {
    const folder = `packages/${name}/src/graphql/generated`;
    const found = statSync(inRoot(folder), { throwIfNoEntry: false });
    return found ? readdirSync(inRoot(folder)).map((file) => `${folder}/${file}`) : [];
  }),
];

const contents = () => new Map(generatedFiles().map((file) => [file, readFileSync(inRoot(file), 'utf8')]));

/** Generates what is generated from the GraphQL schemas again. @returns {Promise<string[]>} the files that changed by it */
export async function driftedFiles() {
  const before = contents();
  await mustRun('graphql:generate', installed('tsx', 'scripts/generate-graphql.ts'), { quiet: true });
  const after = contents();
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
}
