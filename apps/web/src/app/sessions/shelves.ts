import type { Person, Session, SessionStatus } from '@/trpc/answers.ts';

export const shelves = ['upcoming', 'past', 'cancelled', 'all'] as const;
export type Shelf = (typeof shelves)[number];

type Content = {
  readonly label: string;
  /** Of which states its lessons are; any without. */
  readonly statuses: readonly [SessionStatus, ...SessionStatus[]] | undefined;
  readonly empty: string;
};

/** What each tab shows. */
export const shelf: Record<Shelf, Content> = {
  upcoming: {
    label: 'Upcoming',
    statuses: ['CONFIRMED', 'PENDING_PAYMENT'],
    empty: 'No lesson ahead',
  },
  past: { label: 'Past', statuses: ['COMPLETED'], empty: 'No lesson behind you yet' },
  cancelled: { label: 'Cancelled', statuses: ['CANCELLED'], empty: 'Nothing was cancelled' },
  all: { label: 'All', statuses: undefined, empty: 'No lessons yet' },
};

/** The tab that an address asks for. */
export const shelfIn = (show: unknown): Shelf => shelves.find((each) => each === show) ?? 'upcoming';

/**
 * The server lists what was booked last first, by pages. Of what is to come one wants all of it, the next lesson first:
 * it is bounded by the weeks that are on offer; but not for an operator, whose it is all.
 */
export const isReadWhole = (on: Shelf, role: Person['role'] | undefined): boolean =>
  on === 'upcoming' && role !== 'operator';

export const nextFirst = (sessions: readonly Session[]): readonly Session[] =>
  sessions.toSorted((a, b) => a.scheduledAt.localeCompare(b.scheduledAt));

type People = Pick<Session, 'tutorId' | 'studentId' | 'tutorName' | 'studentName'>;

/** Who sits on the other side of the lesson: for its tutor the student, for anyone else the tutor. */
export const otherPerson = (session: People, viewerId: string | undefined): { id: string; name: string } =>
  session.tutorId === viewerId
    ? { id: session.studentId, name: session.studentName }
    : { id: session.tutorId, name: session.tutorName };
