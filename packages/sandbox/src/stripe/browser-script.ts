import { buildSync } from 'esbuild';

/** Bundles the script that pages load in place of Stripe.js. */
export function bundleBrowserScript(): string {
  const { outputFiles } = buildSync({
    entryPoints: [`${import.meta.dirname}/browser/entry.ts`],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}
