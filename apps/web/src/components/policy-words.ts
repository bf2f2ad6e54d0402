import type { Policy } from '@/trpc/answers.ts';

/** What comes back, and until when. */
export type Term = { readonly percent: number; readonly until: string };

const hour = 3_600_000;

/** "everything", "half", "30 %", "nothing" */
export function shareWords(percent: number): string {
  if (percent === 100) return 'everything';
  if (percent === 50) return 'half';
  return percent === 0 ? 'nothing' : `${percent} %`;
}

/** When a tier ends, for a lesson that starts at `startsAt`. */
export const tierEnd = (hoursBefore: number, startsAt: Date): Date =>
  new Date(startsAt.getTime() - hoursBefore * hour);

/** What is left of a policy by now, for a lesson that starts at `startsAt`. */
export const whatIsLeft = ({ tiers }: Policy, startsAt: Date, now: Date): Policy => ({
  tiers: tiers.filter(({ hoursBefore }) => tierEnd(hoursBefore, startsAt) >= now),
});

/** "2 hours before" */
export const hoursBeforeWords = (hours: number): string =>
  hours === 1 ? 'an hour before' : `${hours} hours before`;

/** The terms of a policy in plain words, best first; `when` words the end of a tier. */
export function termsOf({ tiers }: Policy, when: (hoursBefore: number) => string): readonly Term[] {
  const granting = tiers.filter(({ percent }) => percent > 0);
  const terms = granting.map(({ percent, hoursBefore }) => ({
    percent,
    until: hoursBefore === 0 ? 'until it begins' : `until ${when(hoursBefore)}`,
  }));
  if (granting.at(-1)?.hoursBefore === 0) return terms;
  return [...terms, { percent: 0, until: granting.length > 0 ? 'after that' : 'once it is paid' }];
}
