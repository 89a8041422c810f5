import { fireEvent, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ProgrammeChange, type Programme } from '../../bot/http/contract/programme.ts';
import type { Step } from '../../tab/pages/lead/set-up/steps.ts';
import { findings, me, openTab, problem, screen, type Answers } from './page.tsx';
import { couldPair, programme } from './samples.ts';

const before = programme;
const path = `/programmes/${before.id}`;

/** What the server holds; another lead may change it at any time. */
let stored: Programme;
/** How often the page has read it. */
let reads: number;
afterEach(() => window.history.replaceState(null, '', '/'));

const title = 'Somebody else has changed this meanwhile';

/** A step of the programme's set-up, with a server that keeps versions as the real one does. */
async function open(step: Step = 'basics', answers: Answers = {}) {
  [stored, reads] = [before, 0];
  const tab = await openTab(`/lead/${before.id}/set-up?step=${step}`, {
    'GET /me': { ...me, isLead: true },
    'GET /programmes': () => {
      reads += 1;
      return { programmes: [stored] };
    },
    [`POST ${path}/could-pair`]: couldPair,
    [`PUT ${path}`]: (body: unknown) => {
      const { version, ...change } = ProgrammeChange.parse(body);
      if (version !== stored.version) return problem('changed-meanwhile', 'Somebody else changed this meanwhile.');
      const { keptMonths = stored.keptMonths } = change;
      stored = { ...change, keptMonths, id: before.id, version: version + 1, closedAt: null };
      return stored;
    },
    ...answers,
  });
  await screen.findByText('Everything is saved.');
  return tab;
}
/** The server holds this, and the page says that it does. */
async function saved(expected: object) {
  await waitFor(() => expect(stored).toMatchObject(expected));
  await screen.findByText('Everything is saved.');
}
/** A server that refuses whatever is saved, for these fields. */
const refusing = (fields: readonly { field: string; value: string; rule: string }[]): Answers => ({
  [`PUT ${path}`]: Object.assign(problem('bad-request', 'Some of what was sent is not right.'), { fields }),
});
const type = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}`));
/** Where the choice between two names stands beside it. */
const nameField = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
const button = (name: string) => screen.getByRole('button', { name });

/** What stands beside a field about it. */
const saysAt = (input: HTMLElement) =>
  (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join('');

describe('the set-up of a programme', () => {
  it('shows it as it is, and saves what is changed by itself, each topic with its key', async () => {
    const { user, asked } = await open();
    expect(field('Name').value).toBe('Spring');
    expect(await findings()).toEqual([]);
    type(field('Name'), 'Summer');
    await screen.findByText('Not saved yet; it is in a moment.');
    await saved({ name: 'Summer', version: 2 });
    await user.click(button('2. Topics'));
    expect(field('Topics, one a line').value).toBe('AI tools\n*Faith at work');
    type(field('Topics, one a line'), 'Faith at work\nHybrid working');
    const topics = [
      { key: 'faith', label: 'Faith at work', sensitive: false },
      { key: 'hybrid-working', label: 'Hybrid working', sensitive: false },
    ];
    await saved({ topics });
    const { id: _id, closedAt: _closedAt, ...unchanged } = before;
    expect(asked).toEqual([
      { method: 'PUT', path, body: { ...unchanged, name: 'Summer' } },
      { method: 'PUT', path, body: { ...unchanged, name: 'Summer', topics, version: 2 } },
    ]);
    expect(await findings()).toEqual([]);
  });

  it('saves at once and goes on when that is asked for, whatever the step', async () => {
    const { user, asked } = await open();
    type(field('Name'), 'A');
    await user.click(button('Next'));
    await waitFor(() => expect(button('2. Topics').getAttribute('aria-current')).toBe('step'));
    expect(stored).toMatchObject({ name: 'A', version: 2 });
    expect(asked).toHaveLength(1);
    type(field('Topics, one a line'), 'Trains');
    await user.click(button('Back'));
    expect(field('Name').value).toBe('A');
    await saved({ name: 'A', version: 3, topics: [{ key: 'trains', label: 'Trains', sensitive: false }] });
    expect(asked).toHaveLength(2);
  });

  it('says which field is wrong, in which step, and keeps what was typed', async () => {
    const { user } = await open(
      'basics',
      refusing([{ field: 'endsOn', value: '2027-06-30', rule: 'must leave room for 6 meetings' }]),
    );
    type(field('Name'), 'Spring again');
    await screen.findByText('Not saved. See above what needs mending.');
    expect(saysAt(field('Last day'))).toBe('must leave room for 6 meetings');
    expect(field('Name').value).toBe('Spring again');
    expect(screen.queryByText(title)).toBeNull();
    expect(await findings()).toEqual([]);
    await user.click(button('2. Topics'));
    await screen.findByRole('button', { name: '1. Basics (needs mending)' });
  });
});

describe('the rules of matching in the set-up', () => {
  it('are changed with the rest: the department, the same manager, and what the matching looks for', async () => {
    const { user } = await open('rules');
    await screen.findByText('9 of 12 mentees could be paired');
    await user.selectOptions(field('Two of the same department'), 'are never paired');
    await user.selectOptions(field('What the matching looks for'), 'fairest');
    await user.click(screen.getByRole('switch', { name: 'Two who report to the same manager may be paired' }));
    await saved({
      rules: { ...before.rules, department: 'require', allowSameManager: true },
      objective: 'fairest',
      weights: before.weights,
    });
    expect(await findings()).toEqual([]);
  });

  it('weigh each of the seven parts from 0 to 100', async () => {
    const { user } = await open('rules');
    await user.click(screen.getByText('How fit is weighed'));
    const sliders = screen.getAllByRole<HTMLInputElement>('slider');
    expect(sliders.map(({ value }) => Number(value))).toEqual(Object.values(before.weights));
    expect(sliders.map(({ min, max }) => `${min}–${max}`)).toEqual(sliders.map(() => '0–100'));
    for (const [index, slider] of sliders.entries()) fireEvent.change(slider, { target: { value: String(index) } });
    expect(await findings()).toEqual([]);
    await waitFor(() => expect(Object.values(stored.weights)).toEqual([0, 1, 2, 3, 4, 5, 6]));
  });

  it('do not weigh departments while these count for nothing', async () => {
    const { user } = await open('rules');
    await user.selectOptions(field('Two of the same department'), 'may be paired');
    expect(screen.getByLabelText<HTMLInputElement>('Another department').disabled).toBe(true);
  });

  it('say at the weights when all of them are 0, even where they were folded away', async () => {
    await open(
      'rules',
      refusing([
        { field: 'weights', value: '0', rule: 'at least one that counts must be more than 0' },
        { field: 'weights.hours', value: '101', rule: 'is too much' },
      ]),
    );
    const section = (await screen.findByText('How fit is weighed')).closest('details');
    expect(section?.open).toBe(false);
    type(field('Levels of seniority between the two'), '3');
    const alerts = await screen.findAllByRole('alert');
    expect(section?.open).toBe(true);
    expect(alerts.some((one) => section?.contains(one) && /must be more than 0/.test(one.textContent))).toBe(true);
    expect(saysAt(screen.getByLabelText('Shared working hours'))).toContain('is too much');
    expect(screen.queryByText(/weights/)).toBeNull();
    expect(await findings()).toEqual([]);
  });
});

describe('the meetings in the set-up', () => {
  it('are called by whom the lead says, on days and within days that the lead says', async () => {
    const { user } = await open('booking');
    expect(screen.queryByLabelText(/^Address of the mailbox/)).toBeNull();
    await user.selectOptions(field('Who calls them'), 'a shared mailbox');
    type(field('Address of the mailbox'), 'mentoring@contoso.example');
    type(field('Days to choose a time'), '0');
    type(
      field('Days on which nobody meets'),
      '2027-12-24 to 2028-01-02 Christmas\n2027-05-03 May Day\n2027-08-01 to 2027-08-20',
    );
    expect(await findings()).toEqual([]);
    const booking = {
      organizer: 'shared-mailbox',
      sharedMailbox: 'mentoring@contoso.example',
      decideWithinDays: 0,
      blackouts: [
        { name: 'Christmas', from: '2027-12-24', to: '2028-01-02' },
        { name: 'May Day', from: '2027-05-03', to: '2027-05-03' },
        { name: '2027-08-01 to 2027-08-20', from: '2027-08-01', to: '2027-08-20' },
      ],
    };
    await saved({ booking });
  });

  it('name the line that is wrong', async () => {
    await open(
      'booking',
      refusing([{ field: 'booking.blackouts.0.from', value: 'Christmas', rule: 'is no day of the calendar' }]),
    );
    type(field('Days on which nobody meets'), 'Christmas');
    await screen.findByText('Not saved. See above what needs mending.');
    expect(saysAt(field('Days on which nobody meets'))).toContain('Christmas is no day of the calendar');
  });
});

describe('two leads at the same programme', () => {
  const theirs = (): Programme => ({
    ...before,
    version: 2,
    name: 'Theirs',
    rules: { ...before.rules, minimumSeniorityGap: 3, allowSameManager: true },
  });
  /** The second lead has typed, and before it is saved the first one was quicker. */
  async function overtaken() {
    const tab = await open();
    type(field('Name'), 'Mine');
    type(field('Meetings'), '4');
    stored = theirs();
    await screen.findByText(title);
    return tab;
  }
  const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });

  it('show the second the first one’s changes, ask where both changed the same, and lose nothing typed', async () => {
    await overtaken();
    const said = screen.getByRole('alert').textContent;
    expect(said).toContain('Levels of seniority between the two, at least: now 3');
    expect(said).toContain('Two who report to the same manager may be paired: now yes');
    expect(said).not.toContain('Meetings');
    expect([radio('Yours: Mine').checked, radio('Theirs: Theirs').checked]).toEqual([true, false]);
    expect([nameField().value, field('Meetings').value]).toEqual(['Mine', '4']);
    expect(stored).toMatchObject({ name: 'Theirs', version: 2 });
    expect(await findings()).toEqual([]);
  });

  it('keep what the second typed beside what the first changed', async () => {
    const { user } = await overtaken();
    await user.click(button('Go on with this'));
    expect(screen.queryByText(title)).toBeNull();
    await saved({ name: 'Mine', meetings: 4, rules: theirs().rules, version: 3 });
  });

  it('keep the first one’s where that is chosen, to be worked on', async () => {
    const { user } = await overtaken();
    await user.click(radio('Theirs: Theirs'));
    await user.click(button('Go on with this'));
    expect([field('Name').value, field('Meetings').value]).toEqual(['Theirs', '4']);
    type(field('Name'), 'Theirs and mine');
    await saved({ name: 'Theirs and mine', meetings: 4, rules: theirs().rules });
  });

  it('are told of each other even when the page has read the other’s change before it is saved over', async () => {
    await open();
    type(field('Name'), 'Spring and mine');
    stored = { ...before, version: 2, name: 'Theirs' };
    const readBefore = reads;
    // Somebody comes back to the page: it looks what is new.
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(reads).toBeGreaterThan(readBefore));
    await screen.findByRole('radio', { name: 'Theirs: Theirs' });
    expect(nameField().value).toBe('Spring and mine');
    expect(stored.version).toBe(2);
  });

  it('see what the other changes at once where they have typed nothing themselves', async () => {
    await open();
    stored = theirs();
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(field('Name').value).toBe('Theirs'));
    expect(screen.queryByText(title)).toBeNull();
  });

  it('are shown a third change too', async () => {
    await overtaken();
    fireEvent.click(button('Go on with this'));
    stored = { ...stored, version: 3, name: 'Theirs again' };
    await screen.findByRole('radio', { name: 'Theirs: Theirs again' });
    expect(stored.version).toBe(3);
  });
});

describe('a lead without a programme', () => {
  it('makes the first one, from topics that most know, and goes on with these', async () => {
    let programmes: readonly Programme[] = [];
    const { user, asked } = await openTab('/lead', {
      'GET /me': { ...me, isLead: true },
      'GET /programmes': () => ({ programmes }),
      'POST /programmes': (body: Omit<Programme, 'id' | 'version' | 'closedAt'>) => {
        const made = { ...body, id: before.id, version: 1, closedAt: null };
        programmes = [made];
        return made;
      },
    });
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'First');
    expect(await findings()).toEqual([]);
    await user.click(button('Make the programme'));
    const topics = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^Topics, one a line/ });
    expect(topics.value).toMatch(/^AI tools\n/);
    expect(asked).toMatchObject([
      { method: 'POST', path: '/programmes', body: { name: 'First', startsOn: '2026-12-07' } },
    ]);
  });
});
