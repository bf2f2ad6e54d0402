import type { Metadata } from 'next';
import { PaymentHistory } from './payment-history.tsx';

export const metadata: Metadata = { title: 'Payments' };

export default function PaymentsPage() {
  return <PaymentHistory />;
}
