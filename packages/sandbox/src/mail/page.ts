import { html, raw } from 'hono/html';
import type { Mail } from './mail.ts';

type Html = ReturnType<typeof html>;

const css = `
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 18%, Canvas); --quiet: color-mix(in srgb, CanvasText 68%, Canvas); }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.05rem; margin: 2rem 0 0.5rem; }
p { color: var(--quiet); margin: 0.25rem 0 1rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.45rem 0.75rem; vertical-align: top; }
thead th { font-weight: 600; color: var(--quiet); } tr + tr, tbody tr { border-top: 1px solid var(--line); }
tbody th { font-weight: 600; white-space: nowrap; color: var(--quiet); } tbody td { overflow-wrap: anywhere; }
iframe { width: 100%; height: 36rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
pre { margin: 0; padding: 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 0 0 1rem; }
select, button { font: inherit; padding: 0.5rem 0.75rem; min-height: 44px; border-radius: 8px; border: 1px solid var(--line); }
`;

const layout = (title: string, content: Html | Promise<Html>) => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="icon" href="data:,"><style>${raw(css)}</style></head>
<body><main>${content}</main></body>
</html>`;

const time = (at: Date) =>
  html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 19).replace('T', ' ')}</time>`;

const row = (mail: Mail) => html`<tr>
<td>${time(mail.receivedAt)}</td><td>${mail.to.join(', ')}</td>
<td><a href="/messages/${mail.id}">${mail.subject || 'No subject'}</a></td></tr>`;

const choice = (receivers: readonly string[], chosen: string | undefined) => html`<form>
<label for="to">Receiver</label>
<select id="to" name="to"><option value="">everybody</option>
${receivers.map((receiver) => html`<option ${receiver === chosen ? 'selected' : ''}>${receiver}</option>`)}</select>
<button>Show</button></form>`;

export type Inbox = {
  readonly mails: readonly Mail[];
  readonly receivers: readonly string[];
  readonly chosen: string | undefined;
};

/** The mails that came, newest first. */
export const inboxPage = ({ mails, receivers, chosen }: Inbox) =>
  layout(
    'Mailbox',
    html`<h1>Mailbox</h1>
<p>Nothing is sent to anybody: every mail of this machine ends here. Newest first, times in UTC.</p>
${choice(receivers, chosen)}
<div class="scroll"><table>
<thead><tr><th scope="col">Came</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
<tbody>${mails.length > 0 ? mails.map(row) : html`<tr><td colspan="3">No mail yet.</td></tr>`}</tbody>
</table></div>`,
  );

const header = (name: string, value: string | Html) =>
  html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`;
const attachment = (mail: Mail) =>
  mail.attachments.map(
    ({ filename, mimeType, content }, index) =>
      html`<tr><td><a href="/messages/${mail.id}/attachments/${index}" download="${filename}">${filename}</a></td>
<td>${mimeType}</td><td>${content.length} bytes</td></tr>`,
  );

/** One mail. Its HTML is shown in a frame where no script runs and that knows nothing of this page. */
export const mailPage = (mail: Mail) =>
  layout(
    mail.subject,
    html`<p><a href="/">All mails</a></p>
<h1>${mail.subject || 'No subject'}</h1>
<p>From ${mail.from} to ${mail.to.join(', ')}, ${time(mail.receivedAt)}</p>
${
  mail.html === null
    ? ''
    : html`<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${mail.id}/html"></iframe>`
}
${mail.text === null ? '' : html`<h2>Text</h2><div class="scroll"><pre>${mail.text}</pre></div>`}
${mail.attachments.length > 0 ? html`<h2>Attachments</h2><div class="scroll"><table><tbody>${attachment(mail)}</tbody></table></div>` : ''}
<h2>Headers</h2>
<div class="scroll"><table><tbody>${mail.headers.map(({ name, value }) => header(name, value))}</tbody></table></div>
<p><a href="/messages/${mail.id}/raw">As it came</a></p>`,
  );

/** The mail's own HTML; its links open beside the mailbox, as most pages refuse to be framed. */
export function framed(content: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(content) ? content.replace(/<head[^>]*>/i, `$&${base}`) : base + content;
}
