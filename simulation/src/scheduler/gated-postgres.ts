import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils';
import { type Actor, Busy } from './calls.ts';
import type { Scheduler } from './scheduler.ts';
import { inShort } from './sql-in-short.ts';

/** Turns a statement into another one: how a guard that PostgreSQL holds is taken away. */
export type Rewrite = (sql: string) => string;

/** Changes what a statement of an actor is answered with: how a guard that looks before it acts is taken away. */
export type Retell = (
  statement: { readonly actor: string; readonly short: string },
  answer: SqlResultSet,
) => SqlResultSet;

type Parts = {
  readonly inner: SqlDriverAdapterFactory;
  /** None while no run is using the database. */
  readonly scheduler: () => Scheduler | undefined;
  /** Called before a statement for which the database's clock must be right. */
  readonly beforeStatement: () => Promise<void>;
  readonly rewrite: () => Rewrite;
  readonly retell: () => Retell;
};

/** A transaction that is open at PostgreSQL, and whose it is. */
type Open = { readonly owner: Actor | undefined; abort(): Promise<void> };

const connectionLost = () => new DriverAdapterError({ kind: 'ConnectionClosed' });

/** Prisma's own adapter with a gate before each statement; BEGIN alone changes nothing for anybody and takes no turn. */
export function gatedPostgres({ inner, scheduler, beforeStatement, rewrite, retell }: Parts) {
  const open = new Set<Open>();

  const gated = async <T>(
    { sql, ...rest }: SqlQuery,
    perform: (query: SqlQuery) => Promise<T>,
    lose: () => Promise<void> = async () => {},
  ): Promise<T> => {
    const query = { ...rest, sql: rewrite()(sql) };
    const present = scheduler();
    const actor = present?.current();
    const askedAt = present?.now();
    const work = async () => {
      if (readsClock(sql)) await beforeStatement();
      const answer = await perform(query).catch(busyOr);
      if (actor && inShort(sql) === claim) present?.claims(actor, countOf(answer), askedAt);
      return answer;
    };
    if (!present) return work();
    return present.gate({
      kind: 'sql',
      label: inShort(sql),
      perform: work,
      faults: {
        'connection lost': async () => {
          await lose();
          throw connectionLost();
        },
        'answer lost': async () => {
          await work();
          await lose();
          throw connectionLost();
        },
      },
    });
  };

  const read = (query: SqlQuery, perform: (query: SqlQuery) => Promise<SqlResultSet>) => {
    const statement = { actor: scheduler()?.current()?.name ?? '', short: inShort(query.sql) };
    return async (changed: SqlQuery) => retell()(statement, await perform(changed));
  };

  async function begin(
    adapter: SqlDriverAdapter,
    ...isolation: Parameters<SqlDriverAdapter['startTransaction']>
  ) {
    const owner = scheduler()?.current();
    const besides = scheduler()?.besides ?? ((work) => work());
    const tx = await besides(() => adapter.startTransaction(...isolation));
    const tell = (sql: string) => tx.executeRaw({ sql, args: [], argTypes: [] });
    let state: 'open' | 'ended' | 'lost' = 'open';
    const abort = async (): Promise<void> => {
      if (state !== 'open') return;
      state = 'lost';
      await tell('ROLLBACK');
      scheduler()?.letGo();
    };
    const entry: Open = { owner, abort };
    open.add(entry);
    const run = async <T>(query: SqlQuery, perform: (query: SqlQuery) => Promise<T>): Promise<T> => {
      if (state !== 'open') throw connectionLost();
      const ends = query.sql === 'COMMIT' || query.sql === 'ROLLBACK';
      return gated(
        query,
        async (changed) => {
          if (state !== 'open') throw connectionLost();
          if (!ends) return withinSavepoint(() => perform(changed));
          const answer = await perform(changed);
          state = 'ended';
          scheduler()?.letGo();
          return answer;
        },
        abort,
      );
    };
    /** A statement that met a lock leaves the transaction as it was, so that it can be tried again. */
    const withinSavepoint = async <T>(perform: () => Promise<T>): Promise<T> => {
      await tell('SAVEPOINT before_statement');
      try {
        return await perform();
      } catch (error) {
        if (isBusy(error)) await tell('ROLLBACK TO SAVEPOINT before_statement');
        throw error;
      }
    };
    const release = async (finish: () => Promise<void>): Promise<void> => {
      await besides(async () => {
        await abort();
        await finish();
      });
      open.delete(entry);
    };
    const wrapped: Transaction = {
      ...information(tx),
      options: tx.options,
      queryRaw: (query) =>
        run(
          query,
          read(query, (changed) => tx.queryRaw(changed)),
        ),
      executeRaw: (query) => run(query, (changed) => tx.executeRaw(changed)),
      commit: () => release(() => tx.commit()),
      rollback: () => release(() => tx.rollback()),
    };
    return wrapped;
  }

  const factory: SqlDriverAdapterFactory = {
    ...information(inner),
    async connect() {
      const adapter = await inner.connect();
      const wrapped: SqlDriverAdapter = {
        ...information(adapter),
        queryRaw: (query) =>
          gated(
            query,
            read(query, (changed) => adapter.queryRaw(changed)),
          ),
        executeRaw: (query) => gated(query, (changed) => adapter.executeRaw(changed)),
        executeScript: (script) => adapter.executeScript(script),
        startTransaction: (...isolation) => begin(adapter, ...isolation),
        dispose: () => adapter.dispose(),
      };
      const { getConnectionInfo } = adapter;
      if (getConnectionInfo) wrapped.getConnectionInfo = () => getConnectionInfo.call(adapter);
      return wrapped;
    },
  };

  return {
    factory,
    /** What PostgreSQL does with the connections of a process that was killed. */
    async abortOf(isDead: (actor: Actor | undefined) => boolean): Promise<void> {
      await Promise.all([...open].filter(({ owner }) => isDead(owner)).map(({ abort }) => abort()));
    },
  };
}

const lockNotAvailable = '55P03';
const isBusy = (error: unknown): boolean =>
  error instanceof DriverAdapterError && error.cause.originalCode === lockNotAvailable;

const busyOr = (error: unknown): never => {
  throw isBusy(error) ? new Busy() : error;
};

/** What is only read, or ended, has no need of the right time. */
const readsClock = (sql: string): boolean => /INSERT|UPDATE|now\(\)|clock_timestamp/.test(sql);

/** The statement that takes mails to send, all of them at the same time. */
const claim = 'update communication.notification';

const countOf = (answer: unknown): number =>
  typeof answer === 'object' && answer !== null && 'rows' in answer && Array.isArray(answer.rows)
    ? answer.rows.length
    : 0;

const information = ({ provider, adapterName }: Pick<SqlQueryable, 'provider' | 'adapterName'>) => ({
  provider,
  adapterName,
});
