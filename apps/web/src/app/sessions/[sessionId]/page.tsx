import type { Metadata } from 'next';
import { SessionDetails } from './session-details.tsx';

export const metadata: Metadata = { title: 'Session' };

export default async function SessionPage({ params }: { params: Promise<{ sessionId: string }> }) {
  const { sessionId } = await params;
  return <SessionDetails sessionId={sessionId} />;
}
