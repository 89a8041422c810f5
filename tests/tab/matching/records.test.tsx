import { within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { findings, screen } from '../page.tsx';
import { obstacle, openMatching, path, person, proposal, round, unplaced } from './desk.ts';

// Rows are laid out only where something has a height.
beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 90 });
});

const review = (more: object) => ({
  shown: round(),
  proposals: [proposal(1)],
  unplaced: [],
  dissolved: [],
  decisions: [],
  ...more,
});
const rows = () => [...document.querySelectorAll<HTMLElement>('[role=grid] [role=rowgroup] > [role=row]')];

describe('who is left out', () => {
  /** The list of those left out. */
  async function leftOut(...people: readonly ReturnType<typeof unplaced>[]) {
    const tab = await openMatching({ review: review({ unplaced: people }) });
    await tab.user.click(screen.getByRole('tab', { name: /^Left out/ }));
    return tab;
  }

  it('is told with why, and what would help most', async () => {
    await leftOut(
      unplaced(1),
      unplaced(2, {
        reason: 'others-fit-better',
        possiblePartners: 2,
        obstacles: [obstacle('reporting-line', 5, 1), obstacle('same-department', 2)],
      }),
      unplaced(3, { person: person('mentor', 3), role: 'mentor', reason: 'no-partners', obstacles: [] }),
    );
    expect(screen.getByRole('tab', { name: /^Left out/ }).textContent).toContain('3');
    expect(rows().map((one) => [...one.querySelectorAll('[role=gridcell]')][1]?.textContent)).toEqual([
      'As a mentee: nobody is far enough apart in seniority.' +
        'With a smaller gap in seniority, 4 mentors would be possible.' +
        'In the way: seniority (12), reporting line (3)',
      'As a mentee: 2 mentors possible; in the best choice they go to others.' +
        'Only the reporting line stands between them and 1 more mentor.' +
        'In the way: reporting line (5), same department (2)',
      'As a mentor: nobody of the other role takes part.',
    ]);
    expect(await findings()).toEqual([]);
  });

  it('of thousands is drawn a few at a time and found by name', async () => {
    const { user } = await leftOut(...Array.from({ length: 3_000 }, (_, index) => unplaced(index + 1)));
    expect(rows().length).toBeLessThan(40);
    await user.click(screen.getByLabelText('Search by name or title'));
    await user.paste('petra 2999');
    await screen.findByRole('row', { name: 'Petra 2999, mentee' });
    expect(rows()).toHaveLength(1);
  });

  it('leads to the question why not with somebody', async () => {
    const { user } = await leftOut(unplaced(1));
    await user.click(screen.getByRole('button', { name: 'Why not with…?' }));
    const panel = await screen.findByRole('dialog');
    expect(within(panel).getByRole<HTMLInputElement>('combobox', { name: 'Mentee' }).value).toBe('Petra 1');
    expect(within(panel).getByRole<HTMLInputElement>('combobox', { name: 'Mentor' }).value).toBe('');
  });

  it('is nobody where everybody has a pairing', async () => {
    await leftOut();
    screen.getByText('Everybody who takes part has a pairing.');
  });
});

describe('the decisions in force', () => {
  it('are told with who made them, and each can be taken back', async () => {
    const { user, asked } = await openMatching();
    await user.click(screen.getByRole('button', { name: 'Lock Ruby 2 and Petra 2' }));
    await screen.findByText('1 change waits for the next run.');
    await user.click(screen.getByRole('tab', { name: 'Decisions 1' }));
    const item = screen.getByText('Ruby 2 and Petra 2 are locked').closest('li');
    expect(item?.textContent).toMatch(/Samira Haddadine · Tue 1 Dec.*From the next run/);
    expect(await findings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Undo: Ruby 2 and Petra 2 are locked' }));
    await screen.findByText('Ruby 2 and Petra 2 are no longer locked');
    expect(asked.at(-1)?.body).toMatchObject({ decisions: [{ kind: 'unlock', mentorId: person('mentor', 2).id }] });
  });

  it('are none before somebody has decided', async () => {
    const { user } = await openMatching();
    await user.click(screen.getByRole('tab', { name: 'Decisions 0' }));
    screen.getByText(/^Nothing is decided/);
  });
});

describe('the rounds', () => {
  const rounds = [
    round({ number: 3, state: 'failed', totals: null, problem: { reason: 'no-mentors' } }),
    round({ number: 2, publishedAt: '2026-12-01T09:00:00Z' }),
    round({ number: 1, objective: 'fairest' }),
  ];
  const open = async (sameInput: boolean, sameResult: boolean) => {
    const answers = { [`POST ${path}/rounds/${round({ number: 1 }).id}/replay`]: { sameInput, sameResult } };
    const tab = await openMatching({ rounds }, answers);
    await tab.user.click(screen.getByRole('tab', { name: 'Rounds 3' }));
    return tab;
  };

  it('are told with who ran them, when, and what they came to', async () => {
    await open(true, true);
    expect(screen.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      expect.stringMatching(/^Round 3 · Samira Haddadine · Tue 1 Dec.*There is no mentor to be paired.no result$/),
      expect.stringMatching(/^Round 2.*6 people placed · total fit 12,345 · Best overall.*publishedReplay check$/),
      expect.stringMatching(/^Round 1.*Fairest.*proven bestReplay check$/),
    ]);
    expect(await findings()).toEqual([]);
  });

  it.each([
    [true, true, /^Worked out again: the same pairings/],
    [true, false, /the pairings are different/],
    [false, false, /no longer what it was made from/],
  ])('are worked out again to be compared: same facts %s, same result %s', async (sameInput, sameResult, words) => {
    const { user } = await open(sameInput, sameResult);
    await user.click(screen.getByRole('button', { name: 'Replay check of round 1' }));
    await screen.findByText(words);
  });
});
