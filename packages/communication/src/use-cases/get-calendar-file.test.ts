import type { Viewer } from '@halfpast/kernel';
import { describe, expect, it } from 'vitest';
import type { Session } from '../domain/session.ts';
import { ada, cancelledBy, confirmed, lesson, sam } from '../testing/news.ts';
import { getCalendarFile } from './get-calendar-file.ts';

const student: Viewer = { personId: sam.personId, role: 'student' };
const tutor: Viewer = { personId: ada.personId, role: 'tutor' };

const fileOf = (viewer: Viewer, session: Session = confirmed, people = [sam, ada]) =>
  getCalendarFile({
    sessions: { withIds: async () => [session] },
    people: async () => people,
    draw: ({ to, other }, { method }) => `${method} ${to.name} with ${other?.name}`,
    clock: () => new Date('2027-07-01T09:00:00Z'),
  })(viewer, lesson.sessionId);

describe('the calendar file of a lesson', () => {
  it('is for the student, and for the tutor', async () => {
    expect(await fileOf(student)).toBe('PUBLISH Sam Okafor with Ada Byron');
    expect(await fileOf(tutor)).toBe('PUBLISH Ada Byron with Sam Okafor');
    expect(await fileOf(student, confirmed, [sam])).toBe('PUBLISH Sam Okafor with undefined');
  });

  it.each<[string, Viewer, Session]>([
    ['a stranger', { personId: 'eve', role: 'student' }, confirmed],
    ['an operator, whose lesson it is not', { personId: 'op', role: 'operator' }, confirmed],
    ['the student, once it is cancelled', student, cancelledBy('tutor-1')],
    ['the student, while it is not paid', student, { ...lesson, status: 'PENDING_PAYMENT' }],
  ])('is not there for %s', async (_, viewer, session) => {
    await expect(fileOf(viewer, session)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
