import type { Ledger } from '../ledger.ts';
import { invalidRequest } from '../refusals.ts';

const expandable: Record<string, 'payment_intent' | 'charge' | 'payment_method'> = {
  latest_charge: 'charge',
  charge: 'charge',
  payment_intent: 'payment_intent',
  payment_method: 'payment_method',
};

/** `body` with the objects that `paths` ask for in place of their ids: `latest_charge`, `data.payment_intent`. */
export async function expanded(
  body: object,
  paths: readonly string[] | undefined,
  ledger: Ledger,
): Promise<object> {
  if (!paths || paths.length === 0) return body;
  const copy: object = structuredClone(body);
  for (const path of paths) await expandPath(copy, path.split('.'), ledger);
  return copy;
}

async function expandPath(node: unknown, [key = '', ...rest]: string[], ledger: Ledger): Promise<void> {
  if (Array.isArray(node)) {
    for (const item of node) await expandPath(item, [key, ...rest], ledger);
    return;
  }
  if (!isRecord(node)) return;
  const value = node[key];
  const kind = expandable[key];
  if (value === undefined) {
    throw invalidRequest(`This property cannot be expanded (${key}).`, { param: 'expand' });
  }
  if (kind && typeof value === 'string') node[key] = await ledger.find(kind, value);
  if (rest.length > 0) await expandPath(node[key], rest, ledger);
}

const isRecord = (node: unknown): node is Record<string, unknown> =>
  typeof node === 'object' && node !== null;
