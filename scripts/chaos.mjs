import { requireNode } from './lib/node-version.mjs';

requireNode();
const { endTogether } = await import('./lib/run.mjs');
endTogether();
const { setUp } = await import('./lib/setup.mjs');
await setUp();
const { chaos } = await import('./lib/chaos.mjs');
const { failed } = await chaos(process.argv.slice(2), { keepDataOfFailure: true });
process.exitCode = failed === 0 ? 0 : 1;
