import { type Violation, violationsIn } from '../invariants/all.ts';
import type { SimulatedDatabase } from './database.ts';
import { decideAll, desk } from './desk.ts';
import { type Guards, guarded } from './guards.ts';
import { student, tutor, type Wish } from './people.ts';
import { noStorm } from './weather.ts';
import { createWorld, type World } from './world.ts';

export type Outcome = {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  readonly digest: string;
  readonly steps: number;
  /** How many bookings ended how, and how many payments and refunds there were. */
  readonly figures: Readonly<Record<string, number>>;
};

const minute = 60_000;
const tutors = ['tutor-1', 'tutor-2'];
const stormMinutes = 90;
/** How long to wait, again and again, once nothing goes wrong any more; in minutes. */
const calmHops = [2, 12, 45, 240, 720, 1_440, 2_880];

/** When the last dispute is decided. */
const hopOfDecisions = 3;

/** One life of the product, from an empty database until all is quiet, and what is wrong then. */
export async function simulate(
  database: SimulatedDatabase,
  seed: number,
  guards: Guards = guarded,
): Promise<Outcome> {
  const world = await createWorld({ database, seed, guards });
  try {
    const wishes = await prepare(world);
    world.setStorm(world.storms);
    liveThrough(world, wishes);
    await runFor(world, stormMinutes * minute);
    world.setStorm(noStorm);
    for (const [nth, minutes] of calmHops.entries()) {
      if (nth === hopOfDecisions) world.outside('desk', () => decideAll(world));
      await round(world, minutes);
    }
    const violations = await violationsIn(world, () => round(world, 1));
    return {
      seed,
      violations,
      trace: world.trace.lines(),
      digest: world.trace.digest(),
      steps: world.scheduler.steps(),
      figures: await figuresOf(world),
    };
  } finally {
    await world.end();
  }
}

/** Tutors who are always there, and the slots that everybody wants. */
async function prepare({ database, random, timeline }: World): Promise<Wish[]> {
  const allWeek = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1_440 }));
  for (const [nth, tutorId] of tutors.entries()) {
    await database.prisma.tutor.create({
      data: {
        tutorId,
        displayName: `Tutor ${nth}`,
        headline: '',
        bio: '',
        subjects: [],
        languages: [],
        hourlyRate: nth === 0 ? 4_599 : 3_000,
        currency: nth === 0 ? 'EUR' : 'JPY',
        timeZone: 'UTC',
        durations: [30, 60, 90],
        availability: { create: allWeek },
      },
    });
  }
  const slot = (): Wish => ({
    tutorId: random.pick(tutors),
    time: new Date(
      timeline.now().getTime() + random.pick([90, 120, 120, 150, 180, 25 * 60, 26 * 60]) * minute,
    ),
    duration: random.pick([30, 60, 90]),
  });
  return Array.from({ length: random.between(2, 6) }, slot);
}

function liveThrough(world: World, wishes: readonly Wish[]): void {
  const { random, outside } = world;
  for (let nth = random.between(4, 7); nth > 0; nth -= 1) {
    outside(`student-${nth}`, () => student(world, `student-${nth}`, wishes));
  }
  for (const tutorId of tutors) outside(tutorId, () => tutor(world, tutorId));
  outside('desk', () => desk(world));
  for (const { id } of cronsOf(world)) {
    everyNowAndThen(world, id === 'sweep' ? [3, 18] : [8, 40], () => world.engine.fire(id));
  }
  everyNowAndThen(world, [3, 25], world.relayAll);
}

function everyNowAndThen(
  { random, timeline, isStormy }: World,
  [least, most]: readonly [number, number],
  work: () => void,
): void {
  const again = () =>
    timeline.in(random.between(least * minute, most * minute), () => {
      if (!isStormy()) return;
      work();
      again();
    });
  again();
}

const cronsOf = ({ app }: World) => (app()?.saga.sagas ?? []).filter(({ trigger }) => 'cron' in trigger);

async function runFor(world: World, milliseconds: number): Promise<void> {
  const end = new Date(world.timeline.now().getTime() + milliseconds);
  await world.runUntil(end);
}

/** What is due is done, and time goes by. */
async function round(world: World, minutes: number): Promise<void> {
  world.relayAll();
  for (const { id } of cronsOf(world)) world.engine.fire(id);
  await runFor(world, minutes * minute);
}

async function figuresOf({ database }: World): Promise<Record<string, number>> {
  const rows = await database.query<{ what: string; n: number }>(
    `SELECT 'booking ' || status AS what, count(*)::int AS n FROM saga.booking GROUP BY 1
     UNION ALL SELECT 'payment ' || status, count(*)::int FROM payment.payment GROUP BY 1
     UNION ALL SELECT 'refund ' || status, count(*)::int FROM payment.refund GROUP BY 1
     UNION ALL SELECT 'session ' || status, count(*)::int FROM communication.session GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}
