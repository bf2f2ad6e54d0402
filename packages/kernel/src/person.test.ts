import { expect, it } from 'vitest';
import { signedIn } from './person.ts';

it('who is signed in is let through, and nobody else', () => {
  const viewer = { personId: 'student-1', role: 'student' } as const;
  expect(signedIn(viewer)).toBe(viewer);
  expect(() => signedIn(undefined)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
});
