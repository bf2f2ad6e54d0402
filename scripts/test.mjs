import { requireNode } from './lib/node-version.mjs';

requireNode();
const { testProduct } = await import('./lib/test-product.mjs');
process.exitCode = await testProduct();
