import path from 'node:path';
import { root } from './root.mjs';

const demo = [
  ['student@demo.test', 'a student'],
  ['student2@demo.test', 'another student'],
  ['tutor@demo.test', 'a tutor'],
];

/**
 * What somebody who has just started the product wants to know.
 * @param {{ settings: import('./settings.mjs').Settings, seconds: number, clusterDir?: string }} about
 */
export function announcement({ settings, seconds, clusterDir }) {
  const { publicUrl, ports, standIns, dataDir } = settings;
  const wanted = path.join(dataDir, 'postgres');
  const places = [
    ['App', publicUrl],
    ['GraphQL', `${publicUrl}/api/graphql`],
    [
      'Inngest runs',
      standIns.inngest ? `http://localhost:${ports.INNGEST_SANDBOX_PORT}` : 'as INNGEST_* say',
    ],
    ['Stripe sandbox', standIns.stripe ? `http://localhost:${ports.STRIPE_SANDBOX_PORT}` : 'as STRIPE_* say'],
    ['Mailbox', standIns.mail ? `http://localhost:${ports.MAIL_SANDBOX_PORT}` : 'as SMTP_URL says'],
    ['PostgreSQL', standIns.postgres ? `127.0.0.1:${ports.POSTGRES_SANDBOX_PORT}` : 'as DATABASE_URL says'],
    ['Data and logs', dataDir.startsWith(root) ? path.relative(root, dataDir) : dataDir],
    ...(clusterDir && clusterDir !== wanted
      ? [['Database files', `${clusterDir} (PostgreSQL can't be run as root)`]]
      : []),
  ];
  return [
    '',
    `Halfpast is ready after ${seconds.toFixed(1)} s. Ctrl-C stops it.`,
    '',
    ...columns(places),
    ...(settings.demo ? ['', 'Sign in with the password demo-lesson-1 as', ...columns(demo)] : []),
    ...(standIns.stripe ? ['', 'Cards', ...columns(cards)] : []),
    '',
  ].join('\n');
}

const cards = [
  ['4242 4242 4242 4242', 'is paid'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0025 0000 3155', 'asks for 3D Secure'],
];

/** @param {string[][]} rows */
function columns(rows) {
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return rows.map(([name = '', what = '']) => `  ${name.padEnd(width)}  ${what}`);
}
