import type { PaymentError } from './errors.ts';

/** The fields of one way to pay, as plain labelled inputs of the page, so that people, autofill and tests reach them the same way. */
export type MethodForm = {
  readonly node: HTMLElement;
  state(): { readonly complete: boolean; readonly empty: boolean };
  /** Shows what is wrong in every field, takes the payer to the first of them, and answers it. */
  validate(): PaymentError | undefined;
  /** What was typed, as the API takes it. */
  paymentMethodData(): Record<string, unknown>;
  focus(): void;
  clear(): void;
};

/** What the page knows of the payer already. */
export type KnownPayer = {
  readonly name?: string;
  readonly email?: string;
  readonly address?: { readonly country?: string };
};
