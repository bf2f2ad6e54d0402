import type { Letter } from './letter.ts';

/** A letter as text, for those who read their mail without pictures and boxes. */
export function plainText({ heading, paragraphs, quote, facts, action, because }: Letter): string {
  const [first = '', ...others] = paragraphs;
  const width = Math.max(...facts.map(({ label }) => label.length)) + 2;
  return [
    heading,
    first,
    ...(quote === undefined ? [] : [`“${quote}”`]),
    ...others,
    facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${value}`).join('\n'),
    `${action.label}: ${action.href}`,
    `-- \nHalfpast. ${because}`,
  ].join('\n\n');
}
