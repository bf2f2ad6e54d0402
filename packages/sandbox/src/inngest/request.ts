import type { EngineFunction } from './registration.ts';
import type { Job, RunState } from './store.ts';

type Subject = { readonly job: Job; readonly state: RunState; readonly fn: EngineFunction };

/** What the SDK is sent to call a function: its event, the steps that are over, and how to save the next ones. */
export function requestOf({ job, state, fn }: Subject, checkpointing: boolean) {
  const steps = state.steps ?? [];
  return {
    version: 2,
    event: state.event,
    events: [state.event],
    steps: Object.fromEntries(steps.map((step) => [step.id, step.state])),
    ctx: {
      run_id: job.runId,
      // The SDK saves as it goes only when it is told the function and the lease.
      ...(checkpointing ? { fn_id: fn.id, qi_id: job.lease } : {}),
      attempt: job.attempt,
      max_attempts: fn.retries + 1,
      disable_immediate_execution: state.parallel,
      use_api: false,
      stack: { stack: steps.map((step) => step.id), current: steps.length },
    },
  };
}
