import { expect } from '@playwright/test';
import { accounts, holdLaterTime, payFrom, seeBooked } from './steps/booking.ts';
import { test } from './steps/journey.ts';
import { becomeStudent } from './steps/people.ts';

const tutorName = 'Daniel Reyes';

test('a lesson that a slow bank pays is pending first, and then booked', async ({ page, baseURL }) => {
  test.setTimeout(120_000);
  await becomeStudent(page, baseURL ?? '');
  await holdLaterTime(page, tutorName);
  await payFrom(page, accounts.good);
  const result = page.url();
  await page.getByRole('link', { name: 'My sessions' }).last().click();
  const lesson = page.getByRole('listitem').filter({ hasText: tutorName });
  await expect(lesson).toContainText(/Payment pending|Confirmed/);
  await lesson.getByRole('link', { name: tutorName, exact: true }).click();
  await expect(page.getByText('Confirmed')).toBeVisible({ timeout: 30_000 });
  await page.goto(result);
  await seeBooked(page);
});

test('a lesson that the bank doesn’t pay after all is open again, and nothing was charged', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(120_000);
  await becomeStudent(page, baseURL ?? '');
  const startsAt = await holdLaterTime(page, 'Pemba Gurung');
  await payFrom(page, accounts.failing);
  await expect(page.getByRole('heading', { name: 'Your bank didn’t make the payment' })).toBeVisible({
    timeout: 30_000,
  });
  await page.goto('/sessions?show=cancelled');
  await page.getByRole('listitem').getByRole('link', { name: 'Pemba Gurung', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The payment failed' })).toBeVisible();
  await expect(page.getByText('You have not been charged.')).toBeVisible();
  await page.getByRole('link', { name: 'Book another time with Pemba Gurung' }).click();
  for (let weeks = 0; weeks < 2; weeks++) await page.getByRole('button', { name: 'Later week' }).click();
  await expect(page.locator(`button[data-starts-at="${startsAt}"]:visible`)).toBeVisible();
});
