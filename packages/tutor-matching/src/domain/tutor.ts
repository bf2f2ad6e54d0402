import { type Money, priceFor } from '@halfpast/kernel';

/** Someone who gives lessons, as the catalogue shows them. */
export type Tutor = {
  readonly tutorId: string;
  readonly displayName: string;
  readonly headline: string;
  readonly bio: string;
  readonly subjects: readonly string[];
  readonly languages: readonly string[];
  /** Price of 60 minutes in minor units of `currency`. */
  readonly hourlyRate: number;
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Lesson lengths on offer, in minutes. */
  readonly durations: readonly number[];
};

/** What a lesson of `duration` minutes costs with this tutor. */
export const lessonPrice = ({ hourlyRate, currency }: Tutor, duration: number): Money =>
  priceFor({ amount: hourlyRate, currency }, duration);
