/** Which part of a list is wanted. */
export type Page = {
  readonly limit: number;
  readonly startingAfter?: string | undefined;
  readonly endingBefore?: string | undefined;
  readonly paymentIntent?: string | undefined;
  readonly charge?: string | undefined;
  readonly created?: Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>> | undefined;
};

/** Seconds are whole numbers, so `gt` and `lt` are `gte` and `lte` of the next one. */
export const boundsOf = ({ startingAfter, endingBefore, created }: Page) => [
  startingAfter,
  endingBefore,
  created?.gte ?? (created?.gt === undefined ? undefined : created.gt + 1),
  created?.lte ?? (created?.lt === undefined ? undefined : created.lt - 1),
];
