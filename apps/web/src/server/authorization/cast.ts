import { z } from 'zod';
import { signUp, speaker } from '../testing/client.ts';
import { lessonAt, startWorld, until, type World } from '../testing/world.ts';
import { type Answer, type Caller, callers, outcomeOf } from './outcome.ts';

type Person = Awaited<ReturnType<typeof signUp>>;
export type Cast = Awaited<ReturnType<typeof gather>>;

const booking = z.object({ sessionId: z.string(), paymentId: z.string(), clientSecret: z.string() });

/**
 * All who may knock, around the lessons of one student with one tutor: some paid for and confirmed, one of these in dispute,
 * and some that nobody has paid for.
 */
export async function gather(postgresUrl: string) {
  const world = await startWorld(postgresUrl, { BOOKING_NOTICE_SECONDS: '60' });
  const { prisma } = world.app;
  const [student, otherStudent] = [await signUp('Sam'), await signUp('Zoe')];
  const as = async (role: string) => {
    const person = await signUp(`The ${role}`);
    await prisma.authUser.update({ where: { id: person.personId }, data: { role } });
    return person;
  };
  const [tutor, otherTutor, operator] = [await as('tutor'), await as('tutor'), await as('operator')];
  await teach(world, tutor);

  let hour = 0;
  const time = () => lessonAt(2 + Math.floor(hour / 20), hour++ % 20);
  const book = async (tutorId = tutor.personId) =>
    booking.parse((await student.mutate('booking.book', { tutorId, time: time(), duration: 60 })).data);
  const confirmed = async (card: string) => {
    const booked = await book();
    await world.pay(booked.clientSecret, card);
    await until(
      () => student.query('sessions.byId', { sessionId: booked.sessionId }),
      ({ data }) => JSON.stringify(data ?? '').includes('CONFIRMED'),
    );
    return booked;
  };
  const lesson = await confirmed('pm_card_createDispute');
  await until(
    () => operator.query('operations.disputes'),
    ({ data }) => JSON.stringify(data).includes(lesson.paymentId),
  );
  const people: Record<Caller, Pick<Person, 'headers' | 'graphql' | 'query' | 'mutate'>> = {
    nobody: speaker(),
    student,
    'other student': otherStudent,
    'the tutor': tutor,
    'other tutor': otherTutor,
    operator,
  };
  return {
    world,
    people,
    tutorId: tutor.personId,
    lesson,
    time,
    unpaid: () => book(),
    confirmed: () => confirmed('pm_card_visa'),
    /** What comes of it for each caller, in their order; those come last who may change what the others would see. */
    async outcomes(ask: (person: (typeof people)[Caller], caller: Caller) => Promise<Answer>) {
      const found = new Map<Caller, string>();
      const last: readonly Caller[] = ['student', 'the tutor'];
      for (const caller of [...callers.filter((one) => !last.includes(one)), ...last])
        found.set(caller, outcomeOf(await ask(people[caller], caller)));
      return callers.map((caller) => found.get(caller) ?? '').join(' ');
    },
  };
}

const teach = ({ app }: World, { personId }: Person) =>
  app.prisma.tutor.create({
    data: {
      tutorId: personId,
      displayName: 'Ada Byron',
      headline: 'Maths with patience',
      bio: 'Twelve years of it.',
      subjects: ['Maths'],
      languages: ['English'],
      hourlyRate: 4500,
      currency: 'EUR',
      timeZone: 'UTC',
      durations: [60],
      availability: {
        create: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
      },
    },
  });
