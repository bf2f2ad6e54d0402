import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Mail } from './mail.ts';
import type { Mailbox } from './mailbox.ts';
import { framed, inboxPage, mailPage } from './page.ts';

const nothing = "'none'";
const pagePolicy = {
  defaultSrc: [nothing],
  styleSrc: ["'unsafe-inline'"],
  imgSrc: ['data:'],
  frameSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: [nothing],
  baseUri: [nothing],
};
/** Opened by itself, too, a mail's HTML runs no script, loads nothing and sends no form. */
const mailPolicy = {
  ...pagePolicy,
  frameSrc: [nothing],
  formAction: [nothing],
  frameAncestors: ["'self'"],
  baseUri: ["'self'"],
  sandbox: ['allow-popups', 'allow-popups-to-escape-sandbox'],
};

const mailJson = ({ attachments, ...mail }: Mail) => ({
  ...mail,
  attachments: attachments.map(({ filename, mimeType, content }) => ({
    filename,
    mimeType,
    size: content.length,
  })),
});

/** The mailbox for people, and as JSON for tests. */
export function createPages(mailbox: Mailbox): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  const ownPage = secureHeaders({ contentSecurityPolicy: pagePolicy });
  const ofMail = secureHeaders({ contentSecurityPolicy: mailPolicy, xFrameOptions: 'SAMEORIGIN' });

  app.get('/', ownPage, async (c) => {
    const chosen = c.req.query('to') || undefined;
    const all = await mailbox.list();
    const receivers = [...new Set(all.flatMap(({ to }) => to))].sort();
    const mails = chosen ? all.filter(({ to }) => to.includes(chosen)) : all;
    return c.html(inboxPage({ mails, receivers, chosen }));
  });
  app.get('/messages/:id', ownPage, async (c) => {
    const mail = await mailbox.find(c.req.param('id'));
    return mail ? c.html(mailPage(mail)) : c.notFound();
  });
  app.get('/messages/:id/html', ofMail, async (c) => {
    const mail = await mailbox.find(c.req.param('id'));
    return mail ? c.html(framed(mail.html ?? '')) : c.notFound();
  });
  app.get('/messages/:id/attachments/:index', ofMail, async (c) => {
    const mail = await mailbox.find(c.req.param('id'));
    const attachment = mail?.attachments[Number(c.req.param('index'))];
    if (!attachment) return c.notFound();
    const { content, mimeType, filename } = attachment;
    const name = encodeURIComponent(filename);
    const headers = {
      'Content-Type': mimeType,
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
    };
    return c.body(new Uint8Array(content), 200, headers);
  });
  app.get('/messages/:id/raw', ofMail, async (c) => {
    const raw = await mailbox.raw(c.req.param('id'));
    return raw ? c.text(raw.toString()) : c.notFound();
  });
  app.get('/api/messages', async (c) => c.json((await mailbox.list(c.req.query('to'))).map(mailJson)));
  app.get('/api/messages/:id', async (c) => {
    const mail = await mailbox.find(c.req.param('id'));
    return mail ? c.json(mailJson(mail)) : c.notFound();
  });
  app.get('/health', (c) => c.json({ status: 'ok' }));
  return app;
}
