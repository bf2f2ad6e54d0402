import type { DurableSaga, SagaParts } from '@halfpast/saga';
import type { Rewrite } from '../scheduler/gated-postgres.ts';
import type { Rekey } from '../scheduler/gated-stripe.ts';

type Ports = Pick<SagaParts, 'tutorMatching' | 'payments' | 'sessions'>;

/** The parts of the world through which a guard of the product can be taken away. */
export type Guards = {
  readonly rewrite: Rewrite;
  readonly rekey: Rekey;
  ports(ports: Ports): Ports;
  sagas(sagas: readonly DurableSaga[]): readonly DurableSaga[];
  /** Run once the database is empty, and its undoing after the run. */
  readonly sql: { readonly before: string; readonly after: string };
};

/** All guards in place: the product as it is. */
export const guarded: Guards = {
  rewrite: (sql) => sql,
  rekey: (key) => key,
  ports: (ports) => ports,
  sagas: (sagas) => sagas,
  sql: { before: '', after: '' },
};
