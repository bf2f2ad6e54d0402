import { expect } from '@playwright/test';
import { cards, holdFirstTime, payWith } from './steps/booking.ts';
import { test } from './steps/journey.ts';
import { becomeStudent } from './steps/people.ts';

test('a page runs no script that somebody has put into it', async ({ page }) => {
  const response = await page.goto('/');
  const policy = (await response?.headerValue('content-security-policy')) ?? '';
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src ')) ?? '';
  expect(scripts).toMatch(/'nonce-[^']{20,}'/);
  expect(scripts).not.toContain('unsafe-inline');
  expect(scripts).not.toContain('unsafe-eval');
  const inline = await page.locator('script:not([src])').evaluateAll((all) => all.map((one) => one.nonce));
  expect(inline.length).toBeGreaterThan(0);
  expect(inline).not.toContain('');
});

test('no header talks a page out of its policy, or into another', async ({ request }) => {
  for (const [name, value] of [
    ['next-router-prefetch', '1'],
    ['x-middleware-subrequest', Array(5).fill('src/proxy').join(':')],
    ['content-security-policy', "script-src 'nonce-mine'"],
  ] as const) {
    const answer = await request.get('/', { headers: { [name]: value } });
    expect(answer.headers()['content-security-policy'], name).toContain("'strict-dynamic'");
    expect(await answer.text(), name).not.toContain('nonce="mine"');
  }
});

test('every answer keeps to itself', async ({ request }) => {
  for (const address of ['/', '/sessions', '/no-such-page', '/api/health', '/api/trpc/config']) {
    const headers = (await request.get(address)).headers();
    expect(headers['content-security-policy'], address).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options'], address).toBe('nosniff');
    expect(headers['referrer-policy'], address).toBe('strict-origin');
    expect(headers['permissions-policy'], address).toContain('payment=(self');
    expect(headers['strict-transport-security'], address).toBeUndefined();
    expect(headers['x-powered-by'], address).toBeUndefined();
  }
  const overTls = await request.get('/api/health', { headers: { 'x-forwarded-proto': 'https' } });
  expect(overTls.headers()['strict-transport-security']).toMatch(/^max-age=\d{8}/);
});

test('what is wrong at a door is refused, and tells no secret to the log', async ({
  page,
  request,
  baseURL,
}) => {
  await becomeStudent(page, baseURL ?? '');
  await holdFirstTime(page, 'Marta Lindqvist');
  await payWith(page, cards.declined);
  await expect(page.getByRole('alert').filter({ hasText: 'didn’t go through' })).toBeVisible();

  const refused = [
    request.post('/api/webhooks/stripe', {
      data: { type: 'payment_intent.succeeded', client_secret: 'pi_1_secret_0123456789abcdefghijklmn' },
      headers: { 'stripe-signature': `t=1,v1=${'ab'.repeat(32)}` },
    }),
    request.post('/api/auth/sign-in/email', {
      data: { email: 'student@demo.test', password: 'not-the-password-1' },
    }),
    request.post('/api/graphql', {
      data: { query: '{ getMySessions { sessionId } }' },
      headers: {
        authorization: 'Bearer 0123456789abcdefghijklmnopqrstuv.sig',
        cookie: 'better-auth.session_token=x.y',
      },
    }),
    request.post('/api/inngest', { data: {} }),
  ];
  const statuses = (await Promise.all(refused)).map((answer) => answer.status());
  expect(statuses).toEqual([400, 401, 200, expect.any(Number)]);
  await page.goto('/sessions?payment_intent_client_secret=pi_2_secret_0123456789abcdefghijklmn');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
