import { type APIRequestContext, expect } from '@playwright/test';

const mailbox = process.env.MAIL_URL ?? '';

/** Waits until this person has got a mail whose subject is like that. */
export async function seeMail(request: APIRequestContext, to: string, subject: RegExp): Promise<void> {
  const subjects = async () => {
    const answer = await request.get(`${mailbox}/api/messages?to=${encodeURIComponent(to)}`);
    const mails: readonly { subject: string }[] = await answer.json();
    return mails.map((mail) => mail.subject);
  };
  await expect.poll(subjects, { timeout: 15_000 }).toContainEqual(expect.stringMatching(subject));
}
