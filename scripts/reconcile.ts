import type { ReconciliationReport } from '@halfpast/payment';
import { createApp } from '../apps/web/src/server/app.ts';
import { processEnv } from '../apps/web/src/server/env.ts';

/** What is said of each line of the report. */
const lines = (report: ReconciliationReport) => [
  { said: 'events since the last time', ...report.events },
  { said: 'payments under way', ...report.payments },
  { said: 'refunds to be sent', ...report.dueRefunds },
  { said: 'refunds under way', ...report.sentRefunds },
  { said: 'open disputes', ...report.disputes },
];

const app = createApp(processEnv());
try {
  const report = await app.payment.reconcile();
  console.log('Asked Stripe what is true, and applied it as a webhook would.\n');
  for (const { said, looked, mended } of lines(report)) {
    console.log(`  ${said.padEnd(28)}${String(looked).padStart(5)} looked at, ${mended} mended`);
  }
  console.log('\nWhat is younger than a minute or two is left to its webhook.');
} finally {
  await app.relay.stop(); // what was mended is on its way to Inngest
  app.mailer.close();
  await app.prisma.$disconnect();
}
