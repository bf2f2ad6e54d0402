import type { Logger } from '@halfpast/kernel/logger';
import { reportFailure } from './report-failure.ts';

/** How a saga runs on an event: tried again for some hours, and an operator hears when it has given up. */
export const onEvent = (
  event: string,
  { logger, ...shown }: { readonly id: string; readonly name: string; readonly logger: Logger },
) => ({
  ...shown,
  retries: 10 as const,
  triggers: [{ event }],
  onFailure: reportFailure(logger, shown.id),
});
