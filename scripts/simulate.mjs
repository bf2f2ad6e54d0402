import { requireNode } from './lib/node-version.mjs';

requireNode();
const { endTogether, installed, runCommand } = await import('./lib/run.mjs');
endTogether();
const { installIfNeeded } = await import('./lib/install.mjs');
const { generateClientIfNeeded } = await import('./lib/build.mjs');
const { inRoot } = await import('./lib/root.mjs');
await installIfNeeded();
await generateClientIfNeeded();
const main = inRoot('simulation', 'src', 'main.ts');
const { code } = await runCommand(installed('tsx', main, ...process.argv.slice(2)));
process.exitCode = code;
