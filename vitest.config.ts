import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const at = (path: string) => new URL(path, import.meta.url).pathname;
const alias = [
  { find: '@', replacement: at('./apps/web/src') },
  // Vite would take its ES build while Apollo requires the other one, and a schema belongs to the one that made it.
  { find: /^graphql$/, replacement: at('./node_modules/graphql/index.js') },
];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{packages,apps,prisma,bench,chaos,simulation,scripts}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**', 'apps/web/e2e/**'],
        },
      },
      {
        plugins: [react()],
        resolve: { alias },
        test: {
          name: 'component',
          include: ['apps/web/src/**/*.test.tsx'],
          environment: 'happy-dom',
          setupFiles: ['./apps/web/vitest.setup.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['{packages,apps,prisma,bench,simulation}/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['./vitest.global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**', 'prisma/src/**', 'apps/web/src/**'],
      exclude: ['**/generated/**', '**/*.test.{ts,tsx}', '**/*.graphql', '**/*.css'],
      reporter: ['text-summary', 'json-summary', 'html'],
    },
  },
});
