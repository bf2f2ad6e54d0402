import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Header } from '@/components/header.tsx';
import { ApiProvider } from '@/trpc/client.tsx';
import { Prefetched } from '@/trpc/prefetch.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Halfpast – one-to-one lessons', template: '%s – Halfpast' },
  description: 'Find a tutor, pick a time, pay, and your lesson is booked.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f3ec' },
    { media: '(prefers-color-scheme: dark)', color: '#111713' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="flex flex-col">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:m-3 focus:bg-accent focus:p-3 focus:text-on-accent"
        >
          Skip to the page
        </a>
        <ApiProvider>
          {/* Around everything: who asks for `me` before it is in the cache would paint a stranger's page. */}
          <Prefetched ask={(cache, trpc) => [cache.prefetchQuery(trpc.me.queryOptions())]}>
            <Header />
            <main id="main" className="mx-auto w-full max-w-6xl flex-1 px-4 pt-8 pb-20 sm:px-6">
              {children}
            </main>
          </Prefetched>
        </ApiProvider>
        <footer className="border-t border-line">
          <p className="mx-auto max-w-6xl px-4 py-6 text-sm text-ink-soft sm:px-6">
            Halfpast. A lesson is booked once it is paid, and paid only if it is booked.
          </p>
        </footer>
      </body>
    </html>
  );
}
