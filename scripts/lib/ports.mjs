import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './refusal.mjs';

/** @returns {Promise<boolean>} whether somebody accepts connections there */
export const isListening = (/** @type {number} */ port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    const end = (/** @type {boolean} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false));
  });

/** @returns {Promise<boolean>} whether we may listen there; a port in use or a privileged one is not free */
const canListen = (/** @type {number} */ port, /** @type {string} */ host) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/**
 * Refuses ports that are taken, naming the variable that moves us elsewhere. Waits a little first: a run that was killed
 * may still be letting go of them.
 * @param {Record<string, number>} ports
 * @param {{ host?: string, patience?: number }} [options]
 */
export async function requireFreePorts(ports, { host = '127.0.0.1', patience = 0 } = {}) {
  const deadline = Date.now() + patience;
  for (const [name, port] of Object.entries(ports)) {
    const at = name === 'PORT' ? host : '127.0.0.1';
    while ((await isListening(port)) || !(await canListen(port, at))) {
      if (Date.now() >= deadline)
        throw new Refusal(`Port ${port} is in use. Choose another one with ${name}=….`);
      await sleep(200);
    }
  }
}

/**
 * Ports of the loopback interface that nobody listens on right now, all different. They lie below those that systems give
 * to outgoing connections, so that they can be left and taken again.
 * @returns {Promise<number[]>}
 */
export async function freePorts(/** @type {number} */ count) {
  const ports = new Set();
  while (ports.size < count) {
    const port = randomInt(15_000, 30_000);
    if (!ports.has(port) && (await canListen(port, '127.0.0.1'))) ports.add(port);
  }
  return [...ports];
}
