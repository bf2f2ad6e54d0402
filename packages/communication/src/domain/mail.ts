/** One who gets mail; names and addresses are the identity provider's. */
export type Person = {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  /** IANA, as the person's browser told it. */
  readonly timeZone: string;
};

export type Mailbox = { readonly name: string; readonly address: string };

/** A mail as it is handed over to be sent. */
export type Mail = {
  /** "<id@host>": the same each time that it is tried. */
  readonly messageId: string;
  readonly to: Mailbox;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string };
};
