import { describe, expect, it } from 'vitest';
import { calendarFile } from './calendar-file.ts';

const lesson = {
  sessionId: 's1',
  title: 'Lesson with Ana; hola, qué tal',
  startsAt: '2026-11-26T15:30:00.000Z',
  duration: 90,
};

describe('calendarFile', () => {
  it('tells start and end in UTC and escapes what would split a value', () => {
    const lines = calendarFile({ ...lesson, meetingLink: 'https://meet.example/a,b' }).split('\r\n');
    expect(lines).toContain('DTSTART:20261126T153000Z');
    expect(lines).toContain('DTEND:20261126T170000Z');
    expect(lines).toContain('SUMMARY:Lesson with Ana\\; hola\\, qué tal');
    expect(lines).toContain('LOCATION:https://meet.example/a\\,b');
    expect(lines.at(-1)).toBe('');
  });

  it('names no place when there is none', () => {
    expect(calendarFile({ ...lesson, meetingLink: null })).not.toContain('LOCATION');
  });
});
