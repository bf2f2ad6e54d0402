import { z } from 'zod';
import type { Announcement } from './domain/announcement.ts';

/** A payment succeeded: money has arrived. */
export const paymentCompleted = 'payment/completed' satisfies Announcement['name'];

/** Stripe says that the intent of a payment was canceled; it may have been us, if the webhook was faster than our note. */
export const paymentCanceled = 'payment/canceled' satisfies Announcement['name'];

/** The student has paid in a slow way: the outcome is open. */
export const paymentProcessing = 'payment/processing' satisfies Announcement['name'];

/** What was processing has failed. */
export const paymentFailed = 'payment/failed' satisfies Announcement['name'];

/** What these carry; all else is asked for, because the row decides, not the event. */
export const paymentEventData = z.object({ paymentId: z.uuid(), sessionId: z.uuid() });

/** Money has gone back. */
export const paymentRefunded = 'payment/refunded' satisfies Announcement['name'];

export const refundEventData = paymentEventData.extend({ refundId: z.uuid() });
