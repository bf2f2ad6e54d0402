import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { getApp } from '@/server/app.ts';
import { Operations } from './operations.tsx';

export const metadata: Metadata = { title: 'Operations' };

/** There is no such page but for operators. */
export default async function OperationsPage() {
  const viewer = await getApp().viewerOf(new Headers(await headers()));
  if (viewer?.role !== 'operator') notFound();
  return <Operations />;
}
