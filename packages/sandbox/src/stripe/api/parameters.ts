import { z } from 'zod';
import type { Form } from '../form.ts';
import { invalidRequest, type StripeRefusal } from '../refusals.ts';

/** A refusal's code travels with the Zod issue that found the fault. */
const coded = (code: string) => ({ params: { code } });

const wholeNumber = (least: number, tooSmall: { message: string; code: string }) =>
  z
    .string()
    .refine((text) => /^-?\d{1,15}$/.test(text), {
      error: ({ input }) => `Invalid integer: ${String(input)}`,
      abort: true,
      ...coded('parameter_invalid_integer'),
    })
    .transform(Number)
    .refine((value) => value >= least, { error: tooSmall.message, ...coded(tooSmall.code) });

export const count = wholeNumber(0, {
  message: 'Invalid non-negative integer',
  code: 'parameter_invalid_integer',
});

export const amount = wholeNumber(1, {
  message: 'This value must be greater than or equal to 1.',
  code: 'parameter_invalid_integer',
}).refine((value) => value <= 99_999_999, {
  error: 'Amount must be no more than $999,999.99',
  ...coded('amount_too_large'),
});

const currencies = new Set(Intl.supportedValuesOf('currency'));

export const currency = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine((text) => currencies.has(text.toUpperCase()), {
    error: ({ input }) => `Invalid currency: ${input}`,
  });

export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A list arrives as a record keyed by position. */
export const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'object' && value !== null ? Object.values(value) : value),
    z.array(item),
  );

/** What is taken and makes no difference here. */
export const anything = z.record(z.string(), z.unknown());

export const expand = list(z.string()).optional();

/** An empty text takes the key away. */
export const metadata = z.record(z.string().max(40), z.string().max(500));

export const withoutEmpty = (record: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));

const range = z.strictObject({
  gt: count.optional(),
  gte: count.optional(),
  lt: count.optional(),
  lte: count.optional(),
});

/** What every list takes. */
export const paging = {
  limit: count
    .refine((value) => value >= 1 && value <= 100, {
      error: 'This value must be between 1 and 100.',
      ...coded('parameter_invalid_integer'),
    })
    .default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: z.union([count.transform((second) => ({ gte: second, lte: second })), range]).optional(),
  expand,
};

/**
 * Reads a request's parameters.
 * @throws StripeRefusal 400 that names the first parameter that is wrong
 */
export function read<T extends z.ZodType>(schema: T, form: Form): z.output<T> {
  const result = schema.safeParse(form);
  if (result.success) return result.data;
  throw refusalOf(result.error, form);
}

function refusalOf({ issues }: z.ZodError, form: Form): StripeRefusal {
  const [issue] = issues;
  if (!issue) return invalidRequest('Invalid request.');
  if (issue.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, issue.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = nameOf(issue.path);
  if (valueAt(form, issue.path) === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const code = issue.code === 'custom' ? issue.params?.code : undefined;
  return invalidRequest(issue.message, { param, ...(typeof code === 'string' ? { code } : {}) });
}

const nameOf = ([head, ...rest]: readonly PropertyKey[]): string =>
  String(head) + rest.map((key) => `[${String(key)}]`).join('');

const valueAt = (form: Form, path: readonly PropertyKey[]): unknown =>
  path.reduce<string | Form | undefined>(
    (value, key) => (typeof value === 'object' ? value[String(key)] : undefined),
    form,
  );
