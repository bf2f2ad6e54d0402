import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` random characters such as Stripe's ids are made of. */
export const randomText = (length: number): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');

/** `py_` and `pyr_`: a charge and a refund of anything but a card. */
type Prefix =
  | 'pi_3'
  | 'ch_3'
  | 'py_3'
  | 're_3'
  | 'pyr_1'
  | 'pm_1'
  | 'du_1'
  | 'issfr_1'
  | 'mandate_1'
  | 'evt_3'
  | 'txn_3';

/** An id as Stripe writes it: the prefix tells the kind of object. */
export const newStripeId = (prefix: Prefix): string => `${prefix}${randomText(23)}`;

export const newRequestId = (): string => `req_${randomText(14)}`;
