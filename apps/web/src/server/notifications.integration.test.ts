import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type MailSandbox, startMailSandbox } from '@halfpast/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { send } from './testing/client.ts';
import { lessonAt, startWorld, tutorId, until, type World } from './testing/world.ts';

const mails = z.array(
  z.object({
    to: z.array(z.string()),
    subject: z.string(),
    text: z.string(),
    attachments: z.array(z.object({ mimeType: z.string() })),
  }),
);
const booked = z.object({ bookSession: z.object({ sessionId: z.string(), clientSecret: z.string() }) });

describe('student and tutor', () => {
  let folder: string;
  let mailbox: MailSandbox;
  let world: World;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'halfpast-notifications-'));
    mailbox = await startMailSandbox({ folder, port: 0, smtpPort: 0 });
    world = await startWorld(inject('postgresUrl'), { SMTP_URL: mailbox.smtpUrl });
  });
  afterAll(async () => {
    await world.end();
    await mailbox.stop();
    await rm(folder, { recursive: true });
  });

  const inbox = async () => mails.parse(await (await fetch(`${mailbox.url}/api/messages`)).json());
  const subjects = async () =>
    (await inbox()).map(({ to, subject, attachments }) => `${to}: ${subject} (${attachments.length})`).sort();

  it('get a mail when a lesson is booked, and one when it is cancelled, each for the calendar; and a file, if they want', async () => {
    const student = await world.signUp('Sam');
    const { data } = await student.graphql(
      'mutation ($id: ID!, $time: AWSDateTime!) { bookSession(tutorId: $id, time: $time) { sessionId clientSecret } }',
      { id: tutorId, time: lessonAt(5, 10) },
    );
    const { sessionId, clientSecret } = booked.parse(data).bookSession;
    await world.pay(clientSecret);
    await until(inbox, ({ length }) => length === 2);
    const calendar = await send(`/api/calendar/${sessionId}`, { headers: student.headers });
    expect(calendar.headers.get('content-type')).toContain('text/calendar');
    expect(await calendar.text()).toContain(`UID:${sessionId}@localhost\r\n`);
    expect((await send(`/api/calendar/${sessionId}`)).status).toBe(401);
    const stranger = await world.signUp('Eve');
    expect((await send(`/api/calendar/${sessionId}`, { headers: stranger.headers })).status).toBe(404);

    await student.graphql('mutation ($id: ID!) { cancelSession(id: $id, reason: "I am ill") { status } }', {
      id: sessionId,
    });
    await until(
      inbox,
      (all) => all.filter(({ subject }) => /cancelled your lesson/.test(subject)).length === 2,
    );
    expect(await subjects()).toEqual(
      expect.arrayContaining([
        'ada@example.test: Sam booked a lesson with you (2)',
        'ada@example.test: Sam cancelled your lesson (2)',
        `${student.email}: You cancelled your lesson with Ada Byron (2)`,
        `${student.email}: Your lesson with Ada Byron is booked (2)`,
      ]),
    );
    expect((await inbox()).find(({ subject }) => subject === 'Sam cancelled your lesson')?.text).toContain(
      '“I am ill”',
    );
  });
});
