import type { Metadata } from 'next';
import { Receipt } from './receipt.tsx';

export const metadata: Metadata = { title: 'Receipt' };

export default async function PaymentPage({ params }: { params: Promise<{ paymentId: string }> }) {
  const { paymentId } = await params;
  return <Receipt paymentId={paymentId} />;
}
