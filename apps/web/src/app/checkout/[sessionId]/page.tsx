import type { Metadata } from 'next';
import { Checkout } from './checkout.tsx';

export const metadata: Metadata = { title: 'Checkout' };

export default async function CheckoutPage({ params }: { params: Promise<{ sessionId: string }> }) {
  const { sessionId } = await params;
  return <Checkout sessionId={sessionId} />;
}
