import type { Viewer } from '@halfpast/kernel';
import type { TrpcContext } from '../trpc/init.ts';
import { appRouter } from '../trpc/router.ts';
import { services, student } from './services.ts';

export type Changes = Partial<TrpcContext['app']> & { viewer?: Viewer | null };

/** The procedures over in-memory services, called in process. */
export const callerWith = ({ viewer = student, ...changes }: Changes = {}) =>
  appRouter.createCaller({
    app: { ...services(), ...changes },
    requestId: 'request-1',
    viewer: async () => viewer ?? undefined,
  });
