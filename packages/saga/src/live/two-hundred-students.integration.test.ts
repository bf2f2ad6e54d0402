import { plusMinutes } from '@halfpast/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aLesson, aStudent } from '../testing/live-lesson.ts';
import { aLiveWorld, type LiveWorld } from '../testing/live-world.ts';

let world: LiveWorld;
beforeAll(async () => {
  world = await aLiveWorld();
});
afterAll(() => world.end());

const twoHundred = <T>(make: (_: unknown, n: number) => T): T[] => Array.from({ length: 200 }, make);

it.each([
  ['one slot', () => 0],
  ['overlapping slots', (n: number) => (n % 3) * 15],
])(
  'of two hundred students at the same time for %s, exactly one wins',
  async (_, minutesLater) => {
    const lesson = await aLesson(world);
    const tries = await Promise.allSettled(
      twoHundred((_, n) =>
        world.bookSession(aStudent(), { ...lesson, time: plusMinutes(lesson.time, minutesLater(n)) }),
      ),
    );
    const won = tries.filter(({ status }) => status === 'fulfilled');
    const refusals = tries.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['SLOT_UNAVAILABLE']));
    expect(won).toHaveLength(1);
    expect(refusals.every(({ details }) => details.alternatives.length > 0)).toBe(true);
    const rows = await world.prisma.booking.groupBy({
      by: ['status'],
      where: { tutorId: lesson.tutorId },
      _count: true,
    });
    expect(rows.filter(({ status }) => status !== 'REJECTED')).toEqual([
      { status: 'AWAITING_PAYMENT', _count: 1 },
    ]);
  },
  60_000,
);

it('two hundred clicks of one student are one booking', async () => {
  const ann = aStudent();
  const lesson = await aLesson(world);
  const clicks = twoHundred(() => world.bookSession(ann, { ...lesson, idempotencyKey: 'one wish' }));
  const ids = new Set((await Promise.all(clicks)).map(({ sessionId }) => sessionId));
  expect(ids.size).toBe(1);
  expect(await world.prisma.booking.count({ where: { tutorId: lesson.tutorId } })).toBe(1);
}, 60_000);
