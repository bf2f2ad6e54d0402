'use client';
import { formatMoney } from '@halfpast/kernel';
import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button.tsx';
import type { Checkout } from '@/trpc/answers.ts';
import { paymentErrorWords } from './payment-error-words.ts';

type Props = { checkout: Checkout; onChange: () => void };

/** Stripe's fields and our button. A decline is told here and tried again here, on the same intent. */
export function PaymentForm({ checkout, onChange }: Props) {
  const stripe = useStripe();
  const elements = useElements();
  const router = useRouter();
  const [isReady, setReady] = useState(false);
  const [isPaying, setPaying] = useState(false);
  const [refusal, setRefusal] = useState(checkout.failureReason);
  const price = formatMoney(checkout);
  const result = `/checkout/${checkout.sessionId}/result`;

  const pay = async (event: FormEvent) => {
    event.preventDefault();
    if (!stripe || !elements || isPaying) return;
    setPaying(true);
    setRefusal(null);
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: new URL(result, window.location.origin).href },
      redirect: 'if_required',
    });
    if (paymentIntent) return router.push(`${result}?redirect_status=${paymentIntent.status}`);
    setPaying(false);
    setRefusal(paymentErrorWords(error));
    onChange();
  };

  return (
    <form onSubmit={pay} className="space-y-6">
      <PaymentElement options={{ layout: 'tabs' }} onReady={() => setReady(true)} />
      {refusal && (
        <p role="alert" className="rounded-xl bg-bad-wash p-4 text-bad">
          <span className="font-semibold">The payment didn’t go through.</span> {refusal} You can try again
          below, with the same card or another.
        </p>
      )}
      <Button type="submit" wide disabled={!isReady || isPaying} className="min-h-14 text-lg">
        {isPaying ? `Paying ${price}…` : `Pay ${price}`}
      </Button>
    </form>
  );
}
