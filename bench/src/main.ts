import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrisma } from '@halfpast/prisma';
import { type Lane, type Measured, measureBookings } from './bookings.ts';
import { signUp } from './client.ts';
import { measureDirectSql } from './direct-sql.ts';
import { compareFederation } from './federation.ts';
import { milliseconds, table } from './figures.ts';
import { memoryOfTree } from './memory.ts';
import { addTutors } from './tutors.ts';
import { type Answered, measureWebhooks } from './webhooks.ts';

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run npm run bench`);
  return value;
};

const product = { url: required('BENCH_URL'), stripeUrl: required('BENCH_STRIPE_URL') };
const prisma = createPrisma(required('BENCH_DATABASE_URL'), 4);
const inFlight = 16;

const tutors = await addTutors(prisma, inFlight);
const lanes: Lane[] = [];
for (const [n, tutorId] of tutors.entries()) {
  lanes.push({ tutorId, student: await signUp(product, `bench-student-${n}`) });
}

const run = { product, prisma, lanes };
console.log('Warming up …');
await measureBookings(run, 200, 0); // by then the code that is measured is compiled
console.log('One at a time …');
const alone = await measureBookings({ ...run, lanes: lanes.slice(0, 1) }, 100, 200);
console.log(`${inFlight} at a time …`);
const together = await measureBookings(run, 600, 300);
const memory = memoryOfTree(Number(required('BENCH_PID')));
const { id: studentId } = await prisma.authUser.findFirstOrThrow({ where: { name: 'bench-student-0' } });
console.log('The same rows in SQL …');
const direct = createPrisma(required('BENCH_DATABASE_URL'), inFlight);
const rowsAlone = await measureDirectSql(direct, { inFlight: 1, count: 200, first: 0 });
const rowsTogether = await measureDirectSql(direct, { inFlight, count: 1_000, first: 200 });
await direct.$disconnect();
console.log('Webhooks …');
const storm = { product, lanes, webhookSecret: required('BENCH_WEBHOOK_SECRET') };
const usual = await measureWebhooks(storm, { count: 340, perSecond: 17, first: 1_000 });
await sleep(5_000); // what they set off ends
const hard = await measureWebhooks(storm, { count: 500, perSecond: 50, first: 1_400 });
await sleep(15_000);
console.log('Federation …');
const { federated, plain, answer } = await compareFederation(prisma, studentId, 300);
await prisma.$disconnect();

const row = (name: string, { perSecond, booking, confirming }: Measured) => [
  name,
  perSecond.toFixed(1),
  ...milliseconds(booking),
  ...milliseconds(confirming),
];
const stormRow = (each: number, { latencies, refused }: Answered) => [
  String(each * 3),
  String(each),
  ...milliseconds(latencies),
  String(refused),
];
const total = memory.reduce((sum, { megabytes }) => sum + megabytes, 0);
const report = [
  '# Figures',
  '',
  `Measured by \`npm run bench\` on ${availableParallelism()} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}: the`,
  'product as `npm start` runs it, all stand-ins and the bench itself on the same machine.',
  '',
  '## Complete bookings: bookSession → paid at Stripe → CONFIRMED',
  '',
  table(
    ['in flight', 'bookings/s', 'bookSession p50', 'p99', 'paid to CONFIRMED p50', 'p99'],
    [row('1', alone), row(String(inFlight), together)],
  ),
  '',
  `The same rows written by SQL alone, nothing decided, asked or handed on: ${rowsAlone.toFixed(0)} a second one at a`,
  `time, ${rowsTogether.toFixed(0)} at ${inFlight} at a time.`,
  '',
  '## Webhooks: payment_intent.succeeded of new payments, each delivered three times',
  '',
  'The sagas that they start run on the same two cores meanwhile.',
  '',
  table(
    ['deliveries/s', 'payments/s', 'answered p50', 'p99', 'not answered by 200'],
    [stormRow(17, usual), stormRow(50, hard)],
  ),
  '',
  '## Memory after that, by process',
  '',
  table(
    ['process', 'MB'],
    [...memory.map(({ name, megabytes }) => [name, megabytes.toFixed(0)]), ['together', total.toFixed(0)]],
  ),
  '',
  '## One federated query over three subgraphs, against one plain schema',
  '',
  `\`getMySessions { status tutor payment { refunds } }\`, ten sessions, ${(answer.length / 1_000).toFixed(1)} kB, the same resolvers on the same database.`,
  '',
  table(
    ['', 'p50', 'p99'],
    [
      ['façade', ...milliseconds(federated)],
      ['plain', ...milliseconds(plain)],
    ],
  ),
  '',
].join('\n');
console.log(`\n${report}`);
if (process.argv.includes('--write')) {
  writeFileSync(new URL('../../docs/bench.md', import.meta.url), report);
}
