import { requireNode } from './lib/node-version.mjs';

requireNode();
const { endTogether } = await import('./lib/run.mjs');
endTogether();
const { setUp } = await import('./lib/setup.mjs');
await setUp();
const { journeys } = await import('./lib/journeys.mjs');
const { failed } = await journeys(process.argv.slice(2));
process.exitCode = failed === 0 ? 0 : 1;
