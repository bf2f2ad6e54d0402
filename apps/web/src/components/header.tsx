'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Person } from '@/trpc/answers.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { buttonLook } from './button.tsx';
import { SignOut } from './sign-out.tsx';
import { Wordmark } from './wordmark.tsx';

const placesFor: Record<Person['role'] | 'visitor', readonly (readonly [href: string, label: string])[]> = {
  visitor: [['/', 'Tutors']],
  student: [
    ['/', 'Tutors'],
    ['/sessions', 'My sessions'],
    ['/payments', 'Payments'],
  ],
  tutor: [
    ['/sessions', 'My sessions'],
    ['/', 'Tutors'],
  ],
  operator: [
    ['/', 'Tutors'],
    ['/sessions', 'Sessions'],
    ['/payments', 'Payments'],
    ['/operations', 'Operations'],
  ],
};

const isHere = (href: string, path: string) =>
  href === '/' ? path === '/' || path.startsWith('/tutors') : path.startsWith(href);

/** Name of the house, the places of one's role, and one's account. */
export function Header() {
  const path = usePathname() ?? '/';
  const me = useQuery(useTRPC().me.queryOptions());
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-8 gap-y-1 px-4 py-3 sm:px-6">
        <Link href="/" className="mr-auto flex py-2" aria-label="Halfpast, home">
          <Wordmark />
        </Link>
        <nav aria-label="Main" className="order-last -mx-2 w-full sm:order-none sm:mx-0 sm:w-auto">
          <ul className="flex flex-wrap gap-1">
            {placesFor[me.data?.role ?? 'visitor'].map(([href, label]) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={isHere(href, path) ? 'page' : undefined}
                  className="block rounded-full px-2 py-2 font-medium sm:px-3 decoration-accent decoration-[3px] underline-offset-8 hover:underline aria-[current=page]:underline"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <Account me={me.data} isPending={me.isPending} />
      </div>
    </header>
  );
}

function Account({ me, isPending }: { me: Person | null | undefined; isPending: boolean }) {
  if (isPending) return <span className="h-11 w-24" />;
  if (me) return <SignOut name={me.name} />;
  return (
    <div className="flex items-center gap-2">
      <Link href="/sign-in" className={buttonLook('quiet')}>
        Sign in
      </Link>
      <Link href="/sign-up" className={`${buttonLook('plain')} max-sm:hidden`}>
        Sign up
      </Link>
    </div>
  );
}
