/** What a mail says, before it is given a look. All of it is plain text. */
export type Letter = {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** The other one's own words; they follow the first paragraph. */
  readonly quote?: string | undefined;
  readonly facts: readonly Fact[];
  readonly action: { readonly label: string; readonly href: string };
  /** Why this person gets this mail. */
  readonly because: string;
};

export type Fact = { readonly label: string; readonly value: string; readonly href?: string };
