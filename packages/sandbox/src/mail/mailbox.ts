import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { monotonicFactory } from 'ulid';
import { type Mail, parseMail } from './mail.ts';

/** Who sent it and who is to get it, as the SMTP dialogue said; what the mail's own header says may differ. */
export type Envelope = { readonly from: string; readonly to: readonly string[] };

export type Mailbox = {
  /** Resolves once the mail is on disk. */
  keep(envelope: Envelope, raw: Buffer): Promise<string>;
  /** Newest first; those for one receiver only, if one is given. */
  list(receiver?: string): Promise<readonly Mail[]>;
  find(id: string): Promise<Mail | undefined>;
  /** As it came, below the lines that a mail server adds. */
  raw(id: string): Promise<Buffer | undefined>;
};

const extension = '.eml';

/** Keeps the `most` newest mails in `folder`, one file each, that any mail program opens. */
export function openMailbox({ folder, most }: { folder: string; most: number }): Mailbox {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(extension)) rmSync(path.join(folder, name)); // half written when we were killed
  }
  const ids = readdirSync(folder)
    .map((name) => name.slice(0, -extension.length))
    .sort();
  const newId = monotonicFactory();
  const read = new Map<string, Promise<Mail>>();
  const fileOf = (id: string) => path.join(folder, id + extension);

  const mailOf = (id: string): Promise<Mail> => {
    const known = read.get(id) ?? readFile(fileOf(id)).then((raw) => parseMail(id, raw));
    read.set(id, known);
    return known;
  };
  const forgetOld = async () => {
    for (const id of ids.splice(0, Math.max(0, ids.length - most))) {
      read.delete(id);
      await rm(fileOf(id), { force: true });
    }
  };

  return {
    async keep(envelope, raw) {
      const id = newId();
      await writeWhole(fileOf(id), Buffer.concat([linesOf(envelope), raw]));
      ids.push(id);
      ids.sort(); // two that come at once may be written in either order
      await forgetOld();
      return id;
    },
    async list(receiver) {
      const mails = await Promise.all(ids.map(mailOf));
      const wanted = receiver?.toLowerCase();
      return mails.filter(({ to }) => !wanted || to.includes(wanted)).reverse();
    },
    find: async (id) => (ids.includes(id) ? mailOf(id) : undefined),
    raw: async (id) => (ids.includes(id) ? readFile(fileOf(id)) : undefined),
  };
}

/** As a mail server does, so that the file alone tells who got it. */
const linesOf = ({ from, to }: Envelope): Buffer =>
  Buffer.from(
    [`Return-Path: <${from}>`, ...to.map((receiver) => `Delivered-To: ${receiver}`), ''].join('\r\n'),
  );

/** There whole or not at all, whenever we are killed. */
async function writeWhole(file: string, content: Buffer): Promise<void> {
  const half = `${file}.half`;
  const handle = await open(half, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(half, file);
}
