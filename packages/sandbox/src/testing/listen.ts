import { createServer, type RequestListener, type Server } from 'node:http';

export type LiveServer = { readonly url: string; close(): Promise<void> };

/** Serves HTTP for a test, on a port of its own unless told. */
export async function listen(handler: RequestListener, wanted = 0): Promise<LiveServer> {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : wanted;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
