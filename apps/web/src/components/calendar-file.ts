export type CalendarLesson = {
  readonly sessionId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly duration: number;
  readonly meetingLink?: string | null;
};

/** "20261126T153000Z" */
const stamp = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d+/g, '');

/** RFC 5545 §3.3.11: what would end or split a value is escaped. */
const text = (value: string): string =>
  value.replace(/[\\;,]/g, (char) => `\\${char}`).replace(/\r?\n/g, '\\n');

/** A lesson as an iCalendar file; the same lesson keeps its UID, so that adding it twice makes one entry. */
export function calendarFile({ sessionId, title, startsAt, duration, meetingLink }: CalendarLesson): string {
  const start = new Date(startsAt);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Halfpast//Lessons//EN',
    'BEGIN:VEVENT',
    `UID:${sessionId}@halfpast`,
    `DTSTAMP:${stamp(start)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(new Date(start.getTime() + duration * 60_000))}`,
    `SUMMARY:${text(title)}`,
    ...(meetingLink ? [`LOCATION:${text(meetingLink)}`] : []),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
