import type { Metadata } from 'next';
import { Result } from './result.tsx';

export const metadata: Metadata = { title: 'Your booking' };

type Props = {
  params: Promise<{ sessionId: string }>;
  searchParams: Promise<{ redirect_status?: string | string[] }>;
};

export default async function ResultPage({ params, searchParams }: Props) {
  const { sessionId } = await params;
  const { redirect_status: status } = await searchParams;
  return <Result sessionId={sessionId} redirectStatus={typeof status === 'string' ? status : null} />;
}
