import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aPolicy, aStudent, aTutor } from '@/testing/builders.ts';
import { type Answers, refusal, renderPage } from '@/testing/render-page.tsx';
import { TutorDetails } from './tutor-details.tsx';

const tutor = aTutor({ timeZone: 'Asia/Tokyo' });
const thursday = '2026-11-26T15:30:00.000Z';
const friday = '2026-11-27T08:00:00.000Z';
const inThreeWeeks = '2026-12-17T08:00:00.000Z';
const slot = (startsAt: string) => ({ startsAt, endsAt: startsAt });

/** Open slots within what is asked for, as the server gives them. */
const openAt =
  (...starts: string[]) =>
  ({ from, to }: Record<string, unknown>) =>
    starts.filter((start) => start >= String(from) && start < String(to)).map(slot);

const show = (answers: Answers = {}, asked = {}) =>
  renderPage(<TutorDetails tutorId="tutor-ana" asked={asked} />, {
    answers: {
      me: () => aStudent,
      'tutors.byId': () => tutor,
      'tutors.openSlots': openAt(thursday, friday),
      ...answers,
    },
    path: '/tutors/tutor-ana',
  });

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:00Z') });
});

it('tells the terms before anything is booked', async () => {
  show({ config: () => ({ publishableKey: 'pk', stripeJsUrl: null, cancellationPolicy: aPolicy }) });
  const terms = within(await screen.findByRole('region', { name: 'If your plans change' }));
  expect(terms.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'everything back until 24 hours before',
    'half back until 2 hours before',
    'nothing back after that',
  ]);
});

describe('the slots', () => {
  it('are grouped by the viewer’s days, named by their clock, with the tutor’s time beside', async () => {
    show();
    const day = within(await screen.findByRole('region', { name: 'Thursday 26 November' }));
    const button = day.getByRole('button', { name: '16:30', description: '00:30 +1 day in Tokyo' });
    expect(button.getAttribute('data-starts-at')).toBe(thursday);
    expect(screen.getByText(/Your time: Europe\/Berlin \(GMT\+1\)/)).toBeTruthy();
  });

  it('say that the tutor’s clock agrees where it does', async () => {
    show({ 'tutors.byId': () => aTutor() });
    expect(await screen.findByText(/clock in Madrid agrees with yours/)).toBeTruthy();
  });

  it('are told apart when the clocks are put back', async () => {
    vi.setSystemTime(new Date('2026-10-24T10:00:00Z'));
    show({ 'tutors.openSlots': openAt('2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z') });
    expect(await screen.findByRole('button', { name: '02:30 GMT+2' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '02:30 GMT+1' })).toBeTruthy();
  });

  it('are asked for a week of the viewer’s calendar at a time', async () => {
    const { user, calls } = show();
    await screen.findByRole('button', { name: '16:30' });
    expect(screen.getByRole('button', { name: 'Earlier week' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Later week' }));
    await waitFor(() =>
      expect(calls.filter(({ path }) => path === 'tutors.openSlots').at(1)?.input).toEqual({
        tutorId: 'tutor-ana',
        from: '2026-12-01T23:00:00.000Z',
        to: '2026-12-08T23:00:00.000Z',
        duration: 60,
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Earlier week' }));
    expect(await screen.findByRole('button', { name: '16:30' })).toBeTruthy();
  });

  it('of another day are a touch away on a phone', async () => {
    const { user } = show();
    const strip = await screen.findByRole('button', { name: 'Friday 27 November, 1 open' });
    expect(
      screen.getByRole('button', { name: 'Thursday 26 November, 1 open' }).getAttribute('aria-pressed'),
    ).toBe('true');
    expect(screen.getByRole('button', { name: 'Saturday 28 November, 0 open' })).toHaveProperty(
      'disabled',
      true,
    );
    await user.click(strip);
    expect(strip.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('region', { name: 'Thursday 26 November' }).className).toContain('max-md:hidden');
  });

  it('of an empty week lead to the next open time', async () => {
    const { user } = show({ 'tutors.openSlots': openAt(inThreeWeeks) });
    await user.click(
      await screen.findByRole('button', { name: 'Next open time: Thursday 17 December, 09:00' }),
    );
    expect(await screen.findByRole('button', { name: '09:00' })).toBeTruthy();
  });

  it('say so when there is nothing ahead', async () => {
    show({ 'tutors.openSlots': () => [] });
    expect(await screen.findByText(/has no open times in the coming weeks/)).toBeTruthy();
  });

  it('tell a failure in words', async () => {
    const { user } = show({
      'tutors.openSlots': () => {
        throw refusal('INTERNAL');
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Something broke on our side')).toBeTruthy();
  });
});

describe('the choice', () => {
  it('has a price that follows the length', async () => {
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: '16:30' }));
    const panel = within(screen.getByRole('complementary', { name: 'Your booking' }));
    expect(panel.getByText('€40.00')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: '30 minutes €20.00' }));
    expect(panel.getByText(/30 minutes for €20.00/)).toBeTruthy();
    expect(window.location.search).toBe('?duration=30');
  });

  it('can be taken back', async () => {
    const { user } = show();
    const button = await screen.findByRole('button', { name: '16:30' });
    await user.click(button);
    await user.click(button);
    expect(screen.queryByRole('button', { name: 'Book this time' })).toBeNull();
  });

  it('comes back from the address, on the week it is in', async () => {
    show({ 'tutors.openSlots': openAt(inThreeWeeks) }, { duration: '30', time: inThreeWeeks });
    const button = await screen.findByRole('button', { name: '09:00' });
    expect(button.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('button', { name: 'Book this time' })).toBeTruthy();
    expect(screen.getByRole('radio', { name: /30 minutes/ })).toHaveProperty('checked', true);
  });
});

describe('booking', () => {
  const pick = async (answers: Answers) => {
    const page = show(answers);
    await page.user.click(await screen.findByRole('button', { name: '16:30' }));
    await page.user.click(screen.getByRole('button', { name: 'Book this time' }));
    return page;
  };

  it('holds the time and leads to checkout', async () => {
    const { router, calls } = await pick({ 'booking.book': () => ({ sessionId: 'session-1' }) });
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/checkout/session-1'));
    expect(calls.find(({ path }) => path === 'booking.book')?.input).toEqual({
      tutorId: 'tutor-ana',
      time: thursday,
      duration: 60,
    });
  });

  const signIn = `/sign-in?next=${encodeURIComponent(`/tutors/tutor-ana?duration=60&time=${encodeURIComponent(thursday)}`)}`;

  it('asks a stranger to sign in and brings them back to the same choice', async () => {
    const { router, calls } = await pick({ me: () => null });
    expect(router.push).toHaveBeenCalledWith(signIn);
    expect(calls.some(({ path }) => path === 'booking.book')).toBe(false);
  });

  it('does the same when the sign-in ran out meanwhile', async () => {
    const { router } = await pick({
      'booking.book': () => {
        throw refusal('UNAUTHENTICATED');
      },
    });
    await waitFor(() => expect(router.push).toHaveBeenCalledWith(signIn));
  });

  it('offers other times when the time is taken, and takes one', async () => {
    const { user, calls } = await pick({
      'booking.book': () => {
        throw refusal('SLOT_UNAVAILABLE', { alternatives: [friday] });
      },
    });
    const asked = () => calls.filter(({ path }) => path === 'tutors.openSlots').length;
    await user.click(await screen.findByRole('button', { name: 'Friday 27 November, 09:00' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('button', { name: '09:00' }).getAttribute('aria-pressed')).toBe('true');
    expect(asked()).toBe(2);
  });

  it('leads to the booking that one holds at that time already', async () => {
    await pick({
      'booking.book': () => {
        throw refusal('SLOT_UNAVAILABLE', { sessionId: 'session-7' });
      },
    });
    const link = await screen.findByRole('link', { name: 'Go to that booking' });
    expect(link.getAttribute('href')).toBe('/checkout/session-7');
  });

  it('tells any other refusal in words', async () => {
    await pick({
      'booking.book': () => {
        throw refusal('PAYMENT_PROVIDER_UNAVAILABLE');
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('You have not been charged');
  });
});

describe('a tutor', () => {
  it('is introduced', async () => {
    show();
    expect(await screen.findByRole('heading', { level: 1, name: 'Ana Beltrán' })).toBeTruthy();
    expect(screen.getByText('Now I teach one at a time.')).toBeTruthy();
    expect(await screen.findByText('Tokyo, now 19:00')).toBeTruthy();
  });

  it('who doesn’t exist leads back to those who do', async () => {
    show({
      'tutors.byId': () => {
        throw refusal('NOT_FOUND');
      },
    });
    expect((await screen.findByRole('link', { name: 'See the tutors' })).getAttribute('href')).toBe('/');
  });
});
