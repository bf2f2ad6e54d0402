'use client';
import { Elements } from '@stripe/react-stripe-js';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button.tsx';
import { Waiting } from '@/components/waiting.tsx';
import type { Checkout } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { useAppearance } from './appearance.ts';
import { PaymentForm } from './payment-form.tsx';
import { type StripeConfig, stripeFrom } from './stripe-script.ts';

type Props = { checkout: Checkout; clientSecret: string; onChange: () => void };

/** The payment form, once Stripe.js is there. */
export function PayForLesson({ checkout, clientSecret, onChange }: Props) {
  const appearance = useAppearance();
  const config = useQuery(useTRPC().config.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const stripe = useStripeJs(config.data);
  const failed = [config, stripe].find(({ isError }) => isError);
  return (
    <>
      {failed && (
        <div role="alert" className="rounded-2xl border border-line bg-sheet p-6">
          <p className="font-display text-xl font-semibold">The payment form didn’t load</p>
          <p className="mt-1 mb-4 text-ink-soft">Your time is still held and nothing is charged.</p>
          <Button look="plain" onClick={() => failed.refetch()}>
            Try again
          </Button>
        </div>
      )}
      {!failed && !stripe.data && <Waiting label="Loading the payment form" rows={2} className="h-24" />}
      {stripe.data && (
        <Elements
          key={clientSecret}
          stripe={stripe.data}
          options={{ clientSecret, appearance, locale: 'en' }}
        >
          <PaymentForm checkout={checkout} onChange={onChange} />
        </Elements>
      )}
    </>
  );
}

/** Stripe.js for what the server says, kept for as long as the tab. */
const useStripeJs = (config: StripeConfig | undefined) =>
  useQuery({
    queryKey: ['stripe-js', config],
    queryFn: () => (config ? stripeFrom(config) : null),
    enabled: config !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: false,
  });
