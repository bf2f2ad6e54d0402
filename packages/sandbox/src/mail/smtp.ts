import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Mailbox } from './mailbox.ts';

const largest = 10 * 1024 * 1024;

export type Smtp = { readonly port: number; stop(): Promise<void> };

/** Takes mail for anybody, and says so only when it is on disk. Binds the loopback interface only. */
export function startSmtp(mailbox: Mailbox, wantedPort: number): Promise<Smtp> {
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'A mailbox of this machine: nothing leaves it',
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: largest,
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onData(stream, { envelope }, done) {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      const to = envelope.rcptTo.map(({ address }) => address);
      buffer(stream)
        .then((raw) => {
          if (stream.sizeExceeded) throw Object.assign(new Error('Too large'), { responseCode: 552 });
          return mailbox.keep({ from, to }, raw);
        })
        .then((id) => done(null, `Kept as ${id}`), done);
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const listener = server.listen(wantedPort, '127.0.0.1', () => {
      server.off('error', reject).on('error', () => {}); // a client that hangs up is no business of ours
      const address = listener.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : wantedPort,
        stop: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}
