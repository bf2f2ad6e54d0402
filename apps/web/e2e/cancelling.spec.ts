import { expect } from '@playwright/test';
import { cancelLesson, cards, holdLaterTime, openLesson, payWith, seeBooked } from './steps/booking.ts';
import { test } from './steps/journey.ts';
import { seeMail } from './steps/mail.ts';
import { becomeStudent, signIn } from './steps/people.ts';

test('a student cancels in time: all of it comes back, both see it, and the time is on offer again', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const tutorName = 'Zofia Kamińska';
  const { name, email } = await becomeStudent(page, baseURL ?? '');
  const startsAt = await holdLaterTime(page, tutorName);
  await expect(page.getByRole('heading', { name: 'If your plans change' })).toBeVisible();
  await payWith(page, cards.good);
  await seeBooked(page);
  await seeMail(page.request, email, /^Your lesson with Zofia Kamińska is booked/);

  const address = await openLesson(page, tutorName);
  await cancelLesson(page, { expecting: /^You get .+ back$/, reason: 'I have caught a cold' });
  await expect(page.getByText(/ went back to you\./)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Meeting link' })).toHaveCount(0);
  await seeMail(page.request, email, /^You cancelled your lesson with Zofia Kamińska/);
  await page.goto('/payments');
  await expect(page.getByRole('listitem').filter({ hasText: tutorName }).first()).toContainText('Refunded');

  const tutor = await browser.newPage();
  await signIn(tutor, 'zofia@demo.test');
  await tutor.goto(address);
  await expect(tutor.getByRole('heading', { name: `${name} cancelled this lesson` })).toBeVisible();
  await expect(tutor.getByText('I have caught a cold')).toBeVisible();
  await expect(tutor.getByText(` went back to ${name}.`)).toBeVisible();
  await tutor.close();

  await page.goto(address);
  await page.getByRole('link', { name: `Book another time with ${tutorName}` }).click();
  for (let weeks = 0; weeks < 2; weeks++) await page.getByRole('button', { name: 'Later week' }).click();
  await page.locator(`button[data-starts-at="${startsAt}"]:visible`).click();
  await page.getByRole('button', { name: 'Book this time' }).click();
  await expect(page.getByRole('heading', { name: 'Pay for your lesson' })).toBeVisible();
  await payWith(page, cards.good);
  await seeBooked(page);
});

test('a tutor cancels from the list, and the student has it in writing and all of the money', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const tutorName = 'Malik Johnson';
  const { name, email } = await becomeStudent(page, baseURL ?? '');
  await holdLaterTime(page, tutorName);
  await payWith(page, cards.good);
  await seeBooked(page);
  const address = await openLesson(page, tutorName);

  const tutor = await browser.newPage();
  await signIn(tutor, 'malik@demo.test');
  await tutor.goto('/sessions');
  const row = tutor.getByRole('listitem').filter({ hasText: name });
  await expect(row.getByRole('link', { name: `Join ${name}` })).toBeVisible();
  await row.getByRole('button', { name: 'Cancel this lesson' }).click();
  const dialog = tutor.getByRole('dialog', { name: 'Cancel this lesson?' });
  await expect(dialog.getByText(new RegExp(`^${name} gets .+ back$`))).toBeVisible();
  await dialog.getByRole('textbox').fill('I am ill, sorry');
  await dialog.getByRole('button', { name: 'Cancel the lesson' }).click();
  await expect(tutor.getByRole('heading', { name: 'You cancelled this lesson' })).toBeVisible();
  await tutor.close();

  await page.goto(address);
  await expect(page.getByRole('heading', { name: `${tutorName} cancelled this lesson` })).toBeVisible();
  await expect(page.getByText('I am ill, sorry')).toBeVisible();
  await expect(page.getByText(/ went back to you\./)).toBeVisible();
  await seeMail(page.request, email, /^Malik Johnson cancelled your lesson/);
});
