import type { Metadata } from 'next';
import { SessionList } from './session-list.tsx';
import { shelfIn } from './shelves.ts';

export const metadata: Metadata = { title: 'My sessions' };

export default async function SessionsPage({
  searchParams,
}: {
  searchParams: Promise<{ show?: string | string[] }>;
}) {
  const { show } = await searchParams;
  return <SessionList initial={shelfIn(show)} />;
}
