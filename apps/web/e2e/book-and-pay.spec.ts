import { expect } from '@playwright/test';
import { cards, holdFirstTime, payWith, seeBooked } from './steps/booking.ts';
import { test } from './steps/journey.ts';
import { becomeStudent, signIn } from './steps/people.ts';

test('a student is declined, pays with another card, and both see the confirmed session', async ({
  page,
  browser,
}) => {
  await signIn(page, 'student@demo.test');
  await holdFirstTime(page, 'Marta Lindqvist');
  await payWith(page, cards.declined);
  await expect(page.getByRole('alert').filter({ hasText: 'didn’t go through' })).toContainText('declined');
  await payWith(page, cards.good);
  await seeBooked(page);

  await page.goto('/sessions');
  const lesson = page.getByRole('listitem').filter({ hasText: 'Marta Lindqvist' }).first();
  await expect(lesson).toContainText('Confirmed');
  await lesson.getByRole('link', { name: 'Marta Lindqvist', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Meeting link' })).toHaveAttribute('href', /^https:/);
  const address = new URL(page.url()).pathname;

  await page.goto('/payments');
  await expect(page.getByRole('listitem').filter({ hasText: 'Marta Lindqvist' }).first()).toContainText(
    'Paid',
  );

  const tutor = await browser.newPage();
  await signIn(tutor, 'tutor@demo.test');
  await tutor.goto(address);
  await expect(tutor.getByRole('main')).toContainText('Confirmed');
  await tutor.goto('/sessions');
  await expect(tutor.getByRole('listitem').filter({ hasText: 'Confirmed' }).first()).toBeVisible();
  await tutor.close();
});

test('3D Secure: a failed challenge is told and tried again, a passed one books', async ({
  page,
  baseURL,
}) => {
  await becomeStudent(page, baseURL ?? '');
  await holdFirstTime(page, 'Oliver Hargreaves');
  await payWith(page, cards.secure);
  await page.getByRole('dialog').getByRole('button', { name: 'Fail' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'didn’t go through' })).toBeVisible();
  await payWith(page, cards.secure);
  await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
  await seeBooked(page);
});

test('a checkout that is reloaded goes on with the same booking', async ({ page, baseURL }) => {
  await becomeStudent(page, baseURL ?? '');
  await holdFirstTime(page, 'Haruka Morimoto');
  const address = page.url();
  await page.reload();
  expect(page.url()).toBe(address);
  await payWith(page, cards.good);
  await seeBooked(page);
  await page.goto(address);
  await seeBooked(page);
});

test('a double click books once', async ({ page, baseURL }) => {
  await becomeStudent(page, baseURL ?? '');
  await page.goto('/');
  await page.getByRole('link', { name: 'Daniel Reyes' }).click();
  await page.locator('button[data-starts-at]:visible').first().click();
  await page.getByRole('button', { name: 'Book this time' }).dblclick();
  await expect(page.getByRole('heading', { name: 'Pay for your lesson' })).toBeVisible();
  await payWith(page, cards.good);
  await seeBooked(page);
  await page.goto('/payments');
  await expect(page.getByRole('listitem').filter({ hasText: 'Daniel Reyes' })).toHaveCount(1);
});
