import { requireNode } from './lib/node-version.mjs';

requireNode();
const { endTogether } = await import('./lib/run.mjs');
endTogether();
const { testProduct } = await import('./lib/test-product.mjs');
process.exitCode = await testProduct();
