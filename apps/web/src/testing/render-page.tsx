import type { ErrorCode, ErrorDetails } from '@halfpast/kernel';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';
import type { AppRouter } from '@/server/trpc/router';
import type {
  Alert,
  Checkout,
  Config,
  Dispute,
  PaidFor,
  PaymentDetails,
  Person,
  Quote,
  Session,
  SessionDetails,
  Slot,
  Tutor,
  TutorProfile,
} from '@/trpc/answers.ts';
import { newQueryClient, TRPCProvider } from '@/trpc/client.tsx';
import { fakeRouter } from './fake-router.ts';

type Api = {
  me: Person | null;
  config: Config;
  'tutors.list': readonly Tutor[];
  'tutors.byId': TutorProfile;
  'tutors.openSlots': readonly Slot[];
  'booking.book': { sessionId: string };
  'booking.checkout': Checkout;
  'booking.giveUp': unknown;
  'sessions.mine': readonly Session[];
  'sessions.byId': SessionDetails;
  'sessions.cancellationQuote': Quote;
  'sessions.cancel': SessionDetails;
  'payments.history': readonly PaidFor[];
  'payments.byId': PaymentDetails;
  'operations.alerts': readonly Alert[];
  'operations.disputes': readonly Dispute[];
};

type Call = { readonly path: string; readonly input: unknown };

/** What the API answers, procedure by procedure; one that isn't named never answers. */
export type Answers = {
  [Path in keyof Api]?: (input: Record<string, unknown>) => Api[Path] | Promise<Api[Path]>;
};

/** The error that the browser gets for a refusal of ours. */
export const refusal = (domainCode: ErrorCode, details: ErrorDetails = {}) =>
  TRPCClientError.from({
    error: { code: -32_000, message: domainCode, data: { code: 'CONFLICT', domainCode, details } },
  });

const isNamed = (path: string, answers: Answers): path is keyof Api => path in answers;

const linkTo =
  (answers: Answers, calls: Call[]): TRPCLink<AppRouter> =>
  () =>
  ({ op }) =>
    observable((observer) => {
      calls.push({ path: op.path, input: op.input });
      if (!isNamed(op.path, answers)) return;
      const answer = answers[op.path];
      void Promise.resolve({ ...Object(op.input) })
        .then((input) => answer?.(input))
        .then(
          (data) => {
            observer.next({ result: { data } });
            observer.complete();
          },
          (error) => observer.error(TRPCClientError.from(error)),
        );
    });

type World = { readonly answers?: Answers; readonly path?: string };

/** Renders a page as the browser would have it, on an API that answers what the test says. */
export function renderPage(page: ReactNode, { answers = {}, path = '/' }: World = {}) {
  const calls: Call[] = [];
  const router = fakeRouter();
  const queryClient: QueryClient = newQueryClient();
  const trpcClient = createTRPCClient<AppRouter>({ links: [linkTo(answers, calls)] });
  render(
    <AppRouterContext.Provider value={router}>
      <PathnameContext.Provider value={path}>
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
            {page}
          </TRPCProvider>
        </QueryClientProvider>
      </PathnameContext.Provider>
    </AppRouterContext.Provider>,
  );
  return { user: userEvent.setup({ delay: null }), router, calls, queryClient };
}
