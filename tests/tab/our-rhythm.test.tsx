import { fireEvent, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import type { MyPairing } from '../../bot/http/contract/my-pairings.ts';
import { dialogOf, findings, openTab, problem, screen } from './page.tsx';
import { id, meeting, pairing, series, timesOption } from './samples.ts';

const active = { state: 'active', waitingFor: 'nothing', asked: 'nothing', iSigned: true } as const;
const standing = pairing({ ...active, series: series('verified'), meetings: [meeting()] });
const path = `/my/pairings/${standing.id}`;
const openAt = (at: string, pairings: readonly MyPairing[], answers: Record<string, unknown> = {}) =>
  openTab(at, { 'GET /my/pairings': { pairings }, ...answers });
const openMeetings = (pairings: readonly MyPairing[], answers: Record<string, unknown> = {}) =>
  openAt(`${path}/meetings`, pairings, answers);
const open = (pairings: readonly MyPairing[], answers: Record<string, unknown> = {}) =>
  openAt('/my', pairings, answers);
const press = async (user: Awaited<ReturnType<typeof open>>['user'], name: string) =>
  user.click(await screen.findByRole('button', { name }));

describe('our rhythm', () => {
  it('is said in words', async () => {
    await openMeetings([standing]);
    await screen.findByText('the second Tuesday of each month, 45 minutes');
  });

  it('is changed to one of the times that suit both, looked for with what was chosen', async () => {
    const { user, asked } = await openMeetings([standing], {
      [`POST ${path}/series/times`]: { options: [timesOption('2026-12-10')] },
      [`POST ${path}/series`]: { pairings: [standing] },
    });
    await press(user, 'Change…');
    await dialogOf('Change our rhythm');
    await user.selectOptions(await screen.findByLabelText('We meet'), 'every two weeks');
    await user.selectOptions(screen.getByLabelText('Minutes each'), '30');
    await user.selectOptions(screen.getByLabelText('Day'), 'Thursday');
    expect(asked).toEqual([]);
    await press(user, 'Show times');
    const take = await screen.findByRole('button', { name: 'Choose this time: Thu 10 Dec, 10:00–10:45' });
    expect(await findings()).toEqual([]);
    await user.click(take);
    const wish = { cadence: 'every-two-weeks', lengthMinutes: 30, weekday: 4 };
    expect(asked).toEqual([
      { method: 'POST', path: `${path}/series/times`, body: wish },
      { method: 'POST', path: `${path}/series`, body: { ...wish, start: '2026-12-10T10:00:00.000Z' } },
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('shows no times for anything but what is chosen', async () => {
    const { user } = await openMeetings([standing], { [`POST ${path}/series/times`]: { options: [timesOption()] } });
    await press(user, 'Change…');
    await dialogOf('Change our rhythm');
    await press(user, 'Show times');
    await screen.findByRole('button', { name: /^Choose this time/ });
    await user.selectOptions(screen.getByLabelText('Minutes each'), '60');
    expect(screen.queryByRole('button', { name: /^Choose this time/ })).toBeNull();
  });

  it('for which there is no time says so and stays as it is', async () => {
    const { user } = await openMeetings([standing], {
      [`POST ${path}/series/times`]: problem('no-common-slot', 'There is no such time that suits both of you.'),
    });
    await press(user, 'Change…');
    await dialogOf('Change our rhythm');
    await press(user, 'Show times');
    expect((await screen.findByRole('alert')).textContent).toContain('no such time that suits both of you');
  });

  it.each([
    ['a day', '2027-01-15'],
    ['whenever somebody goes on', null],
  ])('is paused until %s', async (_name, until) => {
    const { user, asked } = await openMeetings([standing], { [`POST ${path}/pause`]: { pairings: [standing] } });
    await press(user, 'Pause…');
    await dialogOf('Pause for a while?');
    if (until !== null) fireEvent.change(await screen.findByLabelText('Until'), { target: { value: until } });
    expect(await findings()).toEqual([]);
    await press(user, 'Pause');
    expect(asked).toEqual([{ method: 'POST', path: `${path}/pause`, body: { until } }]);
  });

  it('is not changed or paused while a change is on its way', async () => {
    await openMeetings([pairing({ ...active, series: series('changing'), meetings: [meeting()] })]);
    const card = within(await screen.findByRole('region', { name: 'Our rhythm' }));
    expect(card.getAllByRole('button').map((one) => one.textContent)).toEqual(['End…']);
  });
});

describe('a pairing', () => {
  it('is ended without a reason, once that has been said twice', async () => {
    const { user, asked } = await openMeetings([standing], { [`POST ${path}/end`]: { pairings: [standing] } });
    await press(user, 'End…');
    const dialog = await dialogOf('End your mentoring with Priya Rao?');
    expect(dialog.textContent).toMatch(/Nobody has to say why/);
    expect(within(dialog).queryByRole('textbox')).toBeNull();
    expect(await findings()).toEqual([]);
    expect(asked).toEqual([]);
    await press(user, 'End it');
    expect(asked).toEqual([{ method: 'POST', path: `${path}/end`, body: undefined }]);
  });

  const asks = meeting({ state: 'held', checkIn: { id: id(9), answered: false } });
  const resting = [asks, meeting({ number: 2, state: 'open', options: ['2026-12-09T14:00:00Z'] })];

  it.each([
    ['2027-01-15', 'Paused until Fri 15 Jan; then new times are found by themselves.'],
    [null, 'Paused until one of you goes on.'],
  ])('that is paused until %s says so, asks nothing, and goes on when somebody says so', async (pausedUntil, words) => {
    const paused = pairing({
      ...active,
      state: 'paused',
      series: series('paused', { pausedUntil }),
      meetings: resting,
    });
    const { user, asked } = await open([paused], { [`POST ${path}/resume`]: { pairings: [standing] } });
    await screen.findByText(new RegExp(`^${words}`));
    expect(screen.getAllByRole('button').map((one) => one.textContent)).toEqual([
      'Go on now',
      'End…',
      'I need help with this',
    ]);
    expect(screen.queryByText(/How was your meeting|needs a new time/)).toBeNull();
    expect(await findings()).toEqual([]);
    await press(user, 'Go on now');
    expect(asked).toEqual([{ method: 'POST', path: `${path}/resume`, body: undefined }]);
  });

  it('that has ended says so, asks nothing, and stands after those that go on', async () => {
    const autumn = { ...standing.programme, name: 'Autumn' };
    const ended = pairing({
      ...active,
      id: id(5),
      partner: { ...standing.partner, id: id(6), displayName: 'Noor Salim' },
      programme: autumn,
      state: 'closed',
      series: series('ended'),
      meetings: [asks],
    });
    const { user } = await open([ended, standing]);
    const ways = within(await screen.findByRole('navigation', { name: 'Your pairings' })).getAllByRole('link');
    expect(ways.map((one) => one.textContent)).toEqual(
      ['Priya Rao', 'Noor Salim'].map((name) => expect.stringContaining(name)),
    );
    const isOpen = () => ways.map((one) => one.getAttribute('aria-current'));
    expect(isOpen()).toEqual(['page', null]);
    expect(screen.getByRole('region', { name: 'Priya Rao · Spring' })).toBeTruthy();
    await user.click(ways[1] ?? document.body);
    await screen.findByRole('heading', { name: 'Your mentoring with Noor Salim has ended' });
    expect(window.location.pathname).toBe(`/tab/my/pairings/${ended.id}`);
    expect(isOpen()).toEqual([null, 'page']);
    expect(screen.getByText('You met once. Thank you both for taking part.')).toBeTruthy();
    const section = screen.getByRole('region', { name: 'Noor Salim · Autumn' });
    expect(within(section).queryAllByRole('button')).toEqual([]);
    expect(screen.queryByText(/How was your meeting/)).toBeNull();
    expect(await findings()).toEqual([]);
  });

  it('whose last meetings are being cancelled says so', async () => {
    await open([pairing({ ...active, state: 'closed', series: series('ending') })]);
    await screen.findByText(/still to come are being cancelled/);
  });
});
