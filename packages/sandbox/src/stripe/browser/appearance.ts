/** The part of Stripe's Appearance API that is understood. */
export type Appearance = {
  readonly theme?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Of the rules only the border of the inputs. */
  readonly rules?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

type Look = Record<
  | 'colorPrimary'
  | 'colorBackground'
  | 'colorText'
  | 'colorTextSecondary'
  | 'colorTextPlaceholder'
  | 'colorDanger'
  | 'fontFamily'
  | 'fontSizeBase'
  | 'borderRadius'
  | 'spacingUnit',
  string
>;

const bright: Look = {
  colorPrimary: '#0055de',
  colorBackground: '#ffffff',
  colorText: '#30313d',
  colorTextSecondary: '#5d5e69',
  colorTextPlaceholder: '#5d5e69',
  colorDanger: '#c0123c',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontSizeBase: '16px',
  borderRadius: '5px',
  spacingUnit: '4px',
};

const night: Look = {
  ...bright,
  colorPrimary: '#85d996',
  colorBackground: '#30313d',
  colorText: '#ffffff',
  colorTextSecondary: '#c3c4cd',
  colorTextPlaceholder: '#c3c4cd',
  colorDanger: '#fe87a1',
};

/** Gives `node` the look that the page asked for, as custom properties that the stylesheet reads. */
export function dress(node: HTMLElement, { theme, variables = {}, rules = {} }: Appearance = {}): void {
  const look = theme === 'night' ? night : bright;
  const quiet = variables.colorTextSecondary ?? variables.colorText ?? look.colorTextSecondary;
  const all = { ...look, colorTextSecondary: quiet, colorTextPlaceholder: quiet, ...variables };
  for (const [name, value] of Object.entries(all)) node.style.setProperty(`--stripe-${name}`, value);
  node.style.setProperty('--stripe-inputBorder', rules['.Input']?.border ?? '1px solid var(--stripe-edge)');
}
