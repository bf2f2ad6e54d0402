import { expect, it } from 'vitest';
import { lessonPrice, type Tutor } from './tutor.ts';

const tutor: Tutor = {
  tutorId: 'tutor-1',
  displayName: 'Marta',
  headline: 'Maths',
  bio: '',
  subjects: ['Maths'],
  languages: ['German'],
  hourlyRate: 4201,
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  durations: [30, 60],
};

it('a lesson costs its share of the hourly rate, half up', () => {
  expect(lessonPrice(tutor, 60)).toEqual({ amount: 4201, currency: 'EUR' });
  expect(lessonPrice(tutor, 30)).toEqual({ amount: 2101, currency: 'EUR' });
});
