import { devices, expect, type Locator, type Page } from '@playwright/test';
import { seeNoBarriers } from './steps/axe.ts';
import { cards, holdFirstTime, openLesson, openTimes, payWith, seeBooked } from './steps/booking.ts';
import { test } from './steps/journey.ts';
import { becomeStudent } from './steps/people.ts';
import { isWiderThanScreen } from './steps/screen.ts';

test.describe('on a phone', () => {
  const { viewport, userAgent, deviceScaleFactor, isMobile, hasTouch } = devices['Pixel 7'];
  test.use({ viewport, userAgent, deviceScaleFactor, isMobile, hasTouch });

  test('a lesson is booked and paid, and no page is wider than the screen', async ({ page, baseURL }) => {
    await becomeStudent(page, baseURL ?? '');
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Tutors', exact: true })).toBeVisible();
    expect(await isWiderThanScreen(page)).toBe(false);
    await holdFirstTime(page, 'Jonas Aebischer');
    expect(await isWiderThanScreen(page)).toBe(false);
    await payWith(page, cards.good);
    await seeBooked(page);
    expect(await isWiderThanScreen(page)).toBe(false);
    await openLesson(page, 'Jonas Aebischer');
    await page.getByRole('button', { name: 'Cancel this lesson' }).click();
    await expect(page.getByRole('button', { name: 'Keep the lesson' })).toBeInViewport();
    expect(await isWiderThanScreen(page)).toBe(false);
    await page.getByRole('button', { name: 'Keep the lesson' }).click();
    await page.goto('/sessions');
    await expect(page.getByRole('listitem').first()).toBeVisible();
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabOnTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  await expect(wanted).toBeEnabled();
  for (let presses = 0; presses < 150; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab never came to it');
}

test('a lesson is booked, paid and cancelled with the keyboard alone', async ({ page, baseURL }) => {
  await becomeStudent(page, baseURL ?? '');
  await page.goto('/');
  await tabOnTo(page, page.getByRole('link', { name: 'Pemba Gurung' }));
  await page.keyboard.press('Enter');
  const times = await openTimes(page);
  await tabOnTo(page, times.first());
  await page.keyboard.press('Space');
  await tabOnTo(page, page.getByRole('button', { name: 'Book this time' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Pay for your lesson' })).toBeVisible();
  await tabOnTo(page, page.getByLabel('Card number'));
  await page.keyboard.type('4242424242424242');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1234');
  await page.keyboard.press('Tab');
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  await seeBooked(page);

  const opener = page.getByRole('button', { name: 'Cancel this lesson' });
  await openLesson(page, 'Pemba Gurung');
  await tabOnTo(page, opener);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Cancel this lesson?' });
  await expect(dialog.getByRole('heading')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await tabOnTo(page, dialog.getByRole('button', { name: 'Cancel the lesson' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'You cancelled this lesson' })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('no page puts up a serious barrier', async ({ page, baseURL }) => {
      test.setTimeout(120_000);
      for (const address of ['/', '/sign-in', '/sign-up']) {
        await page.goto(address);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await seeNoBarriers(page);
      }
      await becomeStudent(page, baseURL ?? '');
      const tutor = colorScheme === 'light' ? 'Camila Azevedo' : 'Erik Sandström';
      await page.goto('/');
      await page.getByRole('link', { name: tutor }).click();
      await openTimes(page);
      await seeNoBarriers(page);
      await holdFirstTime(page, tutor);
      await expect(page.getByLabel('Card number')).toBeVisible();
      await seeNoBarriers(page);
      await payWith(page, cards.declined);
      await expect(page.getByRole('alert').filter({ hasText: 'didn’t go through' })).toBeVisible();
      await seeNoBarriers(page);
      await payWith(page, cards.good);
      await seeBooked(page);
      await seeNoBarriers(page);
      for (const address of ['/sessions', '/payments']) {
        await page.goto(address);
        await expect(page.getByRole('listitem').filter({ hasText: tutor }).first()).toBeVisible();
        await seeNoBarriers(page);
      }
      await page.getByRole('listitem').filter({ hasText: tutor }).getByRole('link').first().click();
      await expect(page.getByRole('heading', { name: `Lesson with ${tutor}` })).toBeVisible();
      await seeNoBarriers(page);
      await page.getByRole('button', { name: 'Cancel this lesson' }).click();
      await expect(page.getByText(/comes back$|^You get .+ back$/)).toBeVisible();
      await seeNoBarriers(page);
      await page.getByRole('button', { name: 'Cancel the lesson' }).click();
      await expect(page.getByRole('heading', { name: 'You cancelled this lesson' })).toBeVisible();
      await seeNoBarriers(page);
      await page.goto('/payments');
      await page
        .getByRole('link', { name: /receipt$/ })
        .first()
        .click();
      await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
      await seeNoBarriers(page);
    });
  });
}
