import path from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { Refusal } from './refusal.mjs';
import { inRoot } from './root.mjs';

const server = tsImport(inRoot('packages', 'sandbox', 'src', 'postgres', 'server.ts'), import.meta.url);

const clusterOf = (/** @type {string} */ dataDir) => path.join(dataDir, 'postgres');

/** @returns {Promise<number | undefined>} the port of a server that a killed run left on `dataDir` */
export const leftOn = async (/** @type {string} */ dataDir) => {
  const { portOfLeftover } = await server;
  return portOfLeftover(clusterOf(dataDir));
};

/**
 * Starts the PostgreSQL of `dataDir` with a database each for the product and for the other stand-ins.
 * @param {{ dataDir: string, port: number }} options
 */
export async function startDatabase({ dataDir, port }) {
  const { startPostgres, ensureDatabase } = await server;
  const running = await startPostgres({ dataDir: clusterOf(dataDir), port, durable: true }).catch(
    (/** @type {Error} */ error) => {
      throw new Refusal(error.message);
    },
  );
  for (const database of ['halfpast', 'sandbox']) await ensureDatabase(running, database);
  return {
    pid: running.pid,
    ended: running.ended.then(() => 'it stopped'),
    stop: () => running.stop(),
    clusterDir: running.dataDir,
    url: running.url('halfpast'),
    sandboxUrl: running.url('sandbox'),
  };
}
