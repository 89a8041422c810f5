import { within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import type { Meeting } from '../../bot/http/contract/meetings.ts';
import type { MyPairing } from '../../bot/http/contract/my-pairings.ts';
import { dialogOf, findings, openTab, problem, screen } from './page.tsx';
import { meeting, pairing, series } from './samples.ts';

const active = { state: 'active', waitingFor: 'nothing', asked: 'nothing', iSigned: true } as const;
const second = { number: 2, startsAt: '2027-01-12T10:00:00Z', endsAt: '2027-01-12T10:45:00Z' } as const;
const path = `/my/meetings/${meeting().id}`;
const more = 'More for the meeting on Tue 8 Dec, 10:00';

async function open(meetings: readonly Meeting[], answers: Record<string, unknown> = {}, of: Partial<MyPairing> = {}) {
  const shown = pairing({ ...active, series: series('verified'), meetings: [...meetings], ...of });
  const tab = await openTab(`/my/pairings/${shown.id}/meetings`, {
    'GET /my/pairings': { pairings: [shown] },
    ...answers,
  });
  await screen.findByRole('heading', { name: 'Our meetings' });
  return tab;
}
/** The line of the meeting on such a day. */
const line = (day: string) => {
  return within(document.body).getByText(new RegExp(day)).closest('li') ?? document.body;
};
async function choose(user: Awaited<ReturnType<typeof open>>['user'], name: string) {
  await user.click(screen.getByRole('button', { name: more }));
  await user.click(await screen.findByRole('menuitem', { name }));
}

describe('our meetings', () => {
  it('are listed as they come, with how each stands in words, those that are over apart', async () => {
    await open([
      meeting({ state: 'held', startsAt: '2026-11-10T10:00:00Z', endsAt: '2026-11-10T10:45:00Z' }),
      meeting({ ...second, isMoved: true, response: { response: 'accepted', by: 'mentor', at: second.startsAt } }),
      meeting({
        number: 3,
        state: 'cancelled',
        startsAt: '2027-02-09T10:00:00Z',
        endsAt: '2027-02-09T10:45:00Z',
        problem: 'no-free-time',
      }),
      meeting({ number: 4, state: 'open', startsAt: '2027-03-09T10:00:00Z', endsAt: '2027-03-09T10:45:00Z' }),
    ]);
    expect(screen.getByText('1 of 4 meetings')).toBeTruthy();
    expect(line('12 Jan').textContent).toBe('Tue 12 Jan, 10:00–10:45moved · Priya Rao has accepted');
    expect(line('9 Feb').textContent).toContain('left outNo other time within a week was free for both of you.');
    expect(line('9 Mar').textContent).toContain('needs a new time');
    const past = screen.getByRole('region', { name: 'Over or left out' });
    expect([line('10 Nov'), line('9 Feb'), line('12 Jan')].map((one) => past.contains(one))).toEqual([
      true,
      true,
      false,
    ]);
    expect(await findings()).toEqual([]);
  });

  it.each([
    [{ pending: 'move' } as const, 'being moved'],
    [{ pending: 'cancel' } as const, 'being cancelled'],
    [{ problem: 'crosses-neighbour' } as const, 'It could not be moved past another meeting of yours'],
    [{ response: { response: 'declined', by: 'mentee', at: '2026-12-01T08:00:00Z' } } as const, 'you have declined'],
    [
      { response: { response: 'tentative', by: 'mentor', at: '2026-12-01T08:00:00Z' } } as const,
      'Priya Rao said maybe',
    ],
  ])('say what is being done with one, and what did not happen: %j', async (changed, words) => {
    await open([meeting(changed)]);
    expect(line('8 Dec').textContent).toContain(words);
    expect(await findings()).toEqual([]);
  });

  it('are not to be changed while that is being done already, or while all of them are', async () => {
    const { user, unmount } = await open([meeting({ pending: 'move' })]);
    await user.click(screen.getByRole('button', { name: more }));
    const items = (await screen.findAllByRole('menuitem')).map((one) => one.textContent);
    expect(items).toEqual(['Join', 'Open agenda']);
    unmount();
    await open([meeting()], {}, { series: series('changing') });
    expect(screen.queryByRole('button', { name: 'Move…' })).toBeNull();
  });
});

describe('a meeting', () => {
  it('is moved to one of the times that are free for both', async () => {
    const { user, asked } = await open([meeting()], {
      [`GET ${path}/times`]: { times: ['2026-12-09T14:00:00Z', '2026-12-10T09:00:00Z'] },
      [`POST ${path}/move`]: { pairings: [] },
    });
    await choose(user, 'Move…');
    const dialog = await dialogOf('Move the meeting on Tue 8 Dec, 10:00');
    await within(dialog).findByRole('radio', { name: 'Wed 9 Dec, 14:00 · 22:00 in Singapore' });
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Move it' }).disabled).toBe(true);
    expect(await findings()).toEqual([]);
    await user.click(within(dialog).getByRole('radio', { name: /^Thu 10 Dec, 09:00/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Move it' }));
    expect(asked).toEqual([{ method: 'POST', path: `${path}/move`, body: { startsAt: '2026-12-10T09:00:00Z' } }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('that cannot be moved says so in its dialog, which stays', async () => {
    const { user } = await open([meeting()], {
      [`GET ${path}/times`]: { times: ['2026-12-09T14:00:00Z'] },
      [`POST ${path}/move`]: problem('no-longer-free', 'One of you is busy at that time by now.'),
    });
    await choose(user, 'Move…');
    await dialogOf();
    await user.click(await screen.findByRole('radio', { name: /^Wed 9 Dec/ }));
    await user.click(screen.getByRole('button', { name: 'Move it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('One of you is busy at that time by now.');
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('around which nobody is free says what else can be done', async () => {
    const { user } = await open([meeting()], { [`GET ${path}/times`]: { times: [] } });
    await choose(user, 'Move…');
    await dialogOf();
    await screen.findByText(/No other time around then is free for both of you/);
  });

  it.each([
    ['Cancel and find another time…', 'Cancel and find another time', true],
    ['Leave it out…', 'Leave it out', false],
  ])('is cancelled once that has been said twice: %s', async (item, button, isOfferedAgain) => {
    const { user, asked } = await open([meeting()], { [`POST ${path}/cancel`]: { pairings: [] } });
    await choose(user, item);
    const dialog = await dialogOf();
    expect(dialog.textContent).toContain('Tue 8 Dec, 10:00');
    expect(asked).toEqual([]);
    expect(await findings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: button }));
    expect(asked).toEqual([{ method: 'POST', path: `${path}/cancel`, body: { isOfferedAgain } }]);
  });

  it('is kept when its cancelling is thought over', async () => {
    const { user, asked } = await open([meeting()]);
    await choose(user, 'Leave it out…');
    await dialogOf();
    await user.click(await screen.findByRole('button', { name: 'Keep it' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked).toEqual([]);
  });

  it('without a time can be given one, or be left out', async () => {
    const { user, asked } = await open([meeting({ state: 'open', joinUrl: null })], {
      [`GET ${path}/times`]: { times: ['2026-12-02T14:00:00Z'] },
      [`POST ${path}/move`]: { pairings: [] },
    });
    await user.click(screen.getByRole('button', { name: more }));
    const items = (await screen.findAllByRole('menuitem')).map((one) => one.textContent);
    expect(items).toEqual(['Find a time…', 'Leave it out…']);
    await user.click(screen.getByRole('menuitem', { name: 'Find a time…' }));
    await dialogOf();
    await user.click(await screen.findByRole('radio', { name: /^Wed 2 Dec, 14:00/ }));
    await user.click(screen.getByRole('button', { name: 'Book it' }));
    expect(asked).toMatchObject([{ path: `${path}/move`, body: { startsAt: '2026-12-02T14:00:00Z' } }]);
  });

  it('is joined by its own link', async () => {
    const { user, opened } = await open([meeting({ joinUrl: 'https://teams.example/join/own' })]);
    await choose(user, 'Join');
    expect(opened).toEqual(['https://teams.example/join/own']);
  });
});
