import type { Session, SessionStatus } from '@/trpc/answers.ts';

export const shelves = ['upcoming', 'past', 'cancelled', 'all'] as const;
export type Shelf = (typeof shelves)[number];

type Content = { readonly label: string; readonly status: SessionStatus | undefined; readonly empty: string };

/** What each tab shows. */
export const shelf: Record<Shelf, Content> = {
  upcoming: { label: 'Upcoming', status: 'CONFIRMED', empty: 'No lesson ahead' },
  past: { label: 'Past', status: 'COMPLETED', empty: 'No lesson behind you yet' },
  cancelled: { label: 'Cancelled', status: 'CANCELLED', empty: 'Nothing was cancelled' },
  all: { label: 'All', status: undefined, empty: 'No lessons yet' },
};

/** The tab that an address asks for. */
export const shelfIn = (show: unknown): Shelf => shelves.find((each) => each === show) ?? 'upcoming';

/** The server lists the newest first; of what is still to come, one wants the next first. */
export const inReadingOrder = (sessions: readonly Session[], on: Shelf): readonly Session[] =>
  on === 'upcoming' ? sessions.toSorted((a, b) => a.scheduledAt.localeCompare(b.scheduledAt)) : sessions;

type People = Pick<Session, 'tutorId' | 'studentId' | 'tutorName' | 'studentName'>;

/** Who sits on the other side of the lesson: for its tutor the student, for anyone else the tutor. */
export const otherPerson = (session: People, viewerId: string | undefined): { id: string; name: string } =>
  session.tutorId === viewerId
    ? { id: session.studentId, name: session.studentName }
    : { id: session.tutorId, name: session.tutorName };
