import type { ErrorCode } from '@halfpast/kernel';
import { isDomainError } from '@halfpast/kernel';
import { NonRetriableError } from 'inngest';
import type { SagaStep } from '../use-cases/saga-step.ts';

/** The slice of Inngest's step tools that a saga's steps are made of. */
type StepTools = {
  run(id: string, work: () => Promise<unknown>): Promise<unknown>;
  sleepUntil(id: string, instant: string): Promise<void>;
  sendEvent(id: string, events: { name: string; data: Record<string, unknown> }[]): Promise<unknown>;
};

/** Whether what was refused with this code can succeed when it is tried again. */
const retried: Record<ErrorCode, boolean> = {
  UNAUTHENTICATED: false,
  FORBIDDEN: false,
  NOT_FOUND: false,
  BAD_USER_INPUT: false,
  SLOT_UNAVAILABLE: false,
  CANCELLATION_NOT_ALLOWED: false,
  PAYMENT_PROVIDER_UNAVAILABLE: true,
  UNAVAILABLE: true,
  RATE_LIMITED: true,
  INTERNAL: true,
};

/** Steps that Inngest remembers and tries again, but for refusals that stay what they are. */
export const durable = (step: StepTools): SagaStep => ({
  // Inngest hands back what the step returned, through JSON; `SagaStep` lets nothing else be returned.
  run: <T>(id: string, work: () => Promise<T>) => step.run(id, () => work().catch(rethrow)) as Promise<T>,
  sleepUntil: (id, instant) => step.sleepUntil(id, instant),
  async sendEvents(id, events) {
    await step.sendEvent(
      id,
      events.map(({ name, data }) => ({ name, data })),
    );
  },
});

/** Throws `error` in Inngest's words. */
export function rethrow(error: unknown): never {
  if (isDomainError(error) && !retried[error.code]) {
    throw new NonRetriableError(`${error.code}: ${error.message}`, { cause: error });
  }
  throw error;
}
