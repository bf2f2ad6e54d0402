import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

const css = `
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 18%, Canvas); --quiet: color-mix(in srgb, CanvasText 68%, Canvas); }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.05rem; margin: 2rem 0 0.5rem; }
p { color: var(--quiet); margin: 0.25rem 0 0; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.45rem 0.75rem; white-space: nowrap; vertical-align: top; }
thead th { font-weight: 600; color: var(--quiet); } tbody tr { border-top: 1px solid var(--line); }
td.number { text-align: right; font-variant-numeric: tabular-nums; } code { font-size: 0.85em; }
.state { display: inline-block; padding: 0.05rem 0.5rem; border-radius: 99px; border: 1px solid currentcolor; font-size: 0.85em; }
.good { color: light-dark(#0a6b3d, #5fdc9d); } .bad { color: light-dark(#b3123a, #ff9fb2); } .open { color: light-dark(#7a5200, #f5c563); }
form { display: flex; gap: 0.75rem; margin-top: 1.5rem; } button { font: inherit; font-weight: 600; padding: 0.7rem 1.4rem; min-height: 44px; border-radius: 8px; border: 1px solid; cursor: pointer; }
.acts { display: flex; gap: 0.4rem; } .acts form { margin: 0; } .acts button { padding: 0.2rem 0.6rem; min-height: 28px; font-size: 0.85em; font-weight: 500; }
`;

/** A page of the sandbox for people. */
export const layout = (title: string, content: Html) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <style>${css}</style>
  </head>
  <body>${content}</body>
</html>`;
