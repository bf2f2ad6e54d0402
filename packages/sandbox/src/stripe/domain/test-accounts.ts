/** What one of Stripe's test bank accounts does with a debit. A new account is a new row. */
export type TestAccount = {
  readonly type: DebitType;
  /** An IBAN, or the number of an account in the United States. */
  readonly number: string;
  /** Names of ready-made payment methods that stand for it on the API's side. */
  readonly aliases: readonly string[];
  readonly failure?: DebitFailure;
  /** `never`: stays `processing` until somebody settles it. */
  readonly pace: 'usual' | 'slow' | 'never';
  /** The payer's bank takes the money back as soon as it is there; there is no appeal. */
  readonly disputed?: boolean;
};

export type DebitType = 'sepa_debit' | 'us_bank_account';

export type DebitFailure = { readonly code: string; readonly message: string };

const failures = {
  failed: { code: 'payment_intent_payment_attempt_failed', message: 'The payment failed.' },
  insufficientFunds: {
    code: 'insufficient_funds',
    message: "The customer's account has insufficient funds to cover this payment.",
  },
  accountClosed: { code: 'account_closed', message: "The customer's bank account has been closed." },
  noAccount: { code: 'no_account', message: "The customer's bank account could not be located." },
  notAuthorized: {
    code: 'debit_not_authorized',
    message: 'The customer has notified their bank that this payment was unauthorized.',
  },
  aboveVolumeLimit: {
    code: 'charge_exceeds_source_limit',
    message: "This payment exceeds the limit of what may be debited from the customer's account in a week.",
  },
  aboveTransactionLimit: {
    code: 'charge_exceeds_transaction_limit',
    message: 'This payment exceeds the limit of a single debit.',
  },
} as const satisfies Record<string, DebitFailure>;

type Row = readonly [number: string, alias: string, traits?: Partial<TestAccount>];

/** @see https://docs.stripe.com/testing#sepa-direct-debit */
const german: readonly Row[] = [
  ['DE89370400440532013000', 'pm_success_de'],
  ['DE08370400440532013003', 'pm_successDelayed_de', { pace: 'slow' }],
  ['DE62370400440532013001', 'pm_failed_de', { failure: failures.failed }],
  ['DE78370400440532013004', 'pm_failedDelayed_de', { failure: failures.failed, pace: 'slow' }],
  ['DE35370400440532013002', 'pm_disputed_de', { disputed: true }],
  ['DE65370400440000343434', 'pm_exceedsWeeklyVolumeLimit_de', { failure: failures.aboveVolumeLimit }],
  [
    'DE27370400440000121212',
    'pm_exceedsWeeklyTransactionLimit_de',
    { failure: failures.aboveTransactionLimit },
  ],
  ['DE65370400440002222227', 'pm_insufficientFunds_de', { failure: failures.insufficientFunds }],
];

/** @see https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment#test-account-numbers */
const american: readonly Row[] = [
  ['000123456789', 'pm_usBankAccount_success'],
  ['000111111113', 'pm_usBankAccount_accountClosed', { failure: failures.accountClosed }],
  ['000111111116', 'pm_usBankAccount_noAccount', { failure: failures.noAccount }],
  ['000222222227', 'pm_usBankAccount_insufficientFunds', { failure: failures.insufficientFunds }],
  ['000333333335', 'pm_usBankAccount_debitNotAuthorized', { failure: failures.notAuthorized }],
  ['000777777771', 'pm_usBankAccount_weeklyLimitExceeded', { failure: failures.aboveVolumeLimit }],
  ['000555555559', 'pm_usBankAccount_dispute', { disputed: true }],
  ['000000000009', 'pm_usBankAccount_processing', { pace: 'never' }],
];

const accountsOf = (type: DebitType, rows: readonly Row[]): TestAccount[] =>
  rows.map(([number, alias, traits]) => ({ type, number, aliases: [alias], pace: 'usual', ...traits }));

export const testAccounts: readonly TestAccount[] = [
  ...accountsOf('sepa_debit', german),
  ...accountsOf('us_bank_account', american),
];

const byNumber = new Map(testAccounts.map((account) => [account.number, account]));
const byAlias = new Map(
  testAccounts.flatMap((account) => account.aliases.map((alias) => [alias, account] as const)),
);

export const testAccount = (number: string): TestAccount | undefined => byNumber.get(number);

/** The account that a ready-made payment method such as `pm_success_de` stands for. */
export const accountOfAlias = (alias: string): TestAccount | undefined => byAlias.get(alias);

/** Whether the check digits of an IBAN are right (ISO 13616). */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
}
