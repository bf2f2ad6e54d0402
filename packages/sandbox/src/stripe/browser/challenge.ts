import { priceOf } from '../price.ts';
import { type Appearance, dress } from './appearance.ts';
import { make, uniqueId } from './dom.ts';
import type { BrowserIntent } from './errors.ts';
import { addStylesheet } from './stylesheet.ts';

/** Stands for the bank's page that asks the payer to prove who they are. Closing it counts as failing. */
export function challenge(intent: BrowserIntent, appearance?: Appearance): Promise<'passed' | 'failed'> {
  addStylesheet();
  const title = uniqueId('challenge');
  const complete = make('button', { type: 'button' }, 'Complete');
  const fail = make('button', { type: 'button' }, 'Fail');
  const dialog = make(
    'dialog',
    {
      class: 'StripeSandbox',
      'aria-labelledby': title,
      'aria-describedby': `${title}-text`,
      'aria-modal': 'true',
    },
    make('h2', { id: title }, 'Confirm it is you'),
    make(
      'p',
      { id: `${title}-text` },
      `3D Secure test: your bank would ask you here to approve ${priceOf(intent)}.`,
    ),
    make('div', { class: 'StripeSandbox-actions' }, complete, fail),
  );
  dress(dialog, appearance);
  document.body.append(dialog);
  const before = document.activeElement;

  return new Promise((resolve) => {
    const end = (outcome: 'passed' | 'failed') => {
      dialog.close();
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(outcome);
    };
    complete.addEventListener('click', () => end('passed'));
    fail.addEventListener('click', () => end('failed'));
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      end('failed');
    });
    dialog.showModal(); // the browser keeps the focus inside and the rest of the page inert
    complete.focus();
  });
}
