import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import { parseMail } from './mail.ts';

it('reads a mail that says next to nothing', async () => {
  const id = ulid(1_790_000_000_000);
  expect(await parseMail(id, Buffer.from('Delivered-To: A@demo.test\r\n\r\n'))).toMatchObject({
    receivedAt: new Date(1_790_000_000_000),
    from: '',
    to: ['a@demo.test'],
    subject: '',
    messageId: null,
    html: null,
    attachments: [],
  });
});

it('reads what is attached as it is', async () => {
  const parts = ['Content-Type: multipart/mixed; boundary=x', '', '--x', 'Content-Type: image/png'];
  const raw = [...parts, 'Content-Transfer-Encoding: base64', '', 'AAEC', '--x--', ''].join('\r\n');
  const { attachments } = await parseMail(ulid(), Buffer.from(raw));
  expect(attachments).toEqual([
    { filename: 'attachment-1', mimeType: 'image/png', content: Buffer.from([0, 1, 2]) },
  ]);
});
