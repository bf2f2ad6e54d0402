import { html, raw } from 'hono/html';
import { z } from 'zod';
import type { StepState } from './protocol.ts';
import type { RunDetails, RunRow, StepRow } from './reader.ts';

type Html = ReturnType<typeof html>;

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --dim: #5d6879; --paper: #f6f7f9; --card: #fff; --line: #dfe3e9; --link: #1f5fbf;
  --good: #17703c; --good-bg: #def3e5; --bad: #ab1f2d; --bad-bg: #fbe2e4; --busy: #1f5fbf; --busy-bg: #e0ebfb; --wait: #6a5400; --wait-bg: #f6edcd }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ef; --dim: #98a3b5; --paper: #12161d; --card: #1a2029; --line: #2c3542; --link: #82b1ff;
  --good: #7fdca3; --good-bg: #14351f; --bad: #ff9aa4; --bad-bg: #43161c; --busy: #9cc2ff; --busy-bg: #162c4d; --wait: #ecd27a; --wait-bg: #3a2f0c } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.35rem; margin: 0 0 .25rem } h2 { font-size: 1rem; margin: 2rem 0 .5rem }
p { margin: 0 0 1rem; color: var(--dim) } a { color: var(--link) } a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow-x: auto }
table { width: 100%; border-collapse: collapse } th, td { text-align: left; padding: .55rem .9rem; vertical-align: top; white-space: nowrap }
th { font-size: .8rem; font-weight: 600; color: var(--dim) } tr + tr td, thead + tbody td { border-top: 1px solid var(--line) }
td.wide { white-space: normal; width: 100% } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
.pill { display: inline-block; padding: .05rem .6rem; border-radius: 99px; font-size: .8rem; font-weight: 600 }
.good { color: var(--good); background: var(--good-bg) } .bad { color: var(--bad); background: var(--bad-bg) }
.busy { color: var(--busy); background: var(--busy-bg) } .wait { color: var(--wait); background: var(--wait-bg) }
pre { margin: 0; padding: .8rem .9rem; font: 13px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 20rem; overflow-y: auto }
td pre { padding: 0; min-width: 16rem } dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem; margin: 1rem 0 0 }
dt { font-size: .8rem; color: var(--dim) } dd { margin: 0; overflow-wrap: anywhere }
`;

/** Fetches the same page again and takes its new content, so that reading and scrolling go on undisturbed. */
const refresh = `
const main = () => document.querySelector('main');
setInterval(async () => {
  if (document.hidden || getSelection()?.toString()) return;
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  if (fresh && fresh.innerHTML !== main().innerHTML) main().replaceWith(fresh);
}, 2000);
`;

const tones: Record<string, string> = {
  COMPLETED: 'good',
  DONE: 'good',
  FAILED: 'bad',
  RETRYING: 'bad',
  RUNNING: 'busy',
  PLANNED: 'busy',
};
const pill = (status: string) =>
  html`<span class="pill ${tones[status] ?? 'wait'}">${status.toLowerCase()}</span>`;

const time = (at: Date | null) =>
  at
    ? html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 19).replace('T', ' ')}</time>`
    : '–';

const spent = (from: Date | null, to: Date | null): string => {
  if (!from || !to) return '–';
  const ms = to.getTime() - from.getTime();
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
};

const thrown = z.object({ name: z.string(), message: z.string(), stack: z.string().optional() });

/** An error with its stack as it would stand in a terminal, anything else as JSON. */
const shown = (state: StepState) => {
  if (state.type === 'data') return json(state.data);
  const error = thrown.safeParse(state.error);
  if (!error.success) return json(state.error);
  const { name, message, stack } = error.data;
  return html`<pre>${stack || `${name}: ${message}`}</pre>`;
};
const json = (value: unknown) => html`<pre>${JSON.stringify(value, null, 2)}</pre>`;

const layout = (title: string, body: Html | Promise<Html>, nonce: string) => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="icon" href="data:,"><style>${raw(style)}</style></head>
<body><main>${body}</main><script nonce="${nonce}">${raw(refresh)}</script></body>
</html>`;

const runRow = (run: RunRow) => html`<tr>
<td>${pill(run.status)}</td>
<td class="wide"><a href="/runs/${run.id}">${run.functionId}</a></td>
<td>${run.eventName}</td>
<td>${time(run.startedAt)}</td>
<td class="number">${spent(run.startedAt, run.endedAt)}</td>
<td class="number">${run.attempts}</td></tr>`;

/** The list of runs, newest first. `older` is the id after which the next page begins. */
export const runsPage = (runs: readonly RunRow[], older: string | undefined, nonce: string) =>
  layout(
    'Runs',
    html`<h1>Runs</h1>
<p>Newest first, times in UTC. This engine stands in for Inngest on one machine.</p>
<div class="card"><table>
<thead><tr><th>Status</th><th>Function</th><th>Event</th><th>Started</th><th class="number">Duration</th><th class="number">Attempts</th></tr></thead>
<tbody>${runs.length > 0 ? runs.map(runRow) : html`<tr><td colspan="6">Nothing has run yet.</td></tr>`}</tbody>
</table></div>
${older ? html`<p><a href="/?before=${older}">Older runs</a></p>` : ''}`,
    nonce,
  );

const resultOf = ({ state, until, awaitedEvent, status }: StepRow) => {
  if (state) return shown(state);
  if (status === 'WAITING') return html`waits for ${awaitedEvent} until ${time(until)}`;
  return until ? html`until ${time(until)}` : '';
};

const stepRow = (step: StepRow) => html`<tr>
<td>${pill(step.status)}</td><td>${step.name}</td>
<td>${time(step.endedAt ?? step.startedAt)}</td><td class="number">${step.attempts}</td>
<td class="wide">${resultOf(step)}</td></tr>`;

/** One run with its event and its steps. */
export const runPage = (run: RunDetails, nonce: string) =>
  layout(
    run.functionId,
    html`<p><a href="/">All runs</a></p>
<h1>${run.functionId} ${pill(run.status)}</h1>
<dl><div><dt>Run</dt><dd>${run.id}</dd></div><div><dt>Queued</dt><dd>${time(run.queuedAt)}</dd></div>
<div><dt>Started</dt><dd>${time(run.startedAt)}</dd></div><div><dt>Ended</dt><dd>${time(run.endedAt)}</dd></div>
<div><dt>Duration</dt><dd>${spent(run.startedAt, run.endedAt)}</dd></div><div><dt>Attempts</dt><dd>${run.attempts}</dd></div>
${run.nextAt ? html`<div><dt>Goes on</dt><dd>${time(run.nextAt)}</dd></div>` : ''}</dl>
<h2>Steps</h2>
<div class="card"><table>
<thead><tr><th>Status</th><th>Step</th><th>Time</th><th class="number">Attempts</th><th>Result</th></tr></thead>
<tbody>${run.steps.length > 0 ? run.steps.map(stepRow) : html`<tr><td colspan="5">No steps yet.</td></tr>`}</tbody>
</table></div>
${run.output ? html`<h2>${run.output.type === 'data' ? 'Output' : 'Last error'}</h2><div class="card">${shown(run.output)}</div>` : ''}
<h2>Event ${run.event.name}</h2>
<div class="card">${json(run.event)}</div>`,
    nonce,
  );
