import { expect } from '@playwright/test';
import { test } from './steps/journey.ts';

test('a visitor signs up, signs out and signs in again', async ({ page }) => {
  const email = `ida-${crypto.randomUUID().slice(0, 8)}@journey.test`;
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Ida Holm');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('a-long-password');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('link', { name: 'My sessions' }).click();
  await expect(page.getByText('No lesson ahead')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await page.getByLabel('Password').fill('a-long-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('a visitor who picks a time is led through signing in and keeps the time', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Grace Whitlock' }).click();
  const time = page.locator('button[data-starts-at]:visible').nth(1);
  await time.click();
  const startsAt = await time.getAttribute('data-starts-at');
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByLabel('E-mail').fill('student2@demo.test');
  await page.getByLabel('Password').fill('demo-lesson-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator(`button[data-starts-at="${startsAt}"]:visible`)).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(page.getByRole('button', { name: 'Book this time' })).toBeEnabled();
});
