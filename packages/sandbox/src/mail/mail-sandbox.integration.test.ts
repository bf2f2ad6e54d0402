import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type MailSandbox, startMailSandbox } from './start.ts';

let folder: string;
let sandbox: MailSandbox;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfpast-mail-'));
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = (most?: number) => startMailSandbox({ folder, port: 0, smtpPort: 0, ...(most && { most }) });

async function send(mail: SendMailOptions) {
  const transport = createTransport(sandbox.smtpUrl);
  try {
    return await transport.sendMail({ from: 'Halfpast <lessons@halfpast.test>', ...mail });
  } finally {
    transport.close();
  }
}

const get = (at: string) => fetch(sandbox.url + at);
const message = z.looseObject({ id: z.string(), headers: z.array(z.unknown()) });
const messages = async (query = '') =>
  z.array(message).parse(await (await get(`/api/messages${query}`)).json());
/** The newest one, which has to be there. */
async function newest() {
  const [first] = await messages();
  if (!first) throw new Error('No mail came');
  return first;
}

const confirmed = {
  to: 'Mia <Mia@demo.test>',
  subject: 'Your lesson is confirmed – 3 März',
  messageId: '<confirmed-1@halfpast.test>',
  text: 'See you',
  html: '<html><head><title>x</title></head><body><a href="http://localhost:3000/">See you</a></body></html>',
  attachments: [{ filename: 'lesson.ics', content: 'BEGIN:VCALENDAR\n', contentType: 'text/calendar' }],
};

describe('the mailbox as JSON', () => {
  it('tells all that came, newest first, as its receiver would read it', async () => {
    await send({ to: 'tutor@demo.test', subject: 'First' });
    await send(confirmed);
    const [mail, first] = await messages();
    expect(first).toMatchObject({ to: ['tutor@demo.test'], subject: 'First', html: null });
    expect(mail).toMatchObject({
      from: 'Halfpast <lessons@halfpast.test>',
      to: ['mia@demo.test'],
      subject: confirmed.subject,
      messageId: confirmed.messageId,
      text: 'See you',
      html: confirmed.html,
      attachments: [{ filename: 'lesson.ics', mimeType: 'text/calendar', size: 16 }],
    });
    expect(mail?.headers).toContainEqual({ name: 'MIME-Version', value: '1.0' });
    expect(await (await get(`/api/messages/${mail?.id}`)).json()).toEqual(mail);
  });

  it('shows one receiver what was delivered to them, however the address is written', async () => {
    await send({ to: 'tutor@demo.test', bcc: 'mia@demo.test', subject: 'Both' });
    await send({ to: 'tutor@demo.test', subject: 'Tutor alone' });
    expect(await messages('?to=MIA@demo.test')).toMatchObject([{ subject: 'Both' }]);
    expect(await messages('?to=tutor@demo.test')).toHaveLength(2);
    expect(await messages('?to=nobody@demo.test')).toEqual([]);
  });

  it('keeps both when one mail comes twice', async () => {
    await send(confirmed);
    await send(confirmed);
    expect(await messages()).toMatchObject([
      { messageId: confirmed.messageId },
      { messageId: confirmed.messageId },
    ]);
  });

  it.each([
    '/messages/x',
    '/messages/x/html',
    '/messages/x/raw',
    '/messages/x/attachments/0',
    '/api/messages/x',
  ])('has nothing at %s', async (at) => {
    expect((await get(at)).status).toBe(404);
  });
});

describe('the mailbox on disk', () => {
  it('is there again after a restart, without what was half written', async () => {
    await send(confirmed);
    const before = await messages();
    await sandbox.stop();
    writeFileSync(path.join(folder, '01HALF.eml.half'), 'x');
    sandbox = await start();
    expect(await messages()).toEqual(before);
    expect(readdirSync(folder)).toHaveLength(1);
    await send({ ...confirmed, subject: 'After' });
    expect((await messages())[0]).toMatchObject({ subject: 'After' });
  });

  it('keeps the newest ones alone', async () => {
    await sandbox.stop();
    sandbox = await start(2);
    for (const subject of ['1', '2', '3']) await send({ to: 'mia@demo.test', subject });
    expect(await messages()).toMatchObject([{ subject: '3' }, { subject: '2' }]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('takes many at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => send({ to: `${n}@demo.test`, subject: `${n}` })));
    expect(await messages()).toHaveLength(20);
    expect(readdirSync(folder)).toHaveLength(20);
  });

  it('refuses a mail that is too large, and says so', async () => {
    const content = Buffer.alloc(11 * 1024 * 1024, 'x');
    await expect(send({ ...confirmed, attachments: [{ filename: 'x', content }] })).rejects.toMatchObject({
      responseCode: 552,
    });
    expect(await messages()).toEqual([]);
  });

  it('does not say that it keeps what it could not write', async () => {
    rmSync(folder, { recursive: true });
    await expect(send(confirmed)).rejects.toMatchObject({ responseCode: 450 });
  });
});

describe('the mailbox for people', () => {
  it('lists the mails and lets one choose a receiver', async () => {
    expect(await (await get('/')).text()).toContain('No mail yet');
    await send(confirmed);
    await send({ to: 'tutor@demo.test' });
    const all = await (await get('/')).text();
    expect(all).toContain(confirmed.subject);
    expect(all).toContain('No subject');
    const chosen = await (await get('/?to=mia%40demo.test')).text();
    expect(chosen).toContain('<option selected>mia@demo.test</option>');
    expect(chosen).not.toContain('No subject');
  });

  it('shows a mail: its HTML in a frame, its text, attachments and headers', async () => {
    await send({ ...confirmed, text: '<script>' });
    const { id } = await newest();
    const page = await (await get(`/messages/${id}`)).text();
    expect(page).toContain(`src="/messages/${id}/html"`);
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('Message-ID');
    const attachment = await get(`/messages/${id}/attachments/0`);
    expect(attachment.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''lesson.ics");
    expect(await attachment.text()).toBe('BEGIN:VCALENDAR\n');
    expect(await (await get(`/messages/${id}/raw`)).text()).toMatch(/^Return-Path: <lessons@halfpast.test>/);
  });

  it('shows a mail that is text alone without a frame', async () => {
    await send({ to: 'mia@demo.test', text: 'Hello', attachments: [{ content: 'x', filename: false }] });
    const { id, attachments } = await newest();
    expect(attachments).toMatchObject([{ filename: 'attachment-1' }]);
    expect(await (await get(`/messages/${id}`)).text()).not.toContain('<iframe');
    expect(await (await get(`/messages/${id}/html`)).text()).toBe('<base target="_blank">');
  });

  it('lets no script of a mail run, and its links open beside the mailbox', async () => {
    await send(confirmed);
    const whole = await newest();
    await send({ ...confirmed, html: '<p>Hi</p><script>alert(1)</script>' });
    const { id } = await newest();
    const framed = await get(`/messages/${id}/html`);
    expect(framed.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*sandbox allow-popups allow-popups-to-escape-sandbox/,
    );
    expect(await framed.text()).toMatch(/^<base target="_blank"><p>Hi/);
    expect(await (await get(`/messages/${whole.id}/html`)).text()).toContain('<head><base target="_blank">');
  });
});

it('names the port that is taken, and holds none of the others', async () => {
  const taken = Number(new URL(sandbox.smtpUrl).port);
  const again = startMailSandbox({ folder, port: 0, smtpPort: taken });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE', port: taken });
  const page = Number(new URL(sandbox.url).port);
  await expect(startMailSandbox({ folder, port: page, smtpPort: 0 })).rejects.toMatchObject({ port: page });
});

it('goes on when a client hangs up, and stops while one stays', async () => {
  const port = Number(new URL(sandbox.smtpUrl).port);
  connect(port, '127.0.0.1').destroy();
  const staying = connect(port, '127.0.0.1');
  await new Promise((resolve) => staying.once('data', resolve));
  await send(confirmed);
  expect(await messages()).toHaveLength(1);
  await sandbox.stop();
  staying.destroy();
});
