import { createServer, type RequestListener, type Server } from 'node:http';

export type LiveServer = { readonly url: string; close(): Promise<void> };

/** Serves HTTP on a port of its own. */
export async function listen(handler: RequestListener): Promise<LiveServer> {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
