'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { authClient } from '@/auth-client.ts';
import { Button } from './button.tsx';

/** Who is signed in, and the way out. What they saw leaves the cache with them. */
export function SignOut({ name }: { name: string }) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const [isLeaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    const { error } = await authClient.signOut().catch(() => ({ error: true }));
    setLeaving(false);
    if (error) return;
    router.push('/');
    await queryClient.resetQueries();
    router.refresh();
  };
  return (
    <div className="flex items-center gap-1">
      <span className="max-w-32 truncate text-ink-soft max-md:hidden">{name}</span>
      <Button look="quiet" className="-mr-4" onClick={leave} disabled={isLeaving}>
        Sign out
      </Button>
    </div>
  );
}
