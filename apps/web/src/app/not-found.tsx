import type { Metadata } from 'next';
import Link from 'next/link';
import { buttonLook } from '@/components/button.tsx';
import { Dial } from '@/components/wordmark.tsx';

export const metadata: Metadata = { title: 'Nothing here' };

export default function NotFound() {
  return (
    <div className="flex flex-col items-start gap-5 py-12">
      <Dial className="size-20" />
      <h1 className="text-4xl sm:text-5xl">There is nothing at this address</h1>
      <p className="max-w-prose text-ink-soft">
        The link may be old, or what was here belongs to somebody else.
      </p>
      <Link href="/" className={buttonLook()}>
        See the tutors
      </Link>
    </div>
  );
}
