import type { Clock } from '@halfpast/kernel';
import type { DurableSaga } from '../durable-saga.ts';
import type { SagaEvent, SagaStep } from '../use-cases/saga-step.ts';

/** A run whose memory outlives its failures. */
type Run = { readonly saga: DurableSaga; readonly data: unknown; readonly memory: Map<string, unknown> };

/** Thrown to leave a run that waits for its time. */
const asleep = Symbol('asleep');

/** Runs sagas as an engine does: what a step returned is remembered, and a step that throws is tried again. */
export function engineInMemory(clock: Clock, tries = 5) {
  const sagas: DurableSaga[] = [];
  /** What was sent and is not delivered yet. */
  const events: SagaEvent[] = [];
  const sleeping: Run[] = [];
  /** One that forgets has its runs end at their first failure. */
  const engine = { forgets: false };

  const stepOf = ({ memory }: Run): SagaStep => ({
    async run<T>(id: string, work: () => Promise<T>): Promise<T> {
      if (!memory.has(id)) memory.set(id, JSON.parse(JSON.stringify(await work())));
      return memory.get(id) as T;
    },
    async sleepUntil(_, instant) {
      if (new Date(instant) > clock()) throw asleep;
    },
    async sendEvents(id, sent) {
      if (!memory.has(id)) events.push(...sent);
      memory.set(id, null);
    },
  });

  async function go(run: Run): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await run.saga.run(stepOf(run), run.data);
      } catch (error) {
        if (error === asleep) return void sleeping.push(run);
        if (engine.forgets) return;
        if (attempt === tries) throw error;
      }
    }
  }

  const startedBy = ({ name, data }: SagaEvent): Run[] =>
    sagas
      .filter(({ trigger }) => 'event' in trigger && trigger.event === name)
      .map((saga) => ({ saga, data, memory: new Map() }));

  /** Whatever has been announced or is due by now is reacted to. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 6; round++)
      await Promise.all([...sleeping.splice(0), ...events.splice(0).flatMap(startedBy)].map(go));
  }

  return {
    engine,
    events,
    settle,
    add: (more: readonly DurableSaga[]) => void sagas.push(...more),
    /** Its time has come: a cron runs, and what it starts. */
    async cron(id: string): Promise<void> {
      const due = sagas.filter((saga) => saga.id === id);
      await Promise.all(due.map((saga) => go({ saga, data: undefined, memory: new Map() })));
      await settle();
    },
    /** Events and runs are gone. */
    lose(): void {
      events.length = 0;
      sleeping.length = 0;
    },
  };
}
