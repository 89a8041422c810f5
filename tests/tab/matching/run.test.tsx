import { waitFor, within } from '@testing-library/react';
import { describe, expect, it, jest } from '@jest/globals';
import type { Round, RoundProblem } from '../../../bot/http/contract/rounds.ts';
import { findings, problem, screen } from '../page.tsx';
import { couldPair, programme } from '../samples.ts';
import { obstacle, openMatching, path, person, proposal, round } from './desk.ts';

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const none = { shown: null, proposals: [], unplaced: [], dissolved: [], decisions: [] };
const running = (more: Partial<Round> = {}) =>
  round({ number: 2, state: 'running', phase: 'searching', progress: 0.25, totals: null, finishedAt: null, ...more });
const fairest = (totalFit: number, bestTotalFit: number) =>
  round({ objective: 'fairest', totals: { placed: 6, pairings: 3, totalFit, lowestFit: 812, bestTotalFit } });

describe('running the matching', () => {
  it('begins with a page that says what will happen, and one thing to press', async () => {
    const { user, asked, desk } = await openMatching(
      { rounds: [], review: none },
      { [`POST ${path}/matching`]: () => ((desk.rounds = [running({ number: 1, phase: 'waiting' })]), desk.rounds[0]) },
    );
    screen.getByText(/nobody is told before you publish/);
    expect(screen.queryByRole('button', { name: /^Publish/ })).toBeNull();
    expect(await findings()).toEqual([]);
    await user.click(button('Run matching'));
    await screen.findByText('Waiting to begin');
    expect(asked).toEqual([{ method: 'POST', path: `${path}/matching`, body: { objective: 'total' } }]);
  });

  it('shows how far it is in words, watches it to its end, and then shows what it came to', async () => {
    const { desk } = await openMatching({ rounds: [running(), round()] });
    screen.getByText('Looking at every possible pair');
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0.25');
    expect(button('Run again').getAttribute('aria-disabled')).toBe('true');
    expect(button(/^Publish/).disabled).toBe(true);
    expect(await findings()).toEqual([]);
    desk.rounds = [running({ phase: 'proving', progress: 0.8 }), round()];
    await screen.findByText('Proving that none is better');
    const done = round({
      number: 2,
      totals: { placed: 2, pairings: 1, totalFit: 900, lowestFit: 900, bestTotalFit: null },
    });
    desk.rounds = [done, round()];
    desk.review = { ...desk.review, shown: done, proposals: [proposal(7)] };
    await screen.findByText('2 people placed · total fit 900 · weakest 900');
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(button(/^Publish/).textContent).toBe('Publish 1');
  });

  it('is stopped by pressing cancel, and says that nothing was changed', async () => {
    const { user, asked, desk } = await openMatching(
      { rounds: [running(), round()] },
      {
        [`POST ${path}/rounds/${running().id}/cancel`]: () =>
          (desk.rounds = [running({ state: 'cancelled' }), round()])[0],
      },
    );
    await user.click(button('Cancel'));
    await screen.findByText('The last run was stopped. Nothing was changed.');
    expect(asked).toHaveLength(1);
    screen.getByText('6 people placed · total fit 12,345 · weakest 812');
  });

  it('looks for what the lead chose, from what the programme looks for', async () => {
    const { user, asked } = await openMatching(
      { rounds: [], review: none },
      {
        'GET /programmes': { programmes: [{ ...programme, objective: 'fairest' }] },
        [`POST ${path}/matching`]: running(),
      },
    );
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Fairest/ }).checked).toBe(true);
    await user.click(screen.getByRole('radio', { name: /^Best overall/ }));
    await user.click(button('Run matching'));
    await waitFor(() => expect(asked.map(({ body }) => body)).toEqual([{ objective: 'total' }]));
  });

  it('again looks for what the lead chose, from wherever it is begun', async () => {
    const { user, asked } = await openMatching({}, { [`POST ${path}/matching`]: running() });
    await user.click(screen.getByRole('button', { name: 'Lock Ruby 1 and Petra 1' }));
    await screen.findByText('1 change waits for the next run.');
    await user.click(screen.getByRole('radio', { name: /^Fairest/ }));
    await user.click(button('Run again'));
    await waitFor(() => expect(asked.at(-1)?.body).toEqual({ objective: 'fairest' }));
    // What was pressed is gone: the focus is where the run is shown.
    expect(document.activeElement).toBe(button('Run again (1 change)'));
  });

  it('that cannot begin says why', async () => {
    const { user } = await openMatching(
      {},
      { [`POST ${path}/matching`]: problem('matching-running', 'A run is under way already.') },
    );
    await user.click(button('Run again'));
    expect((await screen.findByRole('alert')).textContent).toContain('A run is under way already.');
  });
});

describe('what a run came to', () => {
  it('says what proven means to whoever asks', async () => {
    const { user } = await openMatching();
    screen.getByText('6 people placed · total fit 12,345 · weakest 812');
    screen.getByText(/^Round 1 · Samira Haddadine · Tue 1 Dec, /);
    await user.click(button('Proven best'));
    await screen.findByText(/no other choice places more people/);
  });

  it.each([
    [
      'what fairness costs',
      fairest(12_000, 12_345),
      'Fairness costs 345 of the total fit: the best overall would be 12,345.',
    ],
    ['that fairness costs nothing', fairest(12_345, 12_345), /^Fairness costs nothing here/],
  ])('says %s', async (_name, shown, words) => {
    await openMatching({
      rounds: [shown],
      review: { ...none, shown, proposals: [proposal(1)] },
    });
    screen.getByText(words);
  });

  it('names those who are no longer proposed', async () => {
    const gone = [1, 2].map((number) => ({
      mentor: person('mentor', number),
      mentee: person('mentee', number),
      fit: 701,
    }));
    const { user } = await openMatching({
      review: { ...none, shown: round(), proposals: [proposal(3)], dissolved: gone },
    });
    const summary = screen.getByText('2 pairs are no longer proposed');
    await user.click(summary);
    const named = within(summary.closest('details') ?? document.body).getAllByRole('listitem', { hidden: true });
    expect(named.map((one) => one.textContent)).toEqual([
      'Ruby 1 mentors Petra 1 · fit 701 of 1,000',
      'Ruby 2 mentors Petra 2 · fit 701 of 1,000',
    ]);
  });

  it('after publishing says what is next', async () => {
    const shown = round({ publishedAt: '2026-12-01T10:00:00Z' });
    await openMatching({ rounds: [shown], review: { ...none, shown } });
    screen.getByText(/Run the matching again for those without a pairing/);
  });
});

describe('a run without a result says what stands in the way:', () => {
  const couple = { mentee: person('mentee', 1), mentor: person('mentor', 1) };
  const at = (rule: Parameters<typeof obstacle>[0], pairs: number, value: number | string | null) => ({
    ...obstacle(rule, 40, pairs),
    value,
  });
  it.each<[RoundProblem['reason'], RoundProblem, readonly string[]]>([
    [
      'nobody-possible',
      { reason: 'nobody-possible', obstacles: [at('seniority-gap', 34, 5), at('same-department', 1, 'require')] },
      [
        'There is no pairing to propose.',
        'Levels of seniority between the two: at least 5. Without this rule, 34 pairs would be possible.',
        'Two of the same department are never paired. Without this rule, 1 pair would be possible.',
      ],
    ],
    [
      'nobody-possible',
      { reason: 'nobody-possible', obstacles: [at('language-unknown', 12, null)] },
      [
        'Of some people no language is known, so nobody is paired with them. Bring them in again, under People',
        'With one in common, 12 pairs would be possible.',
      ],
    ],
    [
      'nobody-possible',
      { reason: 'nobody-possible', obstacles: [] },
      ['There is no pairing to propose.', 'Loosening more than one, or bringing in more people, may help.'],
    ],
    ['no-mentors', { reason: 'no-mentors' }, ['There is no mentor to be paired.', 'under People']],
    ['no-mentees', { reason: 'no-mentees' }, ['There is no mentee to be paired.', 'under People']],
    ['not-proven', { reason: 'not-proven' }, ['could not be proven best', 'Run it again.']],
    ['changed-meanwhile', { reason: 'changed-meanwhile' }, ['kept changing', 'run it again']],
    [
      'locked-pair-barred',
      { reason: 'locked-pair-barred', ...couple, bar: 'reporting-line' },
      ['Ruby 1 mentors Petra 1. One of them reports to the other', 'Unlock them under Decisions'],
    ],
    [
      'locked-pair-barred',
      { reason: 'locked-pair-barred', ...couple, bar: 'not-together' },
      ['These two are not to be paired with each other. Unlock them under Decisions'],
    ],
    ['locked-person-missing', { reason: 'locked-person-missing', ...couple }, ['no longer takes part', 'Unlock them']],
    [
      'locked-beyond-capacity',
      { reason: 'locked-beyond-capacity', person: person('mentor', 1), capacity: 2 },
      ['Ruby 1 has room for 2 pairings.'],
    ],
  ])('%s', async (_reason, found, words) => {
    const failed = round({ number: 2, state: 'failed', totals: null, problem: found });
    await openMatching({ rounds: [failed, round()] });
    const said = screen.getByRole('alert').textContent;
    for (const one of words) expect(said).toContain(one);
    // What was proposed before is still there to be published.
    expect(button(/^Publish/).textContent).toBe('Publish 3');
    expect(said).not.toMatch(/undefined|null|nobody-possible|locked-/);
  });

  it('and claims no rules in the way of everybody where none has to be: it may be private reasons, which it does not hint at', async () => {
    const found: RoundProblem = { reason: 'nobody-possible', obstacles: [] };
    await openMatching({ rounds: [round({ state: 'failed', totals: null, problem: found })], review: none });
    const said = screen.getByRole('alert').textContent;
    expect(said).not.toMatch(/under these rules|every pair|at least two|private|reason|person/i);
  });

  it('and leads to the rules', async () => {
    const failed = round({ state: 'failed', totals: null, problem: { reason: 'nobody-possible', obstacles: [] } });
    const { user } = await openMatching({ rounds: [failed], review: none }, { [`POST ${path}/could-pair`]: couldPair });
    expect(await findings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Change the rules' }));
    await screen.findByText('How fit is weighed');
  });
});

describe('publishing', () => {
  it('asks once more, says what is left out of it, and then does it', async () => {
    const { user, asked } = await openMatching({}, { [`POST ${path}/publish`]: { totalFit: 0, pairings: [] } });
    await user.click(screen.getByRole('button', { name: 'Lock Ruby 1 and Petra 1' }));
    await screen.findByText('1 change waits for the next run.');
    await user.click(button('Publish 3'));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('1 change is not in these proposals.');
    await user.click(within(dialog).getByRole('button', { name: 'Publish 3' }));
    await waitFor(() => expect(asked.map((one) => one.path)).toEqual([`${path}/decisions`, `${path}/publish`]));
  });
});

describe('the table of every pair', () => {
  it('is saved as a file', async () => {
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:table';
    URL.revokeObjectURL = () => undefined;
    // Where a browser saves, nothing happens here.
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(`${this.href} as ${this.download}`);
    });
    const { user } = await openMatching({}, { [`GET ${path}/candidate-pairs.csv`]: new Blob(['mentor,mentee\n']) });
    await user.click(button('Export every pair (CSV)'));
    await waitFor(() => expect(saved).toEqual(['blob:table as Spring.csv']));
    click.mockRestore();
  });
});
