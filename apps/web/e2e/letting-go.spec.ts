import { expect } from '@playwright/test';
import { holdFirstTime, openTutor, pickTime } from './steps/booking.ts';
import { test } from './steps/journey.ts';
import { becomeStudent } from './steps/people.ts';

const shortHold = process.env.SHORT_HOLD_URL ?? '';

test('a time that is given up is on offer again', async ({ page, baseURL }) => {
  await becomeStudent(page, baseURL ?? '');
  const startsAt = await holdFirstTime(page, 'Ananya Iyer');
  await page.getByRole('button', { name: 'Give this slot up' }).click();
  await expect(page.getByRole('heading', { name: 'You gave this time up' })).toBeVisible();
  await page.getByRole('link', { name: /^Pick another time/ }).click();
  await expect(page.locator(`button[data-starts-at="${startsAt}"]:visible`)).toBeVisible();
});

test.describe('with holds that end soon', () => {
  test.use({ baseURL: shortHold });

  test('a hold that nobody pays for ends, and its time is on offer again', async ({ page, baseURL }) => {
    await becomeStudent(page, baseURL ?? '');
    const startsAt = await holdFirstTime(page, 'Marta Lindqvist');
    await expect(page.getByRole('heading', { name: 'The time ran out' })).toBeVisible({ timeout: 45_000 });
    await page.getByRole('link', { name: /^Pick another time/ }).click();
    await expect(page.locator(`button[data-starts-at="${startsAt}"]:visible`)).toBeVisible();
  });
});

test('a student who comes second is told and offered other times', async ({ page, browser, baseURL }) => {
  const origin = baseURL ?? '';
  await becomeStudent(page, origin);
  await openTutor(page, 'Sofía Cardenal');
  await pickTime(page);

  const quicker = await browser.newPage();
  await becomeStudent(quicker, origin);
  await holdFirstTime(quicker, 'Sofía Cardenal');
  await quicker.close();

  await page.getByRole('button', { name: 'Book this time' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'Sofía Cardenal can also do:' });
  await refusal.getByRole('button').first().click();
  await page.getByRole('button', { name: 'Book this time' }).click();
  await expect(page.getByRole('heading', { name: 'Pay for your lesson' })).toBeVisible();
});
