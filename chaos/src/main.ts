import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createPrisma } from '@halfpast/prisma';
import { chanceOf } from './chance.ts';
import { violationsIn } from './invariants.ts';
import { type Kill, killAgainAndAgain } from './kills.ts';
import { addTutor, hoursAhead, signStudentsUp } from './people.ts';
import { takePicture } from './picture.ts';
import { countOutcomes, tellOutcomes } from './report.ts';
import { visitAgainAndAgain } from './student.ts';
import { unsettledIn } from './unsettled.ts';

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run npm run chaos`);
  return value;
};

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    pause: { type: 'string', default: '5-15' },
    settle: { type: 'string', default: '60' },
    students: { type: 'string', default: '12' },
  },
});
const mostShown = 40;
const seed = Number(values.seed);
const settleWithin = Number(values.settle) * 1_000;
const [least = 5, most = least] = values.pause.split('-').map(Number);
const product = { url: required('CHAOS_URL'), stripeUrl: required('CHAOS_STRIPE_URL') };
const prisma = createPrisma(required('CHAOS_DATABASE_URL'), 4);
const chance = chanceOf(seed);

console.log(`Seed ${seed}: ${values.seconds} s of load, a kill every ${values.pause} s.`);
const students = await signStudentsUp(product, Number(values.students));
const tutors = [
  await addTutor(prisma, product, 'tutor-0'),
  await addTutor(prisma, product, 'tutor-1'),
  await addTutor(prisma, product, 'tutor-2'),
] as const;
const times = hoursAhead(24 * 7);

const load = new AbortController();
const tally = countOutcomes();
const kills: Kill[] = [];
const killing = killAgainAndAgain({
  root: Number(required('CHAOS_ROOT')),
  chance: chance.fork('kills'),
  pause: [least, most],
  signal: load.signal,
  onKill: (kill) => kills.push(kill),
});
const visits = students.map((student, n) =>
  visitAgainAndAgain({
    product,
    student,
    tutors: [...tutors],
    times,
    chance: chance.fork(`student-${n}`),
    tally: tally.count,
    signal: load.signal,
  }),
);
await sleep(Number(values.seconds) * 1_000);
load.abort();
await Promise.all([killing, ...visits]);

const ended = performance.now();
const since = () => performance.now() - ended;
let settledAfter: number | undefined;
let open: string[] = [];
while (settledAfter === undefined && since() < settleWithin) {
  try {
    const picture = await takePicture(prisma, product, []);
    open = [...unsettledIn(picture), ...violationsIn(picture)];
    if (open.length === 0) settledAfter = since();
  } catch (error) {
    open = [String(error)]; // what was killed last is not back yet
  }
  if (settledAfter === undefined) await sleep(500);
}
const picture = await takePicture(prisma, product, students).catch((error: unknown) => {
  console.log(`The product does not answer any more: ${error}`);
  process.exit(1);
});
const violations = [...unsettledIn(picture).map((line) => `unsettled: ${line}`), ...violationsIn(picture)];
await prisma.$disconnect();

console.log(tellOutcomes({ picture, tally, kills, settledAfter }));
for (const line of violations.slice(0, mostShown)) console.log(`  ${line}`);
if (violations.length > mostShown) console.log(`  and ${violations.length - mostShown} more`);
if (violations.length > 0 || settledAfter === undefined) {
  for (const { second, target, hit } of kills) {
    console.log(`  killed after ${second} s: ${target}${hit ? '' : ', which was not there'}`);
  }
  if (violations.length === 0) console.log(`  open until then: ${open.slice(0, 20).join('; ')}`);
  console.log(
    `Again with: npm run chaos -- --seed ${seed} --seconds ${values.seconds} --pause ${values.pause}`,
  );
  process.exitCode = 1;
}
