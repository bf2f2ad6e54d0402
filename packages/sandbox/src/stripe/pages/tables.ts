import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

/** A titled table, or a word that there is nothing in it. */
export const table = (
  title: string,
  heads: readonly string[],
  rows: readonly Html[],
): Html => html`<h2>${title}</h2>
  ${
    rows.length === 0
      ? html`<p>None yet.</p>`
      : html`<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table>
          <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
          <tbody>${rows}</tbody>
        </table></div>`
  }`;

const tone: Record<string, string> = {
  succeeded: 'good',
  delivered: 'good',
  won: 'good',
  warning_closed: 'good',
  canceled: 'bad',
  failed: 'bad',
  lost: 'bad',
  dropped: 'bad',
  'given up': 'bad',
};

/** A status as a coloured word. */
export const state = (text: string): Html =>
  html`<span class="state ${tone[text] ?? 'open'}">${text.replaceAll('_', ' ')}</span>`;

export const timeOf = (seconds: number): string =>
  `${new Date(seconds * 1_000).toISOString().replace('T', ' ').slice(0, 19)} UTC`;

/** Something to do about an object: the button's text, the door of the sandbox, and what is sent there. */
export type Act = readonly [label: string, path: string, fields?: Readonly<Record<string, string>>];

/** Buttons that go through the sandbox's own doors and come back to the page. */
export const acts = (about: string, choices: readonly Act[]): Html =>
  html`<div class="acts">${choices.map(
    ([label, path, fields = {}]) => html`<form method="post" action="/_sandbox/${path}">
      <input type="hidden" name="back" value="1" />
      ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button aria-label="${label} ${about}">${label}</button>
    </form>`,
  )}</div>`;
