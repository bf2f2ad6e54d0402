import PostalMime from 'postal-mime';
import { decodeTime } from 'ulid';

/** A mail that came, in words that tests and pages read. */
export type Mail = {
  readonly id: string;
  readonly receivedAt: Date;
  /** As its header says, with the name. */
  readonly from: string;
  /** Who it was delivered to, in lower case. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly Attachment[];
};

export type Attachment = { readonly filename: string; readonly mimeType: string; readonly content: Buffer };

/** Reads a mail as it lies on disk. */
export async function parseMail(id: string, raw: Buffer): Promise<Mail> {
  const email = await PostalMime.parse(raw);
  const headers = email.headers.map(({ originalKey, value }) => ({ name: originalKey, value }));
  const named = (name: string) => headers.filter((header) => header.name === name).map(({ value }) => value);
  return {
    id,
    receivedAt: new Date(decodeTime(id)),
    from: named('From')[0] ?? '',
    to: named('Delivered-To').map((receiver) => receiver.toLowerCase()),
    subject: email.subject ?? '',
    messageId: email.messageId ?? null,
    text: email.text?.trimEnd() ?? null,
    html: email.html?.trimEnd() ?? null,
    headers,
    attachments: email.attachments.map(({ filename, mimeType, content }, index) => ({
      filename: filename ?? `attachment-${index + 1}`,
      mimeType,
      content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content)),
    })),
  };
}
