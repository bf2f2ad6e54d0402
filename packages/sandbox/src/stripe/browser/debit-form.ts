import {
  type DebitField,
  type DebitType,
  debitFaultOf,
  debitFields,
  debitLooks,
  groupedDebit,
} from './debit-fields.ts';
import { make } from './dom.ts';
import { createField } from './field.ts';
import { joinFields } from './fields.ts';
import type { KnownPayer, MethodForm } from './method-form.ts';

type Options = {
  readonly onChange: () => void;
  /** Without it the page itself says who pays. */
  readonly askPayer: boolean;
  readonly payer: KnownPayer;
};

const accounts: Record<DebitType, string> = {
  sepa_debit: 'DE89 3704 0044 0532 0130 00',
  us_bank_account: '110000000 and 000123456789',
};

/** A bank account to be debited. */
export function createDebitForm(type: DebitType, { onChange, askPayer, payer }: Options): MethodForm {
  const names = debitFields[type].filter((name) => askPayer || (name !== 'name' && name !== 'email'));
  const inputs = {
    iban: createField('iban', debitLooks.iban),
    routing: createField('routing', debitLooks.routing),
    account: createField('account', debitLooks.account),
    name: createField('name', debitLooks.name),
    email: createField('email', debitLooks.email),
  };
  inputs.name.input.value = payer.name ?? '';
  inputs.email.input.value = payer.email ?? '';
  const value = (name: DebitField): string => inputs[name].input.value.trim();

  return {
    ...joinFields(inputs, {
      names,
      faultOf: (name) => debitFaultOf(name, value(name)),
      grouped: groupedDebit,
      onChange,
    }),
    node: make(
      'div',
      { class: 'StripeSandbox-grid' },
      ...names.map((name) => inputs[name].node),
      make(
        'p',
        { class: 'StripeSandbox-mandate' },
        'By paying you allow your account to be debited once for this payment. Your bank takes a few days to do so.',
      ),
      make('p', { class: 'StripeSandbox-mark' }, `Sandbox: test accounts only, such as ${accounts[type]}`),
    ),
    paymentMethodData: () => ({
      type,
      ...(type === 'sepa_debit'
        ? { sepa_debit: { iban: value('iban').replaceAll(' ', '') } }
        : {
            us_bank_account: {
              routing_number: value('routing'),
              account_number: value('account'),
              account_holder_type: 'individual',
            },
          }),
      ...(askPayer ? { billing_details: { name: value('name'), email: value('email') } } : {}),
    }),
  };
}
