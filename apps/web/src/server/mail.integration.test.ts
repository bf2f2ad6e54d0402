import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Mail } from '@halfpast/communication';
import { type MailSandbox, startMailSandbox } from '@halfpast/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMailer, type Mailer, mailboxOf } from './mail.ts';

const calendar = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
const mail: Mail = {
  messageId: '<019a0000-0000-7000-8000-000000000001@halfpast.test>',
  to: { name: 'Zoë "Z" Okafor', address: 'zoe@example.test' },
  subject: 'Your lesson with Ada is booked – bis bald',
  html: '<p>Hello</p>',
  text: 'Hello',
};

const received = z.array(
  z.looseObject({
    from: z.string(),
    to: z.array(z.string()),
    subject: z.string(),
    messageId: z.string(),
    text: z.string(),
    html: z.string(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    attachments: z.array(z.looseObject({ filename: z.string(), mimeType: z.string() })),
  }),
);

describe('the mailer', () => {
  let folder: string;
  let sandbox: MailSandbox;
  let mailer: Mailer;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'halfpast-mailer-'));
    sandbox = await startMailSandbox({ folder, port: 0, smtpPort: 0 });
    mailer = createMailer({
      url: sandbox.smtpUrl,
      from: mailboxOf('Halfpast <lessons@halfpast.test>'),
      perSecond: 50,
    });
  });
  afterAll(async () => {
    mailer.close();
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const inbox = async () => received.parse(await (await fetch(`${sandbox.url}/api/messages`)).json());
  const newest = async () => {
    const [first] = await inbox();
    if (!first) throw new Error('No mail came');
    return first;
  };

  it('hands a mail over with its own id, from the product’s mailbox', async () => {
    await mailer.sendMail(mail);
    expect(await newest()).toMatchObject({
      from: 'Halfpast <lessons@halfpast.test>',
      to: ['zoe@example.test'],
      subject: mail.subject,
      messageId: mail.messageId,
      text: 'Hello',
      html: '<p>Hello</p>',
      attachments: [],
    });
  });

  it('sends a lesson for the calendar where mail programs look for it: as an alternative, and as a file', async () => {
    await mailer.sendMail({ ...mail, calendar: { method: 'REQUEST', content: calendar } });
    const types = (await newest()).attachments.map(({ mimeType, filename }) => `${mimeType} ${filename}`);
    expect(types).toContain('application/ics lesson.ics');
    const raws = await Promise.all(
      (await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    const raw = raws.find((text) => text.includes('text/calendar')) ?? '';
    expect(raw).toMatch(/Content-Type: text\/calendar;[\s\S]{0,60}method=REQUEST/);
    expect(raw.indexOf('text/html')).toBeLessThan(raw.indexOf('text/calendar'));
  });

  it('lets nobody’s name forge a header', async () => {
    const name = 'Eve\r\nBcc: everybody@example.test';
    await mailer.sendMail({ ...mail, to: { name, address: 'eve@example.test' }, subject: `Hi ${name}` });
    const { to, headers } = await newest();
    expect(to).toEqual(['eve@example.test']);
    expect(headers.map(({ name: header }) => header.toLowerCase())).not.toContain('bcc');
  });

  it('refuses when no server takes the mail', async () => {
    const nowhere = createMailer({
      url: 'smtp://127.0.0.1:1',
      from: mailboxOf('a@halfpast.test'),
      perSecond: 1,
    });
    await expect(nowhere.sendMail(mail)).rejects.toThrow('ECONNREFUSED');
    nowhere.close();
  });
});

describe('the mailbox that mails come from', () => {
  it.each([
    ['Halfpast <lessons@halfpast.test>', { name: 'Halfpast', address: 'lessons@halfpast.test' }],
    ['"Half, past" <a@b.test>', { name: 'Half, past', address: 'a@b.test' }],
    ['lessons@halfpast.test', { name: '', address: 'lessons@halfpast.test' }],
  ])('is read from %s', (line, mailbox) => {
    expect(mailboxOf(line)).toEqual(mailbox);
  });
});
