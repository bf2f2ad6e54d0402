import { type Check, violation } from './violation.ts';

/** What each state may become, as docs/design.md draws it; a new row may be in any of `first`. */
const legal: Record<string, Readonly<Record<string, readonly string[]>>> = {
  booking: {
    first: ['REQUESTED'],
    REQUESTED: ['REJECTED', 'AWAITING_PAYMENT', 'PAID', 'EXPIRED', 'ABANDONED'],
    AWAITING_PAYMENT: ['PAID', 'EXPIRED', 'ABANDONED'],
    PAID: ['CONFIRMED', 'REFUNDED', 'CANCELLED'],
    CONFIRMED: ['CANCELLED'],
    REJECTED: ['REFUNDED'],
    EXPIRED: ['REFUNDED'],
    ABANDONED: ['REFUNDED'],
  },
  session: {
    first: ['PENDING_PAYMENT', 'CONFIRMED', 'CANCELLED'],
    PENDING_PAYMENT: ['CONFIRMED', 'CANCELLED'],
    CONFIRMED: ['COMPLETED', 'CANCELLED'],
  },
  payment: {
    first: ['PENDING', 'CANCELED'],
    PENDING: ['DECLINED', 'CANCELED', 'SUCCEEDED'],
    DECLINED: ['CANCELED', 'SUCCEEDED'],
    CANCELED: ['SUCCEEDED'],
  },
  refund: {
    first: ['PENDING', 'SUCCEEDED', 'FAILED'],
    PENDING: ['SUCCEEDED', 'FAILED'],
    SUCCEEDED: ['FAILED'],
  },
  slot_hold: { first: ['HELD', 'RELEASED'], HELD: ['BOOKED', 'RELEASED'], BOOKED: ['RELEASED'] },
};

type Change = {
  readonly entity: string;
  readonly id: string;
  readonly before: string | null;
  readonly after: string;
};

/** Each status only went where it may go, at every moment of the run. */
export const statesOnlyRise: Check = async ({ world: { database } }) => {
  const changes = await database.query<Change>(
    'SELECT entity, id, before, after FROM simulated.change ORDER BY nth',
  );
  return changes
    .filter(({ entity, before, after }) => !legal[entity]?.[before ?? 'first']?.includes(after))
    .flatMap(({ entity, id, before, after }) =>
      violation('I7', `${entity} ${id} went from ${before ?? 'nothing'} to ${after}`),
    );
};
