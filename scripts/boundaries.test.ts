import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { inRoot } from './lib/root.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'halfpast-boundaries-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Report = { summary: { violations: { from: string; rule: { name: string } }[] } };

/** Lays out a workspace of these files and answers which rules each of them breaks. */
async function violations(files: Record<string, string>): Promise<Record<string, string[]>> {
  symlinkSync(inRoot('node_modules'), path.join(folder, 'node_modules'));
  const tsconfig = { extends: inRoot('tsconfig.json'), include: ['.'] };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const args = [
    '--config',
    inRoot('.dependency-cruiser.mjs'),
    '--output-type',
    'json',
    'apps',
    'packages',
    'prisma',
  ];
  const run = promisify(execFile)(inRoot('node_modules/.bin/depcruise'), args, { cwd: folder });
  const { stdout } = await run.catch((failed: { stdout: string }) => failed);
  const report: Report = JSON.parse(stdout);
  const found = report.summary.violations;
  return Object.fromEntries(
    Object.keys(files).map((file) => [
      file,
      found.filter(({ from }) => from === file).map(({ rule }) => rule.name),
    ]),
  );
}

const importing = (name: string) => `import { x } from '${name}';\nexport const y = x;\n`;

describe('the dependency rules', () => {
  it('let through what is allowed and name every import that is not', async () => {
    const found = await violations({
      'prisma/src/index.ts': 'export const x = 1;',
      'packages/kernel/src/index.ts': 'export const x = 1;',
      'packages/sandbox/src/index.ts': 'export const x = 1;',
      'packages/payment/src/index.ts': importing('./adapters/stripe.ts'),
      'packages/payment/src/adapters/stripe.ts': `import Stripe from 'stripe';\nexport const x = Stripe;`,
      'packages/communication/src/index.ts': importing('./domain/session.ts'),
      'packages/communication/src/domain/session.ts': importing('../../../kernel/src/index.ts'),
      'packages/communication/src/domain/impure.ts': importing('../../../../prisma/src/index.ts'),
      'packages/communication/src/use-cases/sideways.ts': importing('../../../payment/src/index.ts'),
      'packages/communication/src/use-cases/outward.ts': importing('../adapters/rows.ts'),
      'packages/communication/src/adapters/rows.ts': importing('../../../saga/src/index.ts'),
      'packages/communication/src/adapters/lost.ts': importing('@nowhere/to-be-found'),
      'packages/saga/src/index.ts': importing('../../payment/src/adapters/stripe.ts'),
      'packages/saga/src/functions/paying.ts': `import Stripe from 'stripe';\nexport const x = Stripe;`,
      'apps/web/src/app/page.ts': importing('../../../../packages/payment/src/index.ts'),
      'apps/web/src/server/app.ts': importing('../../../../packages/sandbox/src/index.ts'),
      'apps/web/src/server/fine.ts': importing('../../../../packages/saga/src/index.ts'),
    });
    expect(found).toMatchObject({
      'packages/payment/src/index.ts': [],
      'packages/payment/src/adapters/stripe.ts': [],
      'packages/communication/src/index.ts': [],
      'packages/communication/src/domain/session.ts': [],
      'apps/web/src/server/fine.ts': [],
      'packages/communication/src/domain/impure.ts': expect.arrayContaining(['domain imports kernel alone']),
      'packages/communication/src/use-cases/sideways.ts': [expect.stringContaining('services never meet')],
      'packages/communication/src/use-cases/outward.ts': ['use cases know no adapter and no transport'],
      'packages/communication/src/adapters/rows.ts': ['services know no saga and no app'],
      'packages/communication/src/adapters/lost.ts': ['nothing is unresolved'],
      'packages/saga/src/index.ts': ['a package has one door'],
      'packages/saga/src/functions/paying.ts': ['only adapters speak to Prisma or Stripe'],
      'apps/web/src/app/page.ts': ['only the server of the app wires packages and vendors'],
      'apps/web/src/server/app.ts': ['only scripts, bench and tests use the sandbox'],
    });
  }, 60_000);
});
