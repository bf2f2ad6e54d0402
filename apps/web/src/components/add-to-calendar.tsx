import { buttonLook } from './button.tsx';

/** A lesson as a file that every calendar opens. */
export function AddToCalendar({ sessionId }: { sessionId: string }) {
  return (
    <a href={`/api/calendar/${sessionId}`} download="lesson.ics" className={buttonLook('plain')}>
      Add to calendar
    </a>
  );
}
