import type { Schedule, Slot } from '../domain/open-slots.ts';
import type { Tutor } from '../domain/tutor.ts';

/** A lesson as a student asks for it: from `startsAt` for `duration` minutes. */
export type LessonRequest = {
  readonly tutorId: string;
  readonly studentId: string;
  readonly startsAt: Date;
  readonly duration: number;
};

export type HoldRequest = LessonRequest & { readonly bookingId: string; readonly expiresAt: Date };

export type Tutors = {
  /** Those that exist among `tutorIds`, in any order. */
  withIds(tutorIds: readonly string[]): Promise<readonly Tutor[]>;
};

export type Schedules = {
  /**
   * When a tutor can be booked within [from, to), live holds taken away, expired ones too; `undefined` for an unknown
   * tutor. `alsoBusy` is a student whose own lessons count as taken; `except` is a booking whose hold doesn't.
   */
  of(
    tutorId: string,
    period: { readonly from: Date; readonly to: Date },
    options?: { readonly alsoBusy?: string; readonly except?: string },
  ): Promise<Schedule | undefined>;
};

export type Holds = {
  /** @returns false if there is a row under this id, or a live hold of the tutor or the student overlaps */
  insert(bookingId: string, hold: Slot & Omit<HoldRequest, 'bookingId'>): Promise<boolean>;
  /** Whether the very period is held or booked under this id. */
  holds(bookingId: string, hold: Slot & Pick<HoldRequest, 'tutorId' | 'studentId'>): Promise<boolean>;
};
