import { act, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findings, problem, screen } from '../page.tsx';
import { openMatching, path, person, proposal, proposals, round } from './desk.ts';

const rowHeight = 90;
// Rows are laid out only where something has a height.
beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => rowHeight });
});
afterEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 0 });
  window.scrollTo({ top: 0 });
});

/** The proposals drawn now. */
const rows = () => [...document.querySelectorAll<HTMLElement>('[role=grid] [role=rowgroup] > [role=row]')];
const names = () => rows().map((row) => row.getAttribute('aria-label')?.split(',')[0]);
const row = (number: number) =>
  screen.getByRole('row', { name: new RegExp(`^Ruby ${number} mentors Petra ${number},`) });
const search = async (user: Awaited<ReturnType<typeof openMatching>>['user'], words: string) => {
  const field = screen.getByLabelText('Search by name or title');
  await user.clear(field);
  if (words !== '') await user.paste(words);
};
const focused = () => document.activeElement?.getAttribute('aria-label')?.split(',')[0] ?? null;
const couple = (mentor: number, mentee = mentor) => ({
  menteeId: person('mentee', mentee).id,
  mentorId: person('mentor', mentor).id,
});

describe('the list of proposals', () => {
  it('shows who mentors whom, why, and how well, the best fit first', async () => {
    await openMatching({ proposed: [proposal(9), proposal(1, { isNew: true }), proposal(5, { isLocked: true })] });
    expect(names()).toEqual(['Ruby 1 mentors Petra 1', 'Ruby 5 mentors Petra 5', 'Ruby 9 mentors Petra 9']);
    expect(row(1).textContent).toMatch(/Graduate · Legal.*Director · People.*1 private topic.*3 levels apart.*950/);
    expect(within(row(1)).getByText('New')).toBeTruthy();
    expect(within(row(9)).queryByText('New')).toBeNull();
    expect(within(row(5)).getByText('Locked')).toBeTruthy();
    expect(row(5).getAttribute('aria-label')).toBe('Ruby 5 mentors Petra 5, fit 949 of 1,000, Locked');
    expect(await findings()).toEqual([]);
  });

  it('of two thousand draws a few, says how many there are, and finds any of them', async () => {
    const { user } = await openMatching({ proposed: proposals(2_000) });
    expect(rows().length).toBeLessThan(40);
    expect(screen.getByRole('grid', { name: 'Proposals' }).getAttribute('aria-rowcount')).toBe('2001');
    expect(
      rows()
        .map((one) => one.getAttribute('aria-rowindex'))
        .slice(0, 3),
    ).toEqual(['2', '3', '4']);
    screen.getByText('2,000 proposals');
    await search(user, 'petra 1999');
    await screen.findByText('1 of 2,000 proposals');
    expect(names()).toEqual(['Ruby 1999 mentors Petra 1999']);
    await search(user, '');
    await screen.findByText('2,000 proposals');
    await user.selectOptions(screen.getByLabelText('Order'), 'weakest fit first');
    expect(names()[0]).toBe('Ruby 2000 mentors Petra 2000');
  });

  it('is narrowed down by the department of either and by a topic', async () => {
    const { user } = await openMatching({ proposed: proposals(24) });
    await user.selectOptions(screen.getByLabelText('Department'), 'Legal');
    await screen.findByText('12 of 24 proposals');
    for (const one of rows()) expect(one.textContent).toContain('Legal');
    // A mentor's department, and now a mentee's.
    await user.selectOptions(screen.getByLabelText('Department'), 'Finance');
    for (const one of rows()) expect(one.textContent).toContain('Finance');
    await user.selectOptions(screen.getByLabelText('Topic'), 'AI tools');
    await screen.findByText('4 of 24 proposals');
    for (const one of rows()) expect(one.textContent).toContain('AI tools');
    await search(user, 'nobody');
    await screen.findByText('Nothing here is like that.');
    expect(await findings()).toEqual([]);
  });

  it('shows what a fit is made of, in words and numbers', async () => {
    const { user } = await openMatching({ proposed: [proposal(1)] });
    const button = within(row(1)).getByRole('button', { name: 'Show the fit of Ruby 1 and Petra 1' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await user.click(button);
    const said = within(row(1))
      .getAllByRole('term')
      .map((term) => [term, ...(term.parentElement?.querySelectorAll('dd') ?? [])].map((one) => one.textContent));
    expect(said).toEqual([
      ['Topics', '400', 'Data literacy · 1 private topic'],
      ['Department', '120', 'another department'],
      ['Location', '50', 'another office'],
      ['Seniority', '100', '3 levels apart'],
      ['Hours', '40', '5.5 shared hours a day'],
      ['Experience', '0', 'a first time for the mentor'],
      ['Preferences', '150', 'what they said they would like'],
    ]);
    expect(await findings()).toEqual([]);
    await user.click(within(row(1)).getByRole('button', { name: /^Hide the fit/ }));
    expect(within(row(1)).queryByRole('term')).toBeNull();
  });

  it('says of a part that it counts for nothing, by its weight or because the rules leave it aside', async () => {
    const { rules, weights } = round();
    const aside = round({ rules: { ...rules, department: 'off' }, weights: { ...weights, topics: 0 } });
    const parts = { topics: 0, department: 0, location: 0, seniority: 300, hours: 50, experience: 0, preferences: 150 };
    const shown = [proposal(1, { parts, reasons: [{ kind: 'seniority-gap', levels: 3 }] })];
    const { user } = await openMatching({
      rounds: [aside],
      review: { shown: aside, proposals: shown, unplaced: [], dissolved: [], decisions: [] },
    });
    await user.click(within(row(1)).getByRole('button', { name: /^Show the fit/ }));
    const said = within(row(1))
      .getAllByRole('definition')
      .map((one) => one.textContent);
    expect(said.slice(0, 6)).toEqual([
      '0',
      'counts for nothing in this programme',
      '0',
      'counts for nothing in this programme',
      '0',
      'the same, or not known',
    ]);
  });
});

describe('deciding about a proposal', () => {
  it('locks and unlocks it with the mouse, and says that the next run will know', async () => {
    const { user, asked } = await openMatching();
    await user.click(within(row(2)).getByRole('button', { name: 'Lock Ruby 2 and Petra 2' }));
    await screen.findByText('1 change waits for the next run.');
    within(row(2)).getByText('Locked');
    screen.getByRole('button', { name: 'Run again (1 change)' });
    await user.click(within(row(2)).getByRole('button', { name: 'Unlock Ruby 2 and Petra 2' }));
    await within(row(2)).findByRole('button', { name: 'Lock Ruby 2 and Petra 2' });
    expect(asked.map(({ body }) => body)).toEqual([
      { decisions: [{ kind: 'lock', ...couple(2) }] },
      { decisions: [{ kind: 'unlock', ...couple(2) }] },
    ]);
  });

  it('takes two apart and allows them again', async () => {
    const { user, asked } = await openMatching();
    await user.click(within(row(1)).getByRole('button', { name: 'More for Ruby 1 and Petra 1' }));
    await user.click(await screen.findByRole('menuitem', { name: /Not these two/ }));
    await within(row(1)).findByText('Not in the next run');
    await user.click(within(row(1)).getByRole('button', { name: 'More for Ruby 1 and Petra 1' }));
    await user.click(await screen.findByRole('menuitem', { name: /Allow these two again/ }));
    expect(asked.map(({ path: to, body }) => [to, body])).toEqual([
      [`${path}/decisions`, { decisions: [{ kind: 'forbid', ...couple(1) }] }],
      [`${path}/decisions`, { decisions: [{ kind: 'allow', ...couple(1) }] }],
    ]);
  });

  it('that is refused says so where it is seen, and shows how it stands', async () => {
    const { user } = await openMatching({}, { [`POST ${path}/decisions`]: problem('not-found', 'This is not here.') });
    await user.click(within(row(1)).getByRole('button', { name: 'Lock Ruby 1 and Petra 1' }));
    expect((await screen.findByRole('alert')).textContent).toContain('This is not here.');
    await within(row(1)).findByRole('button', { name: 'Lock Ruby 1 and Petra 1' });
    expect(within(row(1)).queryByText('Locked')).toBeNull();
  });
});

describe('the keyboard on the list of proposals', () => {
  /** The list with its first proposal in focus: the one that Tab stops at. */
  async function onFirst(count: number) {
    const tab = await openMatching({ proposed: proposals(count) });
    act(() =>
      rows()
        .find((one) => one.tabIndex === 0)
        ?.focus(),
    );
    expect(focused()).toBe('Ruby 1 mentors Petra 1');
    return tab;
  }

  it('moves between proposals, near and far, with one stop for Tab', async () => {
    const { user } = await onFirst(2_000);
    /** The place in the list after some keys, 1 first. */
    const after = async (keys: string) => {
      await user.keyboard(keys);
      return Number(document.activeElement?.getAttribute('aria-rowindex')) - 1;
    };
    expect(await after('{ArrowDown}{ArrowDown}')).toBe(3);
    expect(await after('{ArrowUp}')).toBe(2);
    expect(await after('{End}')).toBe(2_000);
    expect(focused()).toBe('Ruby 2000 mentors Petra 2000');
    expect(await after('{ArrowDown}')).toBe(2_000);
    expect(await after('{PageUp}')).toBe(1_990);
    expect(await after('{Home}')).toBe(1);
    expect(await after('{ArrowUp}')).toBe(1);
    expect(await after('{PageDown}')).toBe(11);
    expect(rows().filter((one) => one.tabIndex === 0)).toHaveLength(1);
    const reachable = rows()
      .flatMap((one) => within(one).getAllByRole('button'))
      .filter((one) => one.tabIndex === 0);
    expect(reachable).toHaveLength(3);
    expect(rows().length).toBeLessThan(60);
  });

  it('locks, takes apart, asks and shows the fit', async () => {
    const { user, asked } = await onFirst(3);
    await user.keyboard('{ArrowDown}l');
    await screen.findByText('1 change waits for the next run.');
    await user.keyboard('l{ArrowDown}F');
    expect(asked.map(({ body }) => body)).toEqual([
      { decisions: [{ kind: 'lock', ...couple(2) }] },
      { decisions: [{ kind: 'unlock', ...couple(2) }] },
      { decisions: [{ kind: 'forbid', ...couple(3) }] },
    ]);
    await user.keyboard('{Enter}');
    expect(within(row(3)).getAllByRole('term')).toHaveLength(7);
    expect(focused()).toBe('Ruby 3 mentors Petra 3');
    await user.keyboard('w');
    await screen.findByRole('heading', { name: 'Why not with…?' });
  });

  it('leaves the keys pressed on the buttons of a proposal to them', async () => {
    const { user, asked } = await onFirst(2);
    const lock = within(row(1)).getByRole('button', { name: /^Lock/ });
    act(() => lock.focus());
    await user.keyboard('f{ArrowDown}');
    expect(asked).toEqual([]);
    expect(document.activeElement).toBe(lock);
    await user.keyboard(' ');
    expect(asked).toHaveLength(1);
  });

  it('is told by pressing a question mark', async () => {
    const { user } = await onFirst(1);
    await user.keyboard('?');
    await screen.findByText('lock or unlock');
    await user.click(await screen.findByText('Close'));
    expect(screen.queryByText('lock or unlock')).toBeNull();
  });
});
