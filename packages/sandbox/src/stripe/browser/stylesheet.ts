const css = `
.StripeSandbox { font-family: var(--stripe-fontFamily); font-size: var(--stripe-fontSizeBase); color: var(--stripe-colorText);
  line-height: 1.4; text-align: left;
  --stripe-edge: color-mix(in srgb, var(--stripe-colorText) 45%, var(--stripe-colorBackground)); }
.StripeSandbox-grid { display: grid; grid-template-columns: 1fr 1fr; gap: calc(var(--stripe-spacingUnit) * 3); }
.StripeSandbox-wide { grid-column: 1 / -1; }
.StripeSandbox label { display: block; font-size: 0.93em; margin-bottom: var(--stripe-spacingUnit); }
.StripeSandbox input, .StripeSandbox select { box-sizing: border-box; width: 100%; font: inherit; color: inherit;
  min-height: 44px; padding: calc(var(--stripe-spacingUnit) * 2) calc(var(--stripe-spacingUnit) * 3);
  background: var(--stripe-colorBackground); border-radius: var(--stripe-borderRadius);
  border: var(--stripe-inputBorder); }
.StripeSandbox input::placeholder { color: var(--stripe-colorTextPlaceholder); opacity: 0.85; }
.StripeSandbox input:focus-visible, .StripeSandbox select:focus-visible, .StripeSandbox button:focus-visible {
  outline: 2px solid var(--stripe-colorPrimary); outline-offset: 1px; border-color: var(--stripe-colorPrimary); }
.StripeSandbox [aria-invalid="true"] { color: var(--stripe-colorDanger); border-color: var(--stripe-colorDanger); }
.StripeSandbox-error { margin: var(--stripe-spacingUnit) 0 0; font-size: 0.93em; color: var(--stripe-colorDanger); }
.StripeSandbox-error:empty { display: none; }
.StripeSandbox-mark { grid-column: 1 / -1; margin: 0; font-size: 0.8em; color: var(--stripe-colorTextSecondary); }
.StripeSandbox-mark::before { content: ""; display: inline-block; width: 0.55em; height: 0.55em; margin-right: 0.5em;
  border-radius: 50%; background: var(--stripe-colorPrimary); }
.StripeSandbox-mandate { grid-column: 1 / -1; margin: 0; font-size: 0.87em; color: var(--stripe-colorTextSecondary); }
.StripeSandbox-tabs { display: flex; gap: calc(var(--stripe-spacingUnit) * 2); margin-bottom: calc(var(--stripe-spacingUnit) * 4); }
.StripeSandbox-tabs button { flex: 1; min-height: 44px; padding: calc(var(--stripe-spacingUnit) * 2); font: inherit; font-size: 0.93em;
  font-weight: 600; cursor: pointer; color: var(--stripe-colorTextSecondary); background: var(--stripe-colorBackground);
  border: var(--stripe-inputBorder); border-radius: var(--stripe-borderRadius); }
.StripeSandbox-tabs [aria-selected="true"] { color: var(--stripe-colorPrimary); border-color: var(--stripe-colorPrimary);
  box-shadow: inset 0 0 0 1px var(--stripe-colorPrimary); }
dialog.StripeSandbox { width: min(26rem, calc(100vw - 2rem)); box-sizing: border-box; margin: auto; padding: 1.5rem; border: 0;
  border-radius: calc(var(--stripe-borderRadius) * 2); background: var(--stripe-colorBackground); box-shadow: 0 1rem 3rem rgb(0 0 0 / 40%); }
dialog.StripeSandbox::backdrop { background: rgb(10 12 25 / 60%); }
dialog.StripeSandbox h2 { margin: 0 0 0.5rem; font-size: 1.25em; line-height: 1.25; }
dialog.StripeSandbox p { margin: 0 0 1rem; }
.StripeSandbox-actions { display: flex; gap: 0.75rem; }
.StripeSandbox-actions button { flex: 1; min-height: 44px; font: inherit; font-weight: 600; cursor: pointer;
  border-radius: var(--stripe-borderRadius); border: 1px solid var(--stripe-colorText); color: var(--stripe-colorText);
  background: transparent; }
.StripeSandbox-actions button:first-child { color: var(--stripe-colorBackground); background: var(--stripe-colorText); }
`;

let added = false;

/** A constructed sheet, since a page's security policy may forbid style elements. */
export function addStylesheet(): void {
  if (added) return;
  added = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
