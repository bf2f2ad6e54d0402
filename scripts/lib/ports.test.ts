import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePorts, isListening, requireFreePorts } from './ports.mjs';

describe('ports', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());
  const occupy = (port: number) =>
    new Promise<void>((resolve) => {
      server = createServer().listen(port, '127.0.0.1', resolve);
    });

  it('that are free are all different and nobody listens on them', async () => {
    const ports = await freePorts(4);
    expect(new Set(ports).size).toBe(4);
    expect(await Promise.all(ports.map((port) => isListening(port)))).toEqual([false, false, false, false]);
    await requireFreePorts({ PORT: ports[0] ?? 0 });
  });

  it('in use are refused by the name of their variable', async () => {
    const [port = 0] = await freePorts(1);
    await occupy(port);
    expect(await isListening(port)).toBe(true);
    await expect(requireFreePorts({ INNGEST_SANDBOX_PORT: port })).rejects.toThrow(
      `Port ${port} is in use. Choose another one with INNGEST_SANDBOX_PORT=….`,
    );
  });

  it('are waited for when a killed run may still hold them', async () => {
    const [port = 0] = await freePorts(1);
    await occupy(port);
    setTimeout(() => server?.close(), 300);
    await requireFreePorts({ PORT: port }, { patience: 5_000 });
  });
});
