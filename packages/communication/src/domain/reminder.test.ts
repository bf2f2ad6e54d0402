import { plusMinutes } from '@halfpast/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueReminder, nextReminderAt, type ReminderKind } from './reminder.ts';

const scheduledAt = new Date('2027-01-05T10:00:00Z');
const minutesBefore = (minutes: number) => plusMinutes(scheduledAt, -minutes);
const day = 24 * 60;

describe('the next reminder of a lesson', () => {
  it.each([
    ['weeks ahead', 14 * day, day],
    ['a moment more than a day ahead', day + 1 / 60_000, day],
    ['a day ahead', day, 60],
    ['two hours ahead', 120, 60],
  ])('of a lesson that is booked %s is due in time', (_, booked, due) => {
    expect(nextReminderAt({ scheduledAt }, minutesBefore(booked))).toEqual(minutesBefore(due));
  });

  it.each([60, 30, 0, -30])('is none for a lesson that is booked %i minutes before', (booked) => {
    expect(nextReminderAt({ scheduledAt }, minutesBefore(booked))).toBeNull();
  });
});

describe('the reminder that is due', () => {
  it.each<[number, ReminderKind | null]>([
    [day + 1, null],
    [day, 'reminder_24h'],
    [61, 'reminder_24h'],
    [60, 'reminder_1h'],
    [1, 'reminder_1h'],
    [0, null],
    [-1, null],
  ])('%i minutes before the start is %s', (minutes, kind) => {
    expect(dueReminder({ scheduledAt }, minutesBefore(minutes))).toBe(kind);
  });
});

describe('the reminders of a lesson', () => {
  const moments = fc.array(fc.integer({ min: -60, max: 3 * day }), { maxLength: 30 });

  it('come each once at most, in order, never early and never too late, whenever somebody looks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * day }), moments, (booked, looks) => {
        let next = nextReminderAt({ scheduledAt }, minutesBefore(booked));
        const sent: { kind: ReminderKind; at: Date }[] = [];
        for (const minutes of looks.filter((look) => look < booked).sort((a, b) => b - a)) {
          const now = minutesBefore(minutes);
          if (!next || next > now) continue;
          const kind = dueReminder({ scheduledAt }, now);
          if (kind) sent.push({ kind, at: now });
          next = nextReminderAt({ scheduledAt }, now);
        }
        expect(new Set(sent.map(({ kind }) => kind)).size).toBe(sent.length);
        expect([[], ['reminder_24h'], ['reminder_1h'], ['reminder_24h', 'reminder_1h']]).toContainEqual(
          sent.map(({ kind }) => kind),
        );
        for (const { kind, at } of sent) {
          const due = minutesBefore(kind === 'reminder_24h' ? day : 60);
          expect(at >= due && at < scheduledAt).toBe(true);
          expect(minutesBefore(booked) < due).toBe(true); // what was booked later gets none from the past
        }
      }),
    );
  });

  it('come both, when somebody looks often enough', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: day + 1, max: 7 * day }),
        fc.integer({ min: 1, max: 50 }),
        (booked, every) => {
          let next = nextReminderAt({ scheduledAt }, minutesBefore(booked));
          const kinds: (ReminderKind | null)[] = [];
          for (let minutes = booked; minutes > 0; minutes -= every) {
            const now = minutesBefore(minutes);
            if (!next || next > now) continue;
            kinds.push(dueReminder({ scheduledAt }, now));
            next = nextReminderAt({ scheduledAt }, now);
          }
          expect(kinds).toEqual(['reminder_24h', 'reminder_1h']);
        },
      ),
    );
  });
});
