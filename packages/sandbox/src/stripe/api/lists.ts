import type { Ledger } from '../ledger.ts';
import type { Page } from '../page.ts';
import type { Answer, Call } from './call.ts';
import { expanded } from './expand.ts';

type Wanted = {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?: Page['created'];
  readonly expand?: readonly string[] | undefined;
};

export const toPage = (wanted: Wanted): Page => ({
  limit: wanted.limit,
  startingAfter: wanted.starting_after,
  endingBefore: wanted.ending_before,
  created: wanted.created,
});

type Setting = { readonly call: Call; readonly wanted: Wanted; readonly ledger: Ledger };

/** Makes a page of `rows`, which hold one more than asked for if there is more. */
export async function listOf(rows: readonly object[], { call, wanted, ledger }: Setting): Promise<Answer> {
  const data = rows.slice(0, wanted.limit);
  const body = {
    object: 'list',
    data: wanted.ending_before ? data.reverse() : data,
    has_more: rows.length > wanted.limit,
    url: call.path,
  };
  return { status: 200, body: await expanded(body, wanted.expand, ledger) };
}
