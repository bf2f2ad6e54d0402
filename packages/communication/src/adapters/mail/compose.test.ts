import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { ada, cancelledBy, confirmed, sam, someNews, withdrawn } from '../../testing/news.ts';
import { composer } from './compose.ts';

const compose = composer({
  publicUrl: 'https://halfpast.test/',
  organizer: { name: 'Halfpast', address: 'lessons@halfpast.test' },
});
const euros = { amount: 2250, currency: 'EUR' };

describe('the mail about a lesson', () => {
  it('is addressed to one person under an id that stays the same', async () => {
    const [first, again] = [await compose(someNews()), await compose(someNews({ attempts: 7 }))];
    expect(first).toMatchObject({
      messageId: '<019a0000-0000-7000-8000-00000000000a@halfpast.test>',
      to: { name: 'Sam Okafor', address: 'sam@example.test' },
      subject: 'Your lesson with Ada Byron is booked',
    });
    expect(again).toEqual(first);
  });

  it('tells the time on the receiver’s clocks, and which these are', async () => {
    const toStudent = await compose(someNews());
    const toTutor = await compose(someNews({ to: ada }));
    for (const part of ['html', 'text'] as const) {
      expect(toStudent[part]).toContain('Monday 5 July 2027');
      expect(toStudent[part]).toContain('06:00–07:00 (America/New_York, GMT−4)');
      expect(toTutor[part]).toContain('12:00–13:00 (Europe/Berlin, GMT+2)');
      expect(toTutor[part]).toContain('https://meet.test/room');
    }
  });

  it.each(['Not/AZone', ''])('tells UTC to one whose zone is unknown: %j', async (timeZone) => {
    const mail = await compose(someNews({ to: { ...sam, timeZone } }));
    expect(mail.text).toContain('10:00–11:00 (UTC)');
    expect(mail.calendar?.content).toContain('DTSTART:20270705T100000Z');
  });

  it('says where a lesson ends that lasts past midnight', async () => {
    const session = { ...confirmed, scheduledAt: new Date('2027-07-05T21:30:00Z') };
    const { text } = await compose(someNews({ session, to: ada }));
    expect(text).toContain('Monday 5 July 2027');
    expect(text).toContain('23:30–00:30');
  });

  it.each([
    [
      'the student of their cancellation',
      { to: sam, session: cancelledBy('student-1'), refund: euros },
      'You cancelled your lesson with Ada Byron',
      'You get €22.50 back',
    ],
    [
      'the student of a late one',
      { to: sam, session: cancelledBy('student-1'), refund: null },
      'You cancelled your lesson with Ada Byron',
      'nothing is paid back',
    ],
    [
      'the tutor of the student’s',
      { to: ada, session: cancelledBy('student-1'), refund: euros },
      'Sam Okafor cancelled your lesson',
      'Sam Okafor gets €22.50 back',
    ],
    [
      'the tutor of a late one',
      { to: ada, session: cancelledBy('student-1'), refund: null },
      'Sam Okafor cancelled your lesson',
      'Sam Okafor gets nothing back',
    ],
    [
      'the student of the tutor’s',
      { to: sam, session: cancelledBy('tutor-1'), refund: euros },
      'Ada Byron cancelled your lesson',
      'You get €22.50 back',
    ],
    [
      'the tutor of their own',
      { to: ada, session: cancelledBy('tutor-1'), refund: euros },
      'You cancelled your lesson with Sam Okafor',
      'Sam Okafor gets €22.50 back',
    ],
  ])('tells %s', async (_, news, subject, words) => {
    const mail = await compose(someNews({ kind: 'cancelled', ...news }));
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(words);
    expect(mail.html).toContain(words);
    expect(mail.html).not.toContain('meet.test');
  });

  it('quotes the reason to the other one, and not to who gave it', async () => {
    const session = cancelledBy('student-1', 'I am <b>ill</b> & sorry');
    const [toTutor, toStudent] = await Promise.all(
      [ada, sam].map((to) => compose(someNews({ kind: 'cancelled', session, to, refund: null }))),
    );
    expect(toTutor?.text).toContain('“I am <b>ill</b> & sorry”');
    expect(toTutor?.html).toContain('“I am &lt;b&gt;ill&lt;/b&gt; &amp; sorry”');
    expect(toStudent?.text).not.toContain('ill');
  });

  it.each([
    [sam, 'Your lesson with Ada Byron could not be booked'],
    [ada, 'A lesson with Sam Okafor could not be booked'],
  ])('tells $name of a lesson that does not come about', async (to, subject) => {
    const mail = await compose(someNews({ kind: 'withdrawn', session: withdrawn, to }));
    expect(mail.subject).toBe(subject);
    expect(mail.calendar).toBeUndefined();
  });

  it.each([
    [sam, 'We sent you ¥4,500 back'],
    [ada, 'Sam Okafor got ¥4,500 back'],
  ])('tells $name of money that went back', async (to, subject) => {
    const refund = { amount: 4500, currency: 'JPY' };
    const mail = await compose(someNews({ kind: 'refunded', session: withdrawn, to, refund }));
    expect(mail.subject).toBe(subject);
  });

  it('reminds of a lesson, and leads into it when it is near', async () => {
    const day = await compose(someNews({ kind: 'reminder_24h' }));
    const hour = await compose(someNews({ kind: 'reminder_1h', to: ada }));
    expect(day.subject).toBe('Reminder: your lesson with Ada Byron, Monday 5 July 2027, 06:00');
    expect(day.text).toContain('See the lesson: https://halfpast.test/sessions/019a0000');
    expect(hour.subject).toBe('Reminder: your lesson with Sam Okafor, at 12:00');
    expect(hour.text).toContain('Join the lesson: https://meet.test/room');
  });

  it('does without the other one’s name when they are gone', async () => {
    expect((await compose(someNews({ other: undefined }))).subject).toContain('somebody who has left');
    const nameless = { ...ada, name: ' \u0000 ' };
    expect((await compose(someNews({ other: nameless }))).subject).toContain('somebody who has left');
  });

  it('shows neither the other one’s address', async () => {
    for (const to of [sam, ada]) {
      const mail = JSON.stringify(await compose(someNews({ to })));
      expect(mail).not.toContain(to === sam ? ada.email : sam.email);
    }
  });

  it('lets nobody’s name or reason break out of where it stands', async () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '\r',
        '\n',
        '\u2028',
        ':',
        ';',
        ',',
        '\\',
        'a',
        '\u202e',
        '\u0000',
      ),
    });
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (name, reason) => {
        const session = cancelledBy('tutor-1', reason.replace(/\p{Cc}/gu, ' '));
        const mail = await compose(
          someNews({
            kind: 'cancelled',
            session,
            to: { ...sam, name },
            other: { ...ada, name: `x${name}` },
            refund: null,
          }),
        );
        for (const header of [mail.subject, mail.to.name, mail.messageId])
          expect(header).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        const plain = await compose(
          someNews({ kind: 'cancelled', session: cancelledBy('tutor-1', 'ill'), refund: null }),
        );
        const tags = (html: string) => html.match(/<[a-z/!]+/gi);
        expect(tags(mail.html)).toEqual(tags(plain.html));
        const calendar = ICAL.Component.fromString(mail.calendar?.content ?? '');
        expect(calendar.getAllSubcomponents().map((part) => part.name)).toEqual(['vtimezone', 'vevent']);
        const properties = calendar.getFirstSubcomponent('vevent')?.getAllProperties();
        expect(properties?.map((property) => property.name)).not.toContain('a');
        expect(properties).toHaveLength(11);
      }),
      { numRuns: 60 },
    );
  });
});
