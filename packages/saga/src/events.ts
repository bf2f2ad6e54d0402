import { z } from 'zod';

/** A booking was asked for; whatever becomes of it, it is closed when its hold ends unpaid. */
export const bookingRequested = 'booking/requested';

/** `expiresAt` is a hint for who reads the log: the row decides. */
export const bookingRequestedData = z.object({ bookingId: z.uuid(), expiresAt: z.iso.datetime() });
