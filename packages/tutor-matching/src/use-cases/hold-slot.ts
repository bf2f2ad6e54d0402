import { DomainError, plusMinutes } from '@halfpast/kernel';
import { isSlotOpen, type SlotDeps } from './find-open-slots.ts';
import type { HoldRequest, Holds } from './ports.ts';

/**
 * Holds a slot for one booking; again under the same id, it changes nothing.
 * @throws DomainError SLOT_UNAVAILABLE when it isn't on offer (any more), when it overlaps another lesson of this student,
 * or when it was released under this id before
 */
export const holdSlot =
  (deps: SlotDeps & { holds: Holds }) =>
  async ({ bookingId, ...request }: HoldRequest): Promise<void> => {
    const hold = { ...request, endsAt: plusMinutes(request.startsAt, request.duration) };
    const open = await isSlotOpen(deps)(request, bookingId);
    if (open && (await deps.holds.insert(bookingId, hold))) return;
    if (!(await deps.holds.holds(bookingId, hold))) {
      throw new DomainError('SLOT_UNAVAILABLE', 'This slot has just been taken or is not on offer any more');
    }
  };
