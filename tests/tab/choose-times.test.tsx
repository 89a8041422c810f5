import { within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import type { MyPairing } from '../../bot/http/contract/my-pairings.ts';
import { findings, openTab, problem, screen } from './page.tsx';
import { meeting, pairing, series, timesOption } from './samples.ts';

const active = { state: 'active', waitingFor: 'nothing', asked: 'nothing', iSigned: true } as const;
const options = [
  timesOption(),
  timesOption('2026-12-10', { repeats: { kind: 'weeks', every: 2 }, meetings: [] }),
  timesOption('2026-12-15', {
    meetings: [{ startsAt: '2026-12-15T10:00:00Z', endsAt: '2026-12-15T10:45:00Z', state: 'in-place' }],
  }),
];
const offered = pairing({ ...active, series: series('offered', { options, decideBy: '2026-12-03T09:00:00Z' }) });
const path = `/my/pairings/${offered.id}/times`;

const open = (shown: MyPairing, answers: Record<string, unknown> = {}) =>
  openTab('/my', { 'GET /my/pairings': { pairings: [shown] }, ...answers });
const choices = () => screen.findAllByRole('button', { name: /^Choose this time: / });

describe('times to choose', () => {
  it('are asked of the reader, in both zones, with their rhythm and what happens when nobody chooses', async () => {
    await open(offered);
    await screen.findByRole('heading', { name: 'When would you like to meet Priya Rao?' });
    expect((await choices()).map((one) => one.getAttribute('aria-label'))).toEqual([
      'Choose this time: Tue 8 Dec, 10:00–10:45',
      'Choose this time: Thu 10 Dec, 10:00–10:45',
      'Choose this time: Tue 15 Dec, 10:00–10:45',
    ]);
    expect(screen.getAllByText('18:00 in Singapore')).toHaveLength(3);
    expect(screen.getByText('then the second Tuesday of each month')).toBeTruthy();
    expect(screen.getByText('If neither of you chooses by Thu 3 Dec, 09:00, the first is booked.')).toBeTruthy();
    expect(screen.getByText(/chooses first decides for both/)).toBeTruthy();
    expect(await findings()).toEqual([]);
  });

  it('say of every meeting whether it stands in its place, is moved and to when, or clashes', async () => {
    const { user } = await open(offered);
    const [first] = await choices();
    const item = within(first?.closest('li') ?? document.body);
    await user.click(
      item.getByText('1 of 3 meetings at this time · 1 moved within its week · 1 when one of you is busy'),
    );
    expect(item.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      'Tue 8 Dec, 10:00–10:45',
      'Wed 13 Jan, 14:00–14:45 · moved to a free time',
      'Tue 9 Feb, 10:00–10:45 · one of you is busy then',
    ]);
    expect(screen.getByText('1 meeting, free for both of you')).toBeTruthy();
    expect(await findings()).toEqual([]);
  });

  it('name the other day where it is one for the partner', async () => {
    const early = timesOption('2026-12-08', { start: '2026-12-08T17:00:00+00:00[Europe/London]', meetings: [] });
    await open(pairing({ ...active, series: series('offered', { options: [early] }) }));
    await screen.findByText('Wed 9 Dec, 01:00 in Singapore');
  });

  it('are taken by one press, and what happens next is said', async () => {
    let shown: MyPairing = offered;
    const { user, asked } = await openTab('/my', {
      'GET /my/pairings': () => ({ pairings: [shown] }),
      [`POST ${path}`]: () => {
        shown = pairing({
          ...active,
          series: series('booking', { start: '2026-12-10T10:00:00+00:00[Europe/London]' }),
        });
        return { pairings: [shown] };
      },
    });
    const [, second] = await choices();
    await user.click(second as HTMLElement);
    await screen.findByText(/Your meetings are being booked, the first on Thu 10 Dec, 10:00/);
    expect(asked).toEqual([{ method: 'POST', path, body: { start: '2026-12-10T10:00:00.000Z' } }]);
    expect(screen.queryByRole('button', { name: /^Choose/ })).toBeNull();
  });

  it('that the other one was quicker to choose say so', async () => {
    const { user } = await open(offered, { [`POST ${path}`]: problem('not-now', 'This is being changed.') });
    const [first] = await choices();
    await user.click(first as HTMLElement);
    expect((await screen.findByRole('alert')).textContent).toContain('This is being changed.');
    expect(await findings()).toEqual([]);
  });
});

describe('new times for one meeting', () => {
  const newTimes = { options: ['2026-12-09T14:00:00Z', '2026-12-11T09:00:00Z'] };
  const withMeeting = (more: Parameters<typeof meeting>[0]) =>
    pairing({
      ...active,
      series: series('verified'),
      meetings: [meeting({ ...newTimes, ...more }), meeting({ number: 2 })],
    });
  const move = `/my/meetings/${meeting().id}/move`;

  it.each([
    [
      'was cancelled',
      { state: 'open', joinUrl: null, decideBy: '2026-12-03T09:00:00Z' } as const,
      /Your meeting on Tue 8 Dec, 10:00 was cancelled/,
      /If neither of you chooses by Thu 3 Dec, 09:00, the first is booked/,
    ],
    [
      'the other one declined',
      { response: { response: 'declined', by: 'mentor', at: '2026-12-01T08:00:00Z' } } as const,
      /Priya Rao has declined your meeting on Tue 8 Dec/,
      /the meeting stays where it is/,
    ],
    [
      'the reader declined',
      { response: { response: 'declined', by: 'mentee', at: '2026-12-01T08:00:00Z' } } as const,
      /You have declined your meeting on Tue 8 Dec/,
      /the meeting stays where it is/,
    ],
  ])('that %s are asked of the reader, and one of them is taken', async (_name, more, why, otherwise) => {
    const { user, asked } = await open(withMeeting(more), { [`POST ${move}`]: { pairings: [offered] } });
    await screen.findByText(why);
    expect(screen.getByText(otherwise)).toBeTruthy();
    expect(await findings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Choose this time: Fri 11 Dec, 09:00' }));
    await screen.findByRole('heading', { name: 'A new time with Priya Rao' });
    expect(asked).toEqual([{ method: 'POST', path: move, body: { startsAt: '2026-12-11T09:00:00Z' } }]);
  });

  it('are no longer asked for while one is being booked', async () => {
    await open(withMeeting({ state: 'open', pending: 'new-time' }));
    await screen.findByText('being booked');
    expect(screen.queryByRole('button', { name: /^Choose/ })).toBeNull();
  });
});
