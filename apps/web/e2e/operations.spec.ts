import { expect } from '@playwright/test';
import { seeNoBarriers } from './steps/axe.ts';
import { cards, holdLaterTime, payWith, seeBooked } from './steps/booking.ts';
import { test } from './steps/journey.ts';
import { becomeStudent, signIn } from './steps/people.ts';
import { isWiderThanScreen } from './steps/screen.ts';

test('an operator sees a dispute, and from there the session and the payment; nobody else finds the page', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const { name } = await becomeStudent(page, baseURL ?? '');
  await holdLaterTime(page, 'Kofi Mensah');
  await payWith(page, cards.disputed);
  await seeBooked(page);
  await page.goto('/operations');
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();

  const context = await browser.newContext();
  const operator = await context.newPage();
  await signIn(operator, 'operator@demo.test');
  await operator.getByRole('link', { name: 'Operations' }).click();
  const dispute = operator
    .getByRole('region', { name: /^Open disputes/ })
    .getByRole('listitem')
    .filter({ hasText: name });
  await expect(dispute).toContainText('Disputed', { timeout: 20_000 });
  await seeNoBarriers(operator);
  await operator.emulateMedia({ colorScheme: 'dark' });
  await seeNoBarriers(operator);
  await operator.setViewportSize({ width: 390, height: 844 });
  expect(await isWiderThanScreen(operator)).toBe(false);
  await dispute.getByRole('link', { name: 'Payment' }).click();
  await expect(operator.getByRole('list', { name: 'Disputes' })).toContainText('fraudulent');
  await seeNoBarriers(operator);
  await operator.goBack();
  await dispute.getByRole('link', { name }).click();
  await expect(operator.getByRole('heading', { name: 'Lesson with Kofi Mensah' })).toBeVisible();
  await context.close();
});
