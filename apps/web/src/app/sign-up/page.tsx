import type { Metadata } from 'next';
import { SignUpForm } from './sign-up-form.tsx';

export const metadata: Metadata = { title: 'Sign up' };

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next } = await searchParams;
  return <SignUpForm next={typeof next === 'string' ? next : undefined} />;
}
