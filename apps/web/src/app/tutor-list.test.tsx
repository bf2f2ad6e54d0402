import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aTutor } from '@/testing/builders.ts';
import { refusal, renderPage } from '@/testing/render-page.tsx';
import { TutorList } from './tutor-list.tsx';

const ana = aTutor();
const haruto = aTutor({
  tutorId: 'tutor-haruto',
  displayName: 'Haruto Mori',
  subjects: ['Japanese'],
  hourlyRate: 5200,
  currency: 'JPY',
  timeZone: 'Asia/Tokyo',
});
const answers = { 'tutors.list': () => [ana, haruto] };

describe('TutorList', () => {
  it('shows each tutor with their price, languages and clock', async () => {
    renderPage(<TutorList />, { answers });
    const [first, second] = (await screen.findAllByRole('listitem')).map((item) => within(item));
    expect(first?.getByText('€40.00')).toBeTruthy();
    expect(first?.getByText('Spanish, English')).toBeTruthy();
    expect(second?.getByText('¥5,200')).toBeTruthy();
    expect(second?.getByText(/^Tokyo, \d\d:\d\d there$/)).toBeTruthy();
    expect(second?.getByRole('link', { name: 'Haruto Mori' }).getAttribute('href')).toBe(
      '/tutors/tutor-haruto',
    );
  });

  it('narrows to a subject, keeps it in the address, and opens up again', async () => {
    const { user } = renderPage(<TutorList />, { answers });
    await user.click(await screen.findByRole('button', { name: 'Japanese' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    expect(screen.getByRole('heading', { name: 'Tutors for Japanese' })).toBeTruthy();
    expect(screen.getByText('1 tutor')).toBeTruthy();
    expect(window.location.search).toBe('?subject=Japanese');
    await user.click(screen.getByRole('button', { name: 'All subjects' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
    expect(window.location.search).toBe('');
  });

  it('says so when nobody teaches what the address asks for', async () => {
    const { user } = renderPage(<TutorList subject="Dutch" />, { answers });
    expect(await screen.findByText('Nobody teaches Dutch yet')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all tutors' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });

  it('says so when there are no tutors at all', async () => {
    renderPage(<TutorList />, { answers: { 'tutors.list': () => [] } });
    expect(await screen.findByText('No tutors yet')).toBeTruthy();
  });

  it('tells a failure in words and tries again', async () => {
    let calls = 0;
    const list = () => {
      calls += 1;
      if (calls === 1) throw refusal('INTERNAL');
      return [ana];
    };
    const { user } = renderPage(<TutorList />, { answers: { 'tutors.list': list } });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Ana Beltrán')).toBeTruthy();
  });
});
