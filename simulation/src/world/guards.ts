import type { DurableSaga, SagaParts } from '@halfpast/saga';
import type { Retell, Rewrite } from '../scheduler/gated-postgres.ts';
import type { Rekey } from '../scheduler/gated-stripe.ts';

export type Ports = Pick<SagaParts, 'tutorMatching' | 'payments' | 'sessions'>;

/** The parts of the world through which a guard of the product can be taken away. */
export type Guards = {
  readonly rewrite: Rewrite;
  readonly retell: Retell;
  readonly rekey: Rekey;
  ports(ports: Ports): Ports;
  sagas(sagas: readonly DurableSaga[]): readonly DurableSaga[];
  /** Done to the database before each run. */
  readonly sql: string;
};

/** All guards in place: the product as it is. */
export const guarded: Guards = {
  rewrite: (sql) => sql,
  retell: (_statement, answer) => answer,
  rekey: (key) => key,
  ports: (ports) => ports,
  sagas: (sagas) => sagas,
  sql: '',
};
