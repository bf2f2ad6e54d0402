import { DomainError } from '@halfpast/kernel';
import type { z } from 'zod';
import type { SagaStep } from './use-cases/saga-step.ts';

/** A saga as an engine runs it: what starts it, and what it does in steps that are remembered and tried again. */
export type DurableSaga = {
  /** An id in use is never renamed: the runs in flight would be lost. */
  readonly id: string;
  /** For the page of runs. */
  readonly name: string;
  readonly trigger:
    | { readonly event: string; readonly schema: z.ZodType }
    /** Five fields, in UTC. */
    | { readonly cron: string };
  /**
   * `data` is what the event carries; nothing for a cron.
   * @throws DomainError BAD_USER_INPUT for an event that is none of ours; trying again won't change it
   */
  run(step: SagaStep, data?: unknown): Promise<void>;
};

/** A saga that an event starts. The event is a hint: the rows decide, so it may come twice, late, or never. */
export const onEvent = <Data>(
  event: string,
  {
    schema,
    run,
    ...shown
  }: {
    readonly id: string;
    readonly name: string;
    readonly schema: z.ZodType<Data>;
    run(step: SagaStep, data: Data): Promise<void>;
  },
): DurableSaga => ({
  ...shown,
  trigger: { event, schema },
  async run(step, carried) {
    const { data, error } = schema.safeParse(carried);
    if (error)
      throw new DomainError(
        'BAD_USER_INPUT',
        `An event ${event} that is none: ${error.message}`,
        {},
        { cause: error },
      );
    await run(step, data);
  },
});

/** A saga that time starts. */
export const onCron = (
  cron: string,
  { run, ...shown }: { readonly id: string; readonly name: string; run(step: SagaStep): Promise<void> },
): DurableSaga => ({ ...shown, trigger: { cron }, run: (step) => run(step) });
