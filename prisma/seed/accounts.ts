import { demoTutors } from './tutors.ts';

/** All demo accounts share it. */
export const demoPassword = 'demo-lesson-1';

export type DemoAccount = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: 'student' | 'tutor' | 'operator';
  readonly timeZone: string;
};

export const demoAccounts: readonly DemoAccount[] = [
  {
    id: '019a0000-0000-7000-8000-000000000001',
    email: 'student@demo.test',
    name: 'Lena Hoffmann',
    role: 'student',
    timeZone: 'Europe/Berlin',
  },
  {
    id: '019a0000-0000-7000-8000-000000000002',
    email: 'student2@demo.test',
    name: 'Tomás Okafor',
    role: 'student',
    timeZone: 'Europe/Lisbon',
  },
  {
    id: '019a0000-0000-7000-8000-000000000003',
    email: 'operator@demo.test',
    name: 'Ada Brandt',
    role: 'operator',
    timeZone: 'Europe/Berlin',
  },
  ...demoTutors.map(
    ({ tutorId, email, displayName, timeZone }): DemoAccount => ({
      id: tutorId,
      email,
      name: displayName,
      role: 'tutor',
      timeZone,
    }),
  ),
];
