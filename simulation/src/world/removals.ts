import type { SqlResultSet } from '@prisma/driver-adapter-utils';
import { type Guards, guarded } from './guards.ts';

const without = (change: Partial<Guards>): Guards => ({ ...guarded, ...change });

const anyVersion = (sql: string): string =>
  sql
    .replace(/("payment_id" = \$\d+::uuid AND )("version" = \$\d+)/, '$1($2 OR TRUE)')
    .replace(/(SET "status" .*)("saga"\."booking"\."status" IN \((?:CAST\([^)]*\),?)+\))/, '$1($2 OR TRUE)')
    .replace(
      /(SET "(?:session_id|status)" .*)("communication"\."session"\."status" IN \((?:CAST\([^)]*\),?)+\))/,
      '$1($2 OR TRUE)',
    );

const everyEventIsNew = (sql: string): string =>
  sql.includes('"payment"."stripe_event"')
    ? sql.replace('DO NOTHING', 'DO UPDATE SET "type" = EXCLUDED."type"')
    : sql;

const noMarkOfARelease = (sql: string): string =>
  /INSERT INTO "tutor_matching"\."slot_hold" \("booking_id", "status"\)/.test(sql)
    ? `UPDATE "tutor_matching"."slot_hold" SET "status" = 'RELEASED' WHERE "booking_id" = $1::uuid`
    : sql;

const lateComersMeetNoMark: Guards['ports'] = ({ payments, sessions, ...others }) => ({
  ...others,
  payments: {
    ...payments,
    closePayment: async (order) =>
      (await payments.paymentProgress(order.paymentId)) ? payments.closePayment(order) : 'CLOSED',
  },
  sessions: {
    ...sessions,
    withdrawSession: async (lesson) =>
      (await sessions.sessionState(lesson.sessionId)) ? sessions.withdrawSession(lesson) : 'WITHDRAWN',
  },
});

const asPending = (answer: SqlResultSet): SqlResultSet => {
  const status = answer.columnNames.indexOf('status');
  return {
    ...answer,
    rows: answer.rows.map((row) => row.map((value, nth) => (nth === status ? 'PENDING' : value))),
  };
};

let uses = 0;

/** Each guard of the product, taken away: by wiring, or from the database. A run with any of them is a run that fails. */
export const removals: Readonly<Record<string, Guards>> = {
  'the exclusion constraints': without({
    sql: `ALTER TABLE tutor_matching.slot_hold DROP CONSTRAINT IF EXISTS slot_hold_tutor_no_overlap,
      DROP CONSTRAINT IF EXISTS slot_hold_student_no_overlap`,
  }),
  'the inbox and the rising status': without({
    rewrite: everyEventIsNew,
    // A webhook that doesn't know how far the payment has come can't keep it from falling back.
    retell: ({ actor, short }, answer) =>
      actor.startsWith('webhook') && short === 'read payment.payment' ? asPending(answer) : answer,
  }),
  'compare-and-set': without({ rewrite: anyVersion }),
  'cancel before release': without({
    ports: (ports) => ({ ...ports, payments: { ...ports.payments, closePayment: async () => 'CLOSED' } }),
  }),
  'the marks, and the sweep behind them': without({
    rewrite: noMarkOfARelease,
    ports: lateComersMeetNoMark,
    sagas: (sagas) => sagas.filter(({ id }) => id !== 'clean-up-ended-booking'),
  }),
  'the sweep and reconciliation': without({
    sagas: (sagas) => sagas.filter(({ id }) => id !== 'sweep' && id !== 'reconcile-payments'),
  }),
  'stable keys': without({
    rekey(key) {
      uses += 1;
      return `${key}:${uses}`;
    },
  }),
};
