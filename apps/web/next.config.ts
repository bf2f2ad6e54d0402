import path from 'node:path';
import type { NextConfig } from 'next';

const root = path.join(import.meta.dirname, '../..');

const security = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'" },
];

const config: NextConfig = {
  outputFileTracingRoot: root,
  turbopack: { root },
  transpilePackages: [
    '@halfpast/communication',
    '@halfpast/graphql',
    '@halfpast/kernel',
    '@halfpast/payment',
    '@halfpast/prisma',
    '@halfpast/saga',
    '@halfpast/tutor-matching',
  ],
  // One copy of graphql for all who share a schema, and what is loaded by path at run time.
  serverExternalPackages: [
    'graphql',
    '@apollo/server',
    '@apollo/gateway',
    '@apollo/subgraph',
    'inngest',
    'pg',
    'pino',
    'stripe',
  ],
  outputFileTracingIncludes: { '/api/graphql': ['./supergraph.graphql'] },
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run typecheck` checks all of it, tests included.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: '/:path*', headers: security }],
};

export default config;
