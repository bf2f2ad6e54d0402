import { signedIn, type Viewer } from '@halfpast/kernel';
import type { Logger } from '@halfpast/kernel/logger';
import type { CancellationPolicy } from '@halfpast/saga';
import { initTRPC } from '@trpc/server';
import { report } from '../refusal.ts';
import type { UseCases } from '../use-cases.ts';
import { refusalOfTrpc, trpcErrorOf } from './errors.ts';

/** What the procedures of one HTTP request share. */
export type TrpcContext = {
  readonly app: UseCases & { readonly browser: BrowserSettings; readonly logger: Logger };
  readonly requestId: string;
  /** Looked up at most once, and only when a procedure asks. */
  viewer(): Promise<Viewer | undefined>;
};

/** What the browser must know of this deployment; nothing in it is secret. */
export type BrowserSettings = {
  readonly publishableKey: string;
  readonly stripeJsUrl: string | null;
  /** What who books now gets back for cancelling. */
  readonly cancellationPolicy: CancellationPolicy;
};

const t = initTRPC.context<TrpcContext>().create({
  isDev: false, // it would send stack traces to the browser
  errorFormatter({ shape, error, ctx }) {
    const { code, message, details } = refusalOfTrpc(error);
    const told = { domainCode: code, details, requestId: ctx?.requestId ?? null };
    return { ...shape, message, data: { ...shape.data, ...told } };
  },
});

export const router = t.router;

/** For everybody. A refusal leaves with its code, a surprise is logged and leaves masked. */
export const procedure = t.procedure.use(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const refusal = refusalOfTrpc(result.error);
  report(ctx.app.logger, refusal, { requestId: ctx.requestId, path });
  throw trpcErrorOf(refusal);
});

/** For people who have signed in. */
export const signedInProcedure = procedure.use(async ({ ctx, next }) =>
  next({ ctx: { viewer: signedIn(await ctx.viewer()) } }),
);
