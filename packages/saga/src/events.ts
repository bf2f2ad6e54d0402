import { z } from 'zod';

/** A booking was asked for; whatever becomes of it, it is closed when its hold ends unpaid. */
export const bookingRequested = 'booking/requested';

/** `expiresAt` is a hint for who reads the log: the row decides. */
export const bookingRequestedData = z.object({ bookingId: z.uuid(), expiresAt: z.iso.datetime() });

/** A booking has ended and left something behind: a slot that is held, a session that awaits its payment. */
export const bookingEnded = 'booking/ended';

export const bookingEndedData = z.object({ bookingId: z.uuid() });
