import { act, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DecisionsInput } from '../../../bot/http/contract/decisions.ts';
import type { WhatIf } from '../../../bot/http/contract/what-if.ts';
import { problem, screen, type Asked } from '../page.tsx';
import { id } from '../samples.ts';
import { inProgramme, openMatching, path, person, proposal } from './desk.ts';

// Rows are laid out only where something has a height.
beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 90 });
});

const people = [1, 2, 30].flatMap((number) => [inProgramme('mentor', number), inProgramme('mentee', number)]);
const moved = (mentor: number, mentee: number, fit: number) => ({
  mentor: person('mentor', mentor),
  mentee: person('mentee', mentee),
  fit,
});
const possible = (more: Partial<Extract<WhatIf, { kind: 'possible' }>> = {}): WhatIf => ({
  kind: 'possible',
  fit: 712,
  parts: proposal(1).parts,
  reasons: proposal(1).reasons,
  placed: 0,
  totalFit: -34,
  removed: [moved(1, 1, 950)],
  added: [moved(2, 1, 640)],
  ...more,
});
const row = (number: number) =>
  screen.getByRole('row', { name: new RegExp(`^Ruby ${number} mentors Petra ${number},`) });
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
type User = Awaited<ReturnType<typeof openMatching>>['user'];

/** All that was decided. */
const decisions = (asked: readonly Asked[]) =>
  asked.flatMap((one) => (one.path === `${path}/decisions` ? DecisionsInput.parse(one.body).decisions : []));

/** Chooses somebody in a field of the panel by typing a part of their name. */
async function choose(user: User, field: 'Mentor' | 'Mentee', words: string, name: string) {
  const box = screen.getByRole('combobox', { name: field });
  await user.clear(box);
  await user.paste(words);
  await user.click(await screen.findByText(name, { selector: '[role=option] *' }));
}

describe('why not', () => {
  /** The panel asked about the mentee of the first proposal and a mentor to be chosen. */
  async function asking(answer: WhatIf | Error) {
    const asked: string[] = [];
    const tab = await openMatching({
      people,
      whatIf: (menteeId, mentorId) => {
        asked.push(`${menteeId} ${mentorId}`);
        return answer;
      },
    });
    act(() => row(1).focus());
    await tab.user.keyboard('w');
    await screen.findByRole('heading', { name: 'Why not with…?' });
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Mentee' }).value).toBe('Petra 1');
    await choose(tab.user, 'Mentor', '30', 'Ruby 30');
    return { ...tab, questions: asked };
  }
  const said = async (words: string | RegExp) => (await screen.findByText(words)).closest('[role=status]')?.textContent;

  it('asks the server for people and says what pairing them costs and whom it moves, before anything is changed', async () => {
    const { user, asked, questions } = await asking(possible());
    const answer = await said('They could be paired, with a fit of 712.');
    expect(answer).toContain('As many people would be placed. The total fit would fall by 34.');
    expect(answer).toContain('Ruby 1 would no longer mentor Petra 1.');
    expect(answer).toContain('Ruby 2 would mentor Petra 1, with a fit of 640.');
    expect(new Set(questions)).toEqual(new Set([`${person('mentee', 1).id} ${person('mentor', 30).id}`]));
    await user.click(button('Lock this pair'));
    await screen.findByText('Locked from the next run on.');
    expect(decisions(asked)).toEqual([
      { kind: 'lock', menteeId: person('mentee', 1).id, mentorId: person('mentor', 30).id },
    ]);
    expect(screen.queryByRole('button', { name: 'Lock this pair' })).toBeNull();
  });

  it.each<[string, WhatIf, readonly (string | RegExp)[]]>([
    ['fewer people', possible({ placed: -1, totalFit: 20 }), [/1 person fewer would be placed. .* rise by 20/]],
    [
      'nobody moved',
      possible({ totalFit: 0, removed: [], added: [] }),
      [/stay the same/, 'Nobody else would be moved.'],
    ],
    [
      'the rules in the way',
      { kind: 'barred', bars: ['seniority-gap', 'shared-topics', 'forbidden'] },
      [
        'They are too close in seniority for this programme.',
        /too few topics/,
        'A lead has decided against these two.',
      ],
    ],
    ['no room', { kind: 'no-room', person: person('mentor', 30) }, [/^Ruby 30 has no room/]],
    ['that they are proposed', { kind: 'paired', fit: 950, reasons: [] }, [/proposed already, with a fit of 950/]],
  ])('tells %s', async (_name, answer, words) => {
    await asking(answer);
    for (const one of words) await screen.findByText(one);
  });

  it('tells of what holds for just these two nothing more, and does not call it private', async () => {
    await asking({ kind: 'barred', bars: ['not-together'] });
    expect(await said('These two are not to be paired with each other.')).toBe(
      'They cannot be paired.These two are not to be paired with each other.',
    );
    expect(screen.queryByRole('button', { name: 'Lock this pair' })).toBeNull();
  });

  it('says so when there is no answer', async () => {
    await asking(problem('not-matched', 'The proposals do not know these two yet.'));
    expect((await screen.findByRole('alert')).textContent).toContain('do not know these two yet');
  });

  it('asks about any two, and finds nobody where nobody is', async () => {
    const { user } = await openMatching({ people, whatIf: () => ({ kind: 'barred', bars: ['not-together'] }) });
    await user.click(button('Why not these two…?'));
    await screen.findByText(/^Choose both/);
    await choose(user, 'Mentee', 'Petra 2', 'Petra 2');
    await user.type(screen.getByRole('combobox', { name: 'Mentor' }), 'Xaver');
    await screen.findByText('Nobody of that name is here.');
    await choose(user, 'Mentor', 'Ruby 2', 'Ruby 2');
    await screen.findByText('They cannot be paired.');
    await user.click(button('Close'));
    expect(screen.queryByRole('combobox', { name: 'Mentor' })).toBeNull();
  });
});

describe('swapping mentors', () => {
  const fits: Record<string, number> = { '2 1': 700, '1 2': 733 };
  /** Two rows chosen, by keyboard or mouse; asks about both new couples. */
  async function swapping(answer: (mentor: number, mentee: number) => WhatIf) {
    const number = (found: string, from: number) => Number(found.slice(-6)) - from;
    const tab = await openMatching({
      proposed: [1, 2, 3].map((one) => proposal(one, { isLocked: one === 2 })),
      whatIf: (menteeId, mentorId) => answer(number(mentorId, 100_000), number(menteeId, 200_000)),
    });
    act(() => row(1).focus());
    await tab.user.keyboard('s');
    await screen.findByText('Ruby 1 mentors Petra 1: choose the proposal to swap mentors with.');
    expect(screen.queryByRole('button', { name: /^Lock / })).toBeNull();
    return tab;
  }
  const answers = (mentor: number, mentee: number) =>
    possible({ fit: fits[`${mentor} ${mentee}`] ?? 0, removed: [], added: [] });

  it('shows the price of both new couples first, then locks both', async () => {
    const { user, asked } = await swapping(answers);
    await user.click(button('Swap mentors with Ruby 2 and Petra 2'));
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByRole('heading', { name: 'Ruby 2 mentors Petra 1' });
    within(dialog).getByRole('heading', { name: 'Ruby 1 mentors Petra 2' });
    await within(dialog).findByText('If nobody else moves, the total fit falls by 467.');
    expect(decisions(asked)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Lock both pairs' }));
    await screen.findByText(/changes? waits? for the next run/);
    const couple = (mentor: number, mentee: number) => ({
      menteeId: person('mentee', mentee).id,
      mentorId: person('mentor', mentor).id,
    });
    expect(decisions(asked)).toEqual([
      { kind: 'unlock', ...couple(2, 2) },
      { kind: 'lock', ...couple(2, 1) },
      { kind: 'lock', ...couple(1, 2) },
    ]);
  });

  it('locks nothing where one of the new couples cannot be', async () => {
    const { user } = await swapping((mentor, mentee) =>
      mentor === 2 ? answers(mentor, mentee) : { kind: 'barred', bars: ['same-manager'] },
    );
    await user.click(button('Swap mentors with Ruby 2 and Petra 2'));
    await screen.findByText('These mentors cannot be swapped.');
    await screen.findByText('They report to the same manager.');
    expect(button('Lock both pairs').disabled).toBe(true);
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' }));
    await within(row(1)).findByRole('button', { name: /^Lock/ });
  });

  it('is done by keyboard alone, and stopped by Escape', async () => {
    const { user } = await openMatching({ whatIf: () => possible() });
    act(() => row(1).focus());
    await user.keyboard('s');
    await screen.findByText(/choose the proposal to swap mentors with/);
    await user.keyboard('{Escape}');
    expect(screen.queryByText(/choose the proposal to swap mentors with/)).toBeNull();
    await user.keyboard('s{ArrowDown}{Enter}');
    await screen.findByRole('heading', { name: 'Swap these mentors?' });
  });

  it('is not offered where the mentor is the same', async () => {
    const { user } = await openMatching({
      proposed: [proposal(1), proposal(2, { mentor: person('mentor', 1), id: id(1) }), proposal(3)],
    });
    act(() => row(3).focus());
    await user.keyboard('{ArrowUp}{ArrowUp}s');
    await screen.findByText(/choose the proposal to swap mentors with/);
    expect(screen.getAllByRole('button', { name: /^Swap mentors with/ })).toHaveLength(1);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
