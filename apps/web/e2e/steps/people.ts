import { expect, type Page } from '@playwright/test';

const password = 'demo-lesson-1';

/** Signs in by the form, as one of the demo people. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** Makes a student of this journey's own and signs them in, without the forms. */
export async function becomeStudent(page: Page, origin: string): Promise<{ name: string; email: string }> {
  const name = `Student ${crypto.randomUUID().slice(0, 8)}`;
  const email = `${name.replace(' ', '-').toLowerCase()}@journey.test`;
  const answer = await page.request.post(new URL('/api/auth/sign-up/email', origin).href, {
    data: { name, email, password },
    headers: { origin },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return { name, email };
}
