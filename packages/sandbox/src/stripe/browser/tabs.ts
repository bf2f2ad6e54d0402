import { make, uniqueId } from './dom.ts';

type Tab = { readonly name: string; readonly label: string };

/** A row of tabs over one panel, as ARIA has it: the arrow keys choose, Tab goes on into the panel. */
export function createTabs(tabs: readonly Tab[], onChoose: (name: string) => void) {
  const panel = make('div', { id: uniqueId('panel'), role: 'tabpanel' });
  const buttons = tabs.map(({ name, label }) => {
    const button = make(
      'button',
      { type: 'button', id: uniqueId('tab'), role: 'tab', 'aria-controls': panel.id },
      label,
    );
    button.addEventListener('click', () => choose(name));
    return { name, button };
  });
  const row = make(
    'div',
    { class: 'StripeSandbox-tabs', role: 'tablist', 'aria-label': 'Payment method' },
    ...buttons.map(({ button }) => button),
  );
  row.addEventListener('keydown', (event) => {
    const at = buttons.findIndex(({ button }) => button.getAttribute('aria-selected') === 'true');
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : buttons.at(to % buttons.length);
    if (!next) return;
    event.preventDefault();
    choose(next.name);
    next.button.focus();
  });

  function choose(chosen: string): void {
    for (const { name, button } of buttons) {
      button.setAttribute('aria-selected', String(name === chosen));
      button.tabIndex = name === chosen ? 0 : -1;
      if (name === chosen) panel.setAttribute('aria-labelledby', button.id);
    }
    onChoose(chosen);
  }

  return { row, panel, choose };
}
