import type { Session, SessionStatus } from '@/trpc/answers.ts';

/** What one is to a lesson; an operator looks on. */
export type Part = 'student' | 'tutor' | 'onlooker';

type People = Pick<Session, 'tutorId' | 'studentId'>;

export function partOf({ tutorId, studentId }: People, viewerId: string | undefined): Part {
  if (viewerId === tutorId) return 'tutor';
  return viewerId === studentId ? 'student' : 'onlooker';
}

export type SessionAction = 'join' | 'addToCalendar' | 'cancel' | 'bookAgain' | 'followPayment';

/** Which button is there in which state, and for whom. The server decides; this only keeps us from asking in vain. */
const offeredIn: Record<SessionAction, Record<Part, readonly SessionStatus[]>> = {
  join: { student: ['CONFIRMED'], tutor: ['CONFIRMED'], onlooker: ['CONFIRMED'] },
  addToCalendar: { student: ['CONFIRMED'], tutor: ['CONFIRMED'], onlooker: [] },
  cancel: { student: ['CONFIRMED'], tutor: ['CONFIRMED'], onlooker: [] },
  bookAgain: { student: ['COMPLETED', 'CANCELLED'], tutor: [], onlooker: [] },
  followPayment: { student: ['PENDING_PAYMENT'], tutor: [], onlooker: [] },
};

type Moment = Pick<Session, 'status' | 'scheduledAt'>;

/** Whether to offer an action. A student doesn't cancel what has begun; a tutor may until it is over. */
export function isOffered(action: SessionAction, session: Moment, part: Part, now: Date): boolean {
  if (!offeredIn[action][part].includes(session.status)) return false;
  return action !== 'cancel' || part === 'tutor' || now < new Date(session.scheduledAt);
}
