import { z } from 'zod';

/** A person cancelled a session; its slot and its money are to be given back. */
export const sessionCancelled = 'session/cancelled';

/** All else is asked for, because the row decides, not the event. */
export const sessionCancelledData = z.object({ sessionId: z.uuid() });
