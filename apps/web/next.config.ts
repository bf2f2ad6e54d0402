import path from 'node:path';
import type { NextConfig } from 'next';

const root = path.join(import.meta.dirname, '../..');

// Pages have their content security policy from src/proxy.ts.
const security = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Stripe sends people back with their client secret in the address: no one, not even ourselves, is told more than whence.
  { key: 'Referrer-Policy', value: 'strict-origin' },
  {
    key: 'Permissions-Policy',
    value: [
      'payment=(self "https://js.stripe.com")',
      ...[
        'accelerometer',
        'camera',
        'display-capture',
        'geolocation',
        'gyroscope',
        'magnetometer',
        'microphone',
      ],
      ...['midi', 'usb', 'serial', 'hid', 'bluetooth', 'browsing-topics'],
    ]
      .map((feature) => (feature.includes('=') ? feature : `${feature}=()`))
      .join(', '),
  },
];

/** Beyond a proxy that ends TLS the request tells of it. */
const overHttps = [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }] as const;
const hsts = { key: 'Strict-Transport-Security', value: 'max-age=63072000' };
const apiPolicy = { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" };

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
  headers: async () => [
    { source: '/:path*', headers: security },
    { source: '/:path*', has: [...overHttps], headers: [hsts] },
    { source: '/api/:path*', headers: [apiPolicy] },
  ],
};

export default config;
