import { requireNode } from './lib/node-version.mjs';

requireNode();
const { endTogether } = await import('./lib/run.mjs');
endTogether();
const { testAgainstInngest } = await import('./lib/test-inngest.mjs');
process.exitCode = await testAgainstInngest(process.argv.slice(2));
