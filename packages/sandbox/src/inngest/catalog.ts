import type { Database, Statement } from './database.ts';
import type { EngineFunction, Registration } from './registration.ts';
import { nextFiring } from './schedule.ts';

const statement = (name: string, text: string): Statement => ({ name, text });

const appsOf = statement('apps', 'SELECT id, functions, fingerprint FROM app');
const saveApp = statement(
  'save-app',
  `INSERT INTO app (id, functions, fingerprint, registered_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (id) DO UPDATE SET functions = excluded.functions, fingerprint = excluded.fingerprint,
     registered_at = excluded.registered_at`,
);
/** A cron that stays keeps its next firing, so that a restart neither loses nor repeats one. */
const saveCrons = statement(
  'save-crons',
  `WITH given AS (SELECT * FROM json_to_recordset($1) AS c("functionId" text, expression text, "nextAt" timestamptz)),
   gone AS (
     DELETE FROM cron WHERE NOT EXISTS (
       SELECT FROM given WHERE "functionId" = cron.function_id AND given.expression = cron.expression)
   )
   INSERT INTO cron (function_id, expression, next_at) SELECT "functionId", expression, "nextAt" FROM given
   ON CONFLICT DO NOTHING`,
);

type StoredApp = { id: string; functions: EngineFunction[]; fingerprint: string };

export type Catalog = {
  /** All functions of all apps. */
  functions(): readonly EngineFunction[];
  find(functionId: string): EngineFunction | undefined;
  /** Takes an app's functions in place of those it had; false when nothing changed. */
  register(registration: Registration): Promise<boolean>;
};

/** The functions that are registered, kept in memory and in the database. */
export async function openCatalog(database: Database, clock: () => Date): Promise<Catalog> {
  const apps = new Map<string, StoredApp>();
  for (const app of await database.query<StoredApp>(appsOf)) apps.set(app.id, app);
  const functions = () => [...apps.values()].flatMap((app) => app.functions);
  return {
    functions,
    find: (functionId) => functions().find(({ id }) => id === functionId),
    async register({ app, functions: given, fingerprint }) {
      if (apps.get(app)?.fingerprint === fingerprint) return false;
      const stored = { id: app, functions: [...given], fingerprint };
      const others = [...apps.values()].filter(({ id }) => id !== app);
      const crons = [...others, stored].flatMap((each) =>
        each.functions.flatMap((fn) =>
          fn.crons.map((expression) => ({
            functionId: fn.id,
            expression,
            nextAt: nextFiring(expression, clock()),
          })),
        ),
      );
      await database.transaction(async (query) => {
        await query(saveApp, [app, JSON.stringify(given), fingerprint, clock()]);
        await query(saveCrons, [JSON.stringify(crons)]);
      });
      apps.set(app, stored);
      return true;
    },
  };
}
