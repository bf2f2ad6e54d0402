import { expect, type Locator, type Page } from '@playwright/test';

export const cards = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  secure: '4000 0025 0000 3155',
  /** The payer disputes it right away. */
  disputed: '4000 0000 0000 0259',
};

/** Bank accounts in the United States. */
export const accounts = { good: '000123456789', failing: '000222222227' };

/** Opens a tutor's page from the list. */
export async function openTutor(page: Page, tutor: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: tutor }).click();
  await expect(page.getByRole('heading', { name: 'Pick a time' })).toBeVisible();
}

/** The times that a tutor's page offers now, once it has some. */
export async function openTimes(page: Page): Promise<Locator> {
  const times = page.locator('button[data-starts-at]:visible');
  const later = page.getByRole('button', { name: /^Next open time/ });
  await expect(times.first().or(later)).toBeVisible();
  if (await later.isVisible()) await later.click();
  await expect(times.first()).toBeVisible();
  return times;
}

/** Chooses one of the open times and answers when it starts. */
export async function pickTime(page: Page, nth = 0): Promise<string> {
  const times = await openTimes(page);
  const startsAt = await times.nth(nth).getAttribute('data-starts-at');
  await times.nth(nth).click();
  return startsAt ?? '';
}

/** From the tutor list to the checkout of the tutor's first open time. @returns when the lesson starts */
export async function holdFirstTime(page: Page, tutor: string): Promise<string> {
  await openTutor(page, tutor);
  const startsAt = await pickTime(page);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await expect(page.getByRole('heading', { name: 'Pay for your lesson' })).toBeVisible();
  return startsAt;
}

/** The same for a lesson a week or more ahead: all of its price comes back, and slow ways to pay are offered. */
export async function holdLaterTime(page: Page, tutor: string): Promise<string> {
  await openTutor(page, tutor);
  for (let weeks = 0; weeks < 2; weeks++) await page.getByRole('button', { name: 'Later week' }).click();
  const startsAt = await pickTime(page);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await expect(page.getByRole('heading', { name: 'Pay for your lesson' })).toBeVisible();
  return startsAt;
}

/** Lets a bank account be debited, which takes the bank a while. */
export async function payFrom(page: Page, account: string): Promise<void> {
  await page.getByRole('tab', { name: 'US bank account' }).click();
  await page.getByLabel('Routing number').fill('110000000');
  await page.getByLabel('Account number').fill(account);
  await page.getByLabel('Full name').fill('Ida Holm');
  await page.getByLabel('Email', { exact: true }).fill('ida@journey.test');
  await page.getByRole('button', { name: /^Pay / }).click();
  await expect(page.getByRole('heading', { name: 'Your bank is still processing' })).toBeVisible();
}

/** Fills the card in and pays. */
export async function payWith(page: Page, card: string): Promise<void> {
  await page.getByLabel('Card number').fill(card);
  await page.getByLabel('Expiration date').fill('12 / 34');
  await page.getByLabel('Security code').fill('123');
  const country = page.getByLabel('Country');
  if (await country.isVisible()) await country.selectOption('DE');
  await page.getByRole('button', { name: /^Pay / }).click();
}

export const seeBooked = (page: Page) =>
  expect(page.getByRole('heading', { name: 'You’re booked' })).toBeVisible({ timeout: 20_000 });

/** From the result page to the lesson's own page. @returns its path */
export async function openLesson(page: Page, tutor: string): Promise<string> {
  await page.goto('/sessions');
  await page
    .getByRole('listitem')
    .filter({ hasText: tutor })
    .getByRole('link', { name: tutor, exact: true })
    .click();
  await expect(page.getByRole('heading', { name: `Lesson with ${tutor}` })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Cancels the lesson whose page this is, after having read what comes back. */
export async function cancelLesson(
  page: Page,
  { expecting, reason }: { expecting: RegExp; reason?: string },
) {
  await page.getByRole('button', { name: 'Cancel this lesson' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel this lesson?' });
  await expect(dialog.getByText(expecting)).toBeVisible();
  if (reason) await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: 'Cancel the lesson' }).click();
  await expect(page.getByRole('heading', { name: 'You cancelled this lesson' })).toBeVisible();
}
