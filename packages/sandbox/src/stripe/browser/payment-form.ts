import { createCardForm } from './card-form.ts';
import { createDebitForm } from './debit-form.ts';
import { make } from './dom.ts';
import type { KnownPayer, MethodForm } from './method-form.ts';
import { createTabs } from './tabs.ts';

export type PaymentForm = MethodForm & {
  /** What the payer has chosen. */
  type(): string;
  /** Offers these ways to pay, of those that the sandbox has; a card until it is known. */
  offer(types: readonly string[]): void;
};

type Options = {
  readonly now: () => Date;
  readonly onChange: () => void;
  readonly askCountry: boolean;
  readonly askPayer: boolean;
  readonly payer: KnownPayer;
};

const labels: Readonly<Record<string, string>> = {
  card: 'Card',
  sepa_debit: 'SEPA Direct Debit',
  us_bank_account: 'US bank account',
};

/** All that the payer can choose from, with the fields of what is chosen. */
export function createPaymentForm({ now, onChange, askCountry, askPayer, payer }: Options): PaymentForm {
  const forms: Readonly<Record<string, MethodForm>> = {
    card: createCardForm({ now, onChange, askCountry, country: payer.address?.country }),
    sepa_debit: createDebitForm('sepa_debit', { onChange, askPayer, payer }),
    us_bank_account: createDebitForm('us_bank_account', { onChange, askPayer, payer }),
  };
  let chosen = 'card';
  const form = (): MethodForm => {
    const found = forms[chosen];
    if (!found) throw new Error(`There is no form for ${chosen}`);
    return found;
  };
  const node = make('div', {}, form().node);

  return {
    node,
    type: () => chosen,
    offer(types) {
      const known = types.filter((type) => forms[type]);
      const [first = 'card'] = known;
      const stays = known.includes(chosen) ? chosen : first;
      const { row, panel, choose } = createTabs(
        known.map((name) => ({ name, label: labels[name] ?? name })),
        (name) => {
          const changes = name !== chosen;
          chosen = name;
          if (form().node.parentNode !== panel) panel.replaceChildren(form().node);
          if (changes) onChange();
        },
      );
      choose(stays);
      if (known.length > 1) node.replaceChildren(row, panel);
      else node.replaceChildren(form().node);
    },
    state: () => form().state(),
    validate: () => form().validate(),
    paymentMethodData: () => form().paymentMethodData(),
    focus: () => form().focus(),
    clear: () => form().clear(),
  };
}
