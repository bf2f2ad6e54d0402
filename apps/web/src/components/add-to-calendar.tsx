import { buttonLook } from './button.tsx';
import { type CalendarLesson, calendarFile } from './calendar-file.ts';

/** A lesson as a file that every calendar opens; made here, so it needs no server. */
export function AddToCalendar({ lesson }: { lesson: CalendarLesson }) {
  const href = `data:text/calendar;charset=utf-8,${encodeURIComponent(calendarFile(lesson))}`;
  return (
    <a href={href} download="lesson.ics" className={buttonLook('plain')}>
      Add to calendar
    </a>
  );
}
