import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Viewer } from '@halfpast/kernel';
import { createPrisma, type PrismaClient } from '@halfpast/prisma';
import { createTestDatabase } from '@halfpast/sandbox';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { createElement, type ReactNode } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type App, createApp } from '@/server/app.ts';
import { envWith } from '@/server/testing/settings.ts';
import { aTutor } from '@/testing/builders.ts';
import { fakeRouter } from '@/testing/fake-router.ts';
import RootLayout from './layout.tsx';
import OperationsPage from './operations/page.tsx';
import TutorsPage from './page.tsx';
import TutorPage from './tutors/[tutorId]/page.tsx';

vi.mock('next/headers', () => ({ headers: async () => new Headers() }));

/** The HTML of a page as the server sends it, before any script has run. */
const firstPaint = (page: ReactNode): Promise<string> =>
  new Promise((resolve, reject) => {
    const document = createElement(
      AppRouterContext.Provider,
      { value: fakeRouter() },
      RootLayout({ children: page }),
    );
    const { pipe } = renderToPipeableStream(document, {
      onAllReady: () => resolve(text(pipe(new PassThrough()))),
      onError: reject,
    });
  });

let prisma: PrismaClient;
let app: App;

beforeAll(async () => {
  const url = await createTestDatabase(inject('postgresUrl'));
  prisma = createPrisma(url);
  app = createApp(envWith({ DATABASE_URL: url }), { prisma });
  globalThis.halfpastApp = app;
  await prisma.tutor.create({ data: aTutor() });
});

const as = (viewer: Viewer | undefined) => {
  globalThis.halfpastApp = { ...app, viewerOf: async () => viewer };
};

afterAll(async () => {
  await prisma.$disconnect();
  globalThis.halfpastApp = undefined;
});

describe('the first paint', () => {
  it('has the tutors and the way in, and no skeleton', async () => {
    const html = await firstPaint(await TutorsPage({ searchParams: Promise.resolve({}) }));
    expect(html).toContain('Ana Beltrán');
    expect(html).toContain('€40.00');
    expect(html).toContain('href="/sign-in"');
    expect(html).toContain('href="#main"');
    expect(html).not.toContain('Looking for tutors');
  });

  it('has the subject that the address asks for', async () => {
    const searchParams = Promise.resolve({ subject: 'Dutch' });
    expect(await firstPaint(await TutorsPage({ searchParams }))).toContain('Nobody teaches Dutch yet');
  });

  it('has the tutor whose page it is', async () => {
    const page = { params: Promise.resolve({ tutorId: 'tutor-ana' }), searchParams: Promise.resolve({}) };
    expect(await firstPaint(await TutorPage(page))).toContain('Now I teach one at a time.');
  });

  it('leaves what failed to the browser', async () => {
    const page = { params: Promise.resolve({ tutorId: 'nobody' }), searchParams: Promise.resolve({}) };
    expect(await firstPaint(await TutorPage(page))).toContain('Opening the tutor’s page');
  });
});

describe('the page for operators', () => {
  it('is there for them', async () => {
    as({ personId: 'operator-1', role: 'operator' });
    expect(await firstPaint(await OperationsPage())).toContain('Open disputes');
  });

  it.each([
    undefined,
    { personId: 'tutor-1', role: 'tutor' },
    { personId: 'student-1', role: 'student' },
  ] as const)('is not there for %j', async (viewer) => {
    as(viewer);
    await expect(OperationsPage()).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' });
  });
});
