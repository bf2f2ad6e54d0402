import { type Decline, declines } from './declines.ts';
import type { Complaint } from './dispute.ts';

/** What one of Stripe's test cards does. A new card is a new row. */
export type TestCard = {
  readonly number: string;
  /** Names of ready-made payment methods that stand for it on the API's side. */
  readonly aliases: readonly string[];
  /** `on-session`: a challenge only while the payer is there; `always`: without the payer it is refused. */
  readonly challenge: 'never' | 'on-session' | 'always';
  readonly decline?: Decline;
  /** The issuer can only find the security code wrong if one was sent. */
  readonly declinesOnlyWithCvc?: boolean;
  readonly refund: 'succeeds' | 'pending' | 'fails';
  /** What the bank finds of a code or an address that was given; it only says so. */
  readonly checks?: Readonly<Partial<Record<Check, 'fail' | 'unavailable'>>>;
  readonly risk?: 'elevated';
  /** 3D Secure lets the payer through without a challenge. */
  readonly frictionless?: boolean;
  /** What the payer tells the bank right after paying. */
  readonly disputes?: readonly Complaint[];
  readonly fraudWarning?: boolean;
};

type Check = 'cvc_check' | 'address_line1_check' | 'address_postal_code_check';

type Row = readonly [number: string, aliases: readonly string[], traits?: Partial<TestCard>];

/** @see https://docs.stripe.com/testing */
const rows: readonly Row[] = [
  ['4242424242424242', ['pm_card_visa']],
  ['4000056655665556', ['pm_card_visa_debit']],
  ['5555555555554444', ['pm_card_mastercard']],
  ['5200828282828210', ['pm_card_mastercard_debit']],
  ['378282246310005', ['pm_card_amex']],
  ['6011111111111117', ['pm_card_discover']],
  ['4000000000000077', ['pm_card_bypassPending']],
  ['4000000000003055', ['pm_card_threeDSecureOptional']],
  ['4000000000003097', ['pm_card_threeDSecureOptionalProcessingError']],
  ['4000000032200000', [], { frictionless: true }],
  ['4000000000000101', ['pm_card_cvcCheckFail'], { checks: { cvc_check: 'fail' } }],
  ['4000000000000036', ['pm_card_avsZipFail'], { checks: { address_postal_code_check: 'fail' } }],
  ['4000000000000028', ['pm_card_avsLine1Fail'], { checks: { address_line1_check: 'fail' } }],
  [
    '4000000000000010',
    ['pm_card_avsFail'],
    { checks: { address_line1_check: 'fail', address_postal_code_check: 'fail' } },
  ],
  [
    '4000000000000044',
    ['pm_card_avsUnchecked'],
    { checks: { address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' } },
  ],
  ['4000000000009235', ['pm_card_riskLevelElevated'], { risk: 'elevated' }],

  [
    '4000000000000002',
    ['pm_card_visa_chargeDeclined', 'pm_card_chargeDeclined'],
    { decline: declines.generic },
  ],
  [
    '4000000000009995',
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'pm_card_chargeDeclinedInsufficientFunds'],
    { decline: declines.insufficientFunds },
  ],
  [
    '4000000000009987',
    ['pm_card_visa_chargeDeclinedLostCard', 'pm_card_chargeDeclinedLostCard'],
    { decline: declines.lostCard },
  ],
  [
    '4000000000009979',
    ['pm_card_visa_chargeDeclinedStolenCard', 'pm_card_chargeDeclinedStolenCard'],
    { decline: declines.stolenCard },
  ],
  [
    '4000000000006975',
    ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'pm_card_chargeDeclinedVelocityLimitExceeded'],
    { decline: declines.velocity },
  ],
  ['4000000000000069', ['pm_card_chargeDeclinedExpiredCard'], { decline: declines.expiredCard }],
  [
    '4000000000000127',
    ['pm_card_chargeDeclinedIncorrectCvc'],
    { decline: declines.incorrectCvc, declinesOnlyWithCvc: true, checks: { cvc_check: 'fail' } },
  ],
  ['4000000000000119', ['pm_card_chargeDeclinedProcessingError'], { decline: declines.processingError }],
  ['4000000000000341', ['pm_card_chargeCustomerFail'], { decline: declines.generic }],
  ['4100000000000019', ['pm_card_radarBlock'], { decline: declines.blocked }],
  ['4000000000004954', ['pm_card_riskLevelHighest'], { decline: declines.blocked }],

  ['4000000000003220', ['pm_card_threeDSecure2Required'], { challenge: 'always' }],
  ['4000000000003063', ['pm_card_threeDSecureRequired'], { challenge: 'always' }],
  ['4000008400000027', [], { challenge: 'always' }],
  ['4000002500003155', ['pm_card_authenticationRequiredOnSetup'], { challenge: 'always' }],
  ['4000002760003184', ['pm_card_authenticationRequired'], { challenge: 'always' }],
  ['4000003800000446', ['pm_card_authenticationRequiredSetupForOffSession'], { challenge: 'on-session' }],
  [
    '4000008260003178',
    ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'],
    { challenge: 'always', decline: declines.insufficientFunds },
  ],
  [
    '4000008400001629',
    ['pm_card_threeDSecureRequiredChargeDeclined'],
    { challenge: 'always', decline: declines.generic },
  ],
  ['4000008400001280', ['pm_card_threeDSecureRequiredProcessingError'], { decline: declines.generic }],

  ['4000000000007726', ['pm_card_pendingRefund'], { refund: 'pending' }],
  ['4000000000005126', ['pm_card_refundFail'], { refund: 'fails' }],

  ['4000000000000259', ['pm_card_createDispute'], { disputes: [{ reason: 'fraudulent' }] }],
  [
    '4000000000002685',
    ['pm_card_createDisputeProductNotReceived'],
    { disputes: [{ reason: 'product_not_received' }] },
  ],
  [
    '4000000000001976',
    ['pm_card_createDisputeInquiry'],
    { disputes: [{ reason: 'fraudulent', inquiry: true }] },
  ],
  ['4000000000005423', ['pm_card_createIssuerFraudRecord'], { fraudWarning: true }],
  [
    '4000000404000079',
    ['pm_card_createMultipleDisputes'],
    {
      disputes: [
        { reason: 'fraudulent', percent: 50 },
        { reason: 'product_not_received', percent: 50 },
      ],
    },
  ],
];

export const testCards: readonly TestCard[] = rows.map(([number, aliases, traits]) => ({
  number,
  aliases,
  challenge: 'never',
  refund: 'succeeds',
  ...traits,
}));

const byNumber = new Map(testCards.map((card) => [card.number, card]));
const byAlias = new Map(testCards.flatMap((card) => card.aliases.map((alias) => [alias, card] as const)));

/** What the card of this number does; one that isn't a test card is declined. */
export const testCard = (number: string): TestCard =>
  byNumber.get(number) ?? {
    number,
    aliases: [],
    challenge: 'never',
    refund: 'succeeds',
    decline: declines.notATestCard,
  };

/** The card that a ready-made payment method such as `pm_card_visa` stands for. */
export const cardOfAlias = (alias: string): TestCard | undefined => byAlias.get(alias);
