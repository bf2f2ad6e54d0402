#!/usr/bin/env node
// A stand-in for Prisma's native `schema-engine` binary: speaks the same line-delimited
// JSON-RPC on stdin/stdout, backed by @prisma/schema-engine-wasm + @prisma/adapter-pg.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const argv = process.argv.slice(2);
const datamodels = [];
let url, cli;
for (let i = 0; i < argv.length; i++) {
  const a = argv[i];
  if (a === '--version') {
    console.log('schema-engine-wasm-shim');
    process.exit(0);
  } else if (a === '--datamodels' || a === '-d')
    datamodels.push([argv[i + 1], readFileSync(resolve(argv[++i]), 'utf8')]);
  else if (a === '--datasource') url = JSON.parse(argv[++i])?.url;
  else if (a === '--enabled-preview-features' || a === '--extension-types') i++;
  else if (a === 'cli') cli = argv[++i];
}

// pg-level log lines on stderr must be JSON: the CLI parses them.
const log = (level, message, error_code) =>
  process.stderr.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields: { message, ...(error_code && { error_code }) }, target: 'schema_engine::logger' })}\n`,
  );

const target = () => {
  const u = new URL(url);
  const db = decodeURIComponent(u.pathname.slice(1));
  return { u, db };
};
const clean = (s) => {
  const u = new URL(s);
  for (const k of [
    'schema',
    'connection_limit',
    'pgbouncer',
    'pool_timeout',
    'connect_timeout',
    'socket_timeout',
  ])
    u.searchParams.delete(k);
  return u.toString();
};
const admin = async (fn) => {
  const a = new URL(clean(url));
  a.pathname = '/postgres';
  const c = new pg.Client({ connectionString: a.toString() });
  await c.connect();
  try {
    return await fn(c);
  } finally {
    await c.end();
  }
};
async function canConnect() {
  const { u, db } = target();
  const c = new pg.Client({ connectionString: clean(url) });
  try {
    await c.connect();
    await c.query('select 1');
    return null;
  } catch (e) {
    if (e.code === '3D000') return ['P1003', `Database \`${db}\` does not exist`];
    if (e.code === '28P01')
      return [
        'P1000',
        'Authentication failed against database server, the provided database credentials are not valid.',
      ];
    return ['P1001', `Can't reach database server at \`${u.hostname}:${u.port || 5432}\``];
  } finally {
    await c.end().catch(() => {});
  }
}
async function createDatabase() {
  const { db } = target();
  await admin((c) => c.query(`CREATE DATABASE ${pg.escapeIdentifier(db)}`));
  return db;
}

if (cli) {
  log('INFO', `Starting schema engine CLI`);
  try {
    if (cli === 'can-connect-to-database') {
      const e = await canConnect();
      if (e) {
        log('ERROR', e[1], e[0]);
        process.exit(1);
      }
      log('INFO', 'Connection successful');
    } else if (cli === 'create-database') {
      const db = await createDatabase();
      log('INFO', `Successfully created ${db}`);
    } else if (cli === 'drop-database') {
      const { db } = target();
      await admin((c) => c.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(db)} WITH (FORCE)`));
      log('INFO', 'dropped');
    }
    process.exit(0);
  } catch (e) {
    log('ERROR', e.message, e.code === '42P04' ? 'P1009' : undefined);
    process.exit(1);
  }
}

const wasmPath = join(
  dirname(fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))),
  'schema_engine_bg.wasm',
);
const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), { './schema_engine_bg.js': bg });
bg.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

// What @prisma/adapter-pg 7.10 lacks as a migration driver, supplied here:
//  - "char" (oid 18) columns of the catalogs, which it refuses to decode;
//  - scripts: it splits them at every ';' (breaks $$ bodies) and runs them on any pool client;
//  - the shadow database: with a connection string it silently reconnects to the main one.
const config = (database) => {
  const place = new URL(clean(url));
  if (database) place.pathname = `/${database}`;
  return { connectionString: place.toString(), max: 1 };
};
const CHAR_OID = 18,
  TEXT_OID = 25,
  CHARACTER = 6;
async function connect(database, onDispose) {
  const pool = new pg.Pool(config(database));
  let chars;
  const query = pool.query.bind(pool);
  pool.query = async (...a) => {
    const r = await query(...a);
    chars = [];
    if (Array.isArray(r?.fields))
      r.fields.forEach((f, i) => {
        if (f.dataTypeID === CHAR_OID) {
          f.dataTypeID = TEXT_OID;
          chars.push(i);
        }
      });
    return r;
  };
  const adapter = await new PrismaPg(pool, {
    schema: new URL(url).searchParams.get('schema') ?? undefined,
  }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (q) => {
    const r = await queryRaw(q);
    for (const i of chars) r.columnTypes[i] = CHARACTER;
    return r;
  };
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (e) {
      adapter.onError(e);
    }
  };
  adapter.dispose = async () => {
    await pool.end();
    await onDispose?.();
  };
  return adapter;
}
const factory = {
  provider: 'postgres',
  adapterName: 'schema-engine-shim',
  connect: () => connect(),
  async connectToShadowDb() {
    const shadow =
      process.env.SHADOW_DATABASE_URL &&
      decodeURIComponent(new URL(process.env.SHADOW_DATABASE_URL).pathname.slice(1));
    const name = shadow ?? `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    const drop = () =>
      admin((c) => c.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`));
    await drop();
    await admin((c) => c.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
    return connect(name, drop);
  },
};

let engine;
const getEngine = async () =>
  (engine ??= await bg.SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels : undefined },
    (msg) => process.env.DEBUG_SCHEMA_ENGINE && log('INFO', String(msg)),
    bindMigrationAwareSqlAdapterFactory(factory),
  ));

const respond = (id, body) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...body })}\n`);
const rename = { getDatabaseVersion: 'version' };
async function handle({ id, method, params }) {
  try {
    if (method === 'createDatabase') {
      const databaseName = await createDatabase();
      return respond(id, { result: { databaseName } });
    }
    const e = await getEngine();
    const r = await e[rename[method] ?? method](params);
    if (method === 'diff' && r?.stdout != null) {
      process.stdout.write(
        `${JSON.stringify({ jsonrpc: '2.0', id: 'p1', method: 'print', params: { content: r.stdout } })}\n`,
      );
    }
    respond(id, { result: r ?? null });
  } catch (e) {
    const data = { is_panic: false, message: e.message, error_code: e.code, meta: e.meta };
    respond(id, {
      error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
    });
  }
}
let chain = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (l) => {
    if (!l.trim()) return;
    const m = JSON.parse(l);
    if (m.method) chain = chain.then(() => handle(m));
  })
  .on('close', () => chain.then(() => process.exit(0)));
