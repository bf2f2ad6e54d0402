const service = '(?:communication|payment|tutor-matching)';
const services = `packages/${service}`;
const tests = String.raw`\.test\.tsx?$|/testing/|/testing\.ts$|/e2e/|vitest\.`;
const vendor = (/** @type {string[]} */ ...names) => `node_modules/(?:${names.join('|')})/`;

/**
 * A rule of docs/design.md §3; types may be imported anywhere, tests may reach for anything.
 * @param {string} name
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['from']} from
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['to']} to
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
const rule = (name, from, to) => ({
  name,
  severity: 'error',
  from: { pathNot: tests, ...from },
  to: { dependencyTypesNot: ['type-only'], ...to },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'nothing is unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    rule('no circles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule(
      'kernel stands on nothing',
      { path: '^packages/kernel/' },
      { path: '^(?:apps|packages/(?!kernel/)|prisma|bench|chaos|simulation)' },
    ),
    rule(
      'prisma stands on kernel',
      { path: '^prisma/' },
      { path: '^(?:apps|bench|chaos|simulation|packages/(?!kernel/))' },
    ),
    rule(
      'services know no saga and no app',
      { path: `^${services}/` },
      { path: '^(?:apps|bench|chaos|simulation|packages/saga)/' },
    ),
    rule('saga knows no app', { path: '^packages/saga/' }, { path: '^(?:apps|bench|chaos|simulation)/' }),
    {
      name: 'services never meet, not even in types or tests',
      severity: 'error',
      from: { path: `^packages/(${service})/` },
      to: { path: `^${services}/`, pathNot: '^packages/$1/' },
    },
    rule(
      'domain imports kernel alone',
      { path: '^packages/[^/]+/src/domain/' },
      { pathNot: '/src/domain/|^packages/kernel/|node_modules/temporal-polyfill/' },
    ), // Temporal is part of the language to come
    rule(
      'use cases know no adapter and no transport',
      { path: '^packages/(?:communication|payment|tutor-matching|saga)/src/use-cases/' },
      { path: '/src/(?:adapters|graphql)/|^prisma/|^packages/graphql/|node_modules/' },
    ),
    rule(
      'only adapters speak to Prisma or Stripe',
      { path: '^packages/', pathNot: `${tests}|/src/adapters/|/src/index\\.ts$|^packages/sandbox/` },
      { path: `^prisma/|${vendor('stripe', '@prisma', 'pg')}` },
    ),
    rule(
      'only the saga speaks to Inngest',
      { path: '^packages/(?!saga/|sandbox/)' },
      { path: vendor('inngest') },
    ),
    rule(
      'only graphql folders speak to Apollo',
      { path: '^packages/', pathNot: `${tests}|/src/graphql/|^packages/graphql/` },
      { path: vendor('@apollo', 'graphql', 'dataloader') },
    ),
    rule(
      'only scripts, bench and tests use the sandbox',
      { path: '^(?!packages/sandbox/|bench/|simulation/)' },
      { path: '^packages/sandbox/' },
    ),
    rule(
      'only the server of the app wires packages and vendors',
      { path: '^apps/web/src/(?!server/)' },
      {
        path: `^packages/(?!kernel/)|^prisma/|${vendor('stripe', 'inngest', '@apollo', '@prisma', 'pg')}`,
      },
    ),
    {
      name: 'a package has one door',
      severity: 'error',
      from: { path: '^(?:packages/([^/]+)|apps|prisma|bench|chaos|simulation)/' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: '^packages/(?:$1/|[^/]+/src/index\\.ts$|kernel/src/logger\\.ts$)',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'next-env|/generated/|\\.next/|/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
