import { formatMoney } from '@halfpast/kernel';
import { shareWords } from '@/components/policy-words.ts';
import { dayAndTime } from '@/components/times.ts';
import type { Quote } from '@/trpc/answers.ts';
import type { Part } from './session-actions.ts';

type Asked = { readonly part: Part; readonly otherName: string; readonly zone: string };

export type QuoteWords = { readonly headline: string; readonly detail: string };

/** What comes back if one cancels now, in plain words; also when that is nothing. */
export function quoteWords(quote: Quote, { part, otherName, zone }: Asked): QuoteWords {
  const money = formatMoney(quote);
  const until = quote.until && dayAndTime(new Date(quote.until), zone);
  if (part === 'tutor')
    return {
      headline: `${otherName} gets ${money} back`,
      detail: 'That is everything that was paid. When a tutor cancels, it always is.',
    };
  if (quote.percent === 0)
    return {
      headline: 'Nothing comes back',
      detail: `It is too close to the start for that. Cancelling still lets ${otherName} know that you won’t come.`,
    };
  const share =
    quote.percent === 100 ? 'everything you paid' : `${shareWords(quote.percent)} of what you paid`;
  return {
    headline: `You get ${money} back`,
    detail: until ? `That is ${share}, if you cancel by ${until}. Later it is less.` : `That is ${share}.`,
  };
}
