import { fireEvent, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ProgrammeChange, type Programme } from '../../bot/http/contract/contract.ts';
import { findings, me, openTab, problem, screen } from './page.tsx';
import { programme } from './samples.ts';

const before = programme;
const path = `/programmes/${before.id}`;

/** What the server holds; another lead may change it at any time. */
let stored: Programme;
/** How often the page has read it. */
let reads: number;
afterEach(() => window.history.replaceState(null, '', '/'));

/** The set-up of the programme, with a server that keeps versions as the real one does. */
async function open() {
  [stored, reads] = [before, 0];
  const tab = await openTab('/lead/set-up', {
    'GET /me': { ...me, isLead: true },
    'GET /programmes': () => {
      reads += 1;
      return { programmes: [stored] };
    },
    [`PUT ${path}`]: (body: unknown) => {
      const { version, ...change } = ProgrammeChange.parse(body);
      if (version !== stored.version) return problem('changed-meanwhile', 'Somebody else changed this meanwhile.');
      stored = { ...change, id: before.id, version: version + 1, closedAt: null };
      return stored;
    },
  });
  await screen.findByRole('textbox', { name: 'Name' });
  return tab;
}
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}`));
const button = (name: string) => screen.getByRole('button', { name });

/** What stands beside a field about it. */
const saysAt = (input: HTMLElement) =>
  (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join('');

describe('the set-up of a programme', () => {
  it('shows it as it is, and saves what is changed, each topic with its key', async () => {
    const { user, asked } = await open();
    expect(field('Name').value).toBe('Spring');
    expect(field('Topics, one a line').value).toBe('AI tools\n*Faith at work');
    expect(await findings()).toEqual([]);
    await user.clear(field('Name'));
    await user.type(field('Name'), 'Summer');
    await user.clear(field('Topics, one a line'));
    await user.type(field('Topics, one a line'), 'Faith at work{Enter}Hybrid working');
    await user.click(button('Save'));
    await screen.findByText('Saved.');
    const topics = [
      { key: 'faith', label: 'Faith at work', sensitive: false },
      { key: 'hybrid-working', label: 'Hybrid working', sensitive: false },
    ];
    const { id: _, ...unchanged } = before;
    expect(asked).toEqual([{ method: 'PUT', path, body: { ...unchanged, name: 'Summer', topics } }]);
    expect(await findings()).toEqual([]);
  });

  it('saves again and again, each time on what was saved before', async () => {
    const { user, asked } = await open();
    for (const [index, name] of ['A', 'B'].entries()) {
      await user.clear(field('Name'));
      await user.type(field('Name'), name);
      await user.click(button('Save'));
      await waitFor(() => expect(stored.version).toBe(index + 2));
      await screen.findByText('Saved.');
    }
    expect(asked.map(({ body }) => body)).toMatchObject([{ version: 1 }, { version: 2 }]);
    expect(stored).toMatchObject({ name: 'B', version: 3 });
  });

  it('says which field is wrong and keeps what was typed', async () => {
    const { user } = await openTab('/lead/set-up', {
      'GET /me': { ...me, isLead: true },
      'GET /programmes': { programmes: [before] },
      [`PUT ${path}`]: Object.assign(problem('bad-request', 'Some of what was sent is not right.'), {
        fields: [{ field: 'endsOn', value: '2027-06-30', rule: 'must leave room for 6 meetings' }],
      }),
    });
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' again');
    await user.click(button('Save'));
    await screen.findByText('Some of what was sent is not right.');
    expect(saysAt(field('Last day'))).toBe('must leave room for 6 meetings');
    expect(field('Name').value).toBe('Spring again');
    expect(screen.queryByText('Take the other version')).toBeNull();
    expect(await findings()).toEqual([]);
  });
});

describe('the rules of matching in the set-up', () => {
  const pressSave = async (user: Awaited<ReturnType<typeof open>>['user']) => {
    await user.click(button('Save'));
    await screen.findByText('Saved.');
  };

  it('are changed with the rest: the department, the same manager, and what the matching looks for', async () => {
    const { user } = await open();
    await user.selectOptions(field('Two of the same department'), 'are never paired');
    await user.selectOptions(field('What the matching looks for'), 'fairest');
    await user.click(screen.getByRole('switch', { name: 'Two who report to the same manager may be paired' }));
    await pressSave(user);
    expect(stored).toMatchObject({
      rules: { ...before.rules, department: 'require', allowSameManager: true },
      objective: 'fairest',
      weights: before.weights,
    });
    expect(await findings()).toEqual([]);
  });

  it('weigh each of the seven parts from 0 to 100', async () => {
    const { user } = await open();
    await user.click(screen.getByText('How fit is weighed'));
    const sliders = screen.getAllByRole<HTMLInputElement>('slider');
    expect(sliders.map(({ value }) => Number(value))).toEqual(Object.values(before.weights));
    expect(sliders.map(({ min, max }) => `${min}–${max}`)).toEqual(sliders.map(() => '0–100'));
    for (const [index, slider] of sliders.entries()) fireEvent.change(slider, { target: { value: String(index) } });
    expect(await findings()).toEqual([]);
    await pressSave(user);
    expect(Object.values(stored.weights)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('do not weigh departments while these count for nothing', async () => {
    const { user } = await open();
    await user.selectOptions(field('Two of the same department'), 'may be paired');
    expect(screen.getByLabelText<HTMLInputElement>('Another department').disabled).toBe(true);
  });

  it('say at the weights when all of them are 0, even where they were folded away', async () => {
    const { user } = await openTab('/lead/set-up', {
      'GET /me': { ...me, isLead: true },
      'GET /programmes': { programmes: [before] },
      [`PUT ${path}`]: Object.assign(problem('bad-request', 'Some of what was sent is not right.'), {
        fields: [
          { field: 'weights', value: '0', rule: 'at least one that counts must be more than 0' },
          { field: 'weights.hours', value: '101', rule: 'is too much' },
        ],
      }),
    });
    const section = (await screen.findByText('How fit is weighed')).closest('details');
    expect(section?.open).toBe(false);
    await user.click(button('Save'));
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
    const { user } = await open();
    expect(screen.queryByLabelText(/^Address of the mailbox/)).toBeNull();
    await user.selectOptions(field('Who calls them'), 'a shared mailbox');
    await user.type(field('Address of the mailbox'), 'mentoring@contoso.example');
    await user.clear(field('Days to choose a time'));
    await user.type(field('Days to choose a time'), '0');
    await user.type(
      field('Days on which nobody meets'),
      '2027-12-24 to 2028-01-02 Christmas{Enter}2027-05-03 May Day{Enter}2027-08-01 to 2027-08-20',
    );
    expect(await findings()).toEqual([]);
    await user.click(button('Save'));
    await screen.findByText('Saved.');
    expect(stored.booking).toEqual({
      organizer: 'shared-mailbox',
      sharedMailbox: 'mentoring@contoso.example',
      decideWithinDays: 0,
      blackouts: [
        { name: 'Christmas', from: '2027-12-24', to: '2028-01-02' },
        { name: 'May Day', from: '2027-05-03', to: '2027-05-03' },
        { name: '2027-08-01 to 2027-08-20', from: '2027-08-01', to: '2027-08-20' },
      ],
    });
  });

  it('name the line that is wrong', async () => {
    const { user } = await openTab('/lead/set-up', {
      'GET /me': { ...me, isLead: true },
      'GET /programmes': { programmes: [before] },
      [`PUT ${path}`]: Object.assign(problem('bad-request', 'Some of what was sent is not right.'), {
        fields: [{ field: 'booking.blackouts.0.from', value: 'Christmas', rule: 'is no day of the calendar' }],
      }),
    });
    await user.type(await screen.findByLabelText(/^Days on which nobody meets/), 'Christmas');
    await user.click(button('Save'));
    await screen.findByText('Some of what was sent is not right.');
    expect(saysAt(field('Days on which nobody meets'))).toContain('Christmas is no day of the calendar');
  });
});

describe('two leads at the same programme', () => {
  /** The second lead has typed and pressed save; the first one was quicker. */
  async function overtaken() {
    const tab = await open();
    await tab.user.clear(field('Name'));
    await tab.user.type(field('Name'), 'Mine');
    await tab.user.clear(field('Meetings'));
    await tab.user.type(field('Meetings'), '4');
    const rules = { ...before.rules, minimumSeniorityGap: 3, allowSameManager: true };
    stored = { ...before, version: 2, name: 'Theirs', rules };
    await tab.user.click(button('Save'));
    await screen.findByText('Name: now Theirs, here Mine');
    return tab;
  }

  it('show the second the first one’s changes beside their own, and lose nothing typed', async () => {
    await overtaken();
    expect(screen.getByRole('alert').textContent).toContain('Somebody else changed this meanwhile.');
    const items = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(items).toEqual([
      'Name: now Theirs, here Mine',
      'Meetings: now 6, here 4',
      'Levels of seniority between the two, at least: now 3, here 2',
      'Two who report to the same manager may be paired: now yes, here no',
    ]);
    expect([field('Name').value, field('Meetings').value]).toEqual(['Mine', '4']);
    expect(stored).toMatchObject({ name: 'Theirs', version: 2 });
    expect(await findings()).toEqual([]);
  });

  it('keep the second one’s version when that is chosen and saved', async () => {
    const { user, asked } = await overtaken();
    await user.click(button('Keep what stands here'));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(field('Name').value).toBe('Mine');
    await user.click(button('Save'));
    await screen.findByText('Saved.');
    expect(stored).toMatchObject({ name: 'Mine', meetings: 4, rules: before.rules, version: 3 });
    expect(asked).toHaveLength(2);
  });

  it('keep the first one’s version when that is chosen, to be worked on', async () => {
    const { user } = await overtaken();
    await user.click(button('Take the other version'));
    expect([field('Name').value, field('Meetings').value]).toEqual(['Theirs', '6']);
    await user.type(field('Name'), ' and mine');
    await user.click(button('Save'));
    await screen.findByText('Saved.');
    expect(stored).toMatchObject({ name: 'Theirs and mine', rules: { minimumSeniorityGap: 3 }, version: 3 });
  });

  it('are told of each other even when the page has read the other’s change before it is saved over', async () => {
    const { user } = await open();
    await user.type(field('Name'), ' and mine');
    stored = { ...before, version: 2, name: 'Theirs' };
    const readBefore = reads;
    // Somebody comes back to the page: it looks what is new.
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(reads).toBeGreaterThan(readBefore));
    await screen.findByRole('option', { name: 'Theirs' });
    expect(field('Name').value).toBe('Spring and mine');
    await user.click(button('Save'));
    await screen.findByText('Name: now Theirs, here Spring and mine');
    expect(stored.version).toBe(2);
  });

  it('are shown a third change too', async () => {
    const { user } = await overtaken();
    await user.click(button('Keep what stands here'));
    stored = { ...stored, version: 3, name: 'Theirs again' };
    await user.click(button('Save'));
    await screen.findByText('Name: now Theirs again, here Mine');
    expect(stored.version).toBe(3);
  });
});

describe('a lead without a programme', () => {
  it('makes the first one, from topics that most know', async () => {
    let programmes: readonly Programme[] = [];
    const { user, asked } = await openTab('/lead', {
      'GET /me': { ...me, isLead: true },
      'GET /programmes': () => ({ programmes }),
      'POST /programmes': (body: Omit<Programme, 'id' | 'version'>) => {
        const made = { ...body, id: before.id, version: 1 };
        programmes = [made];
        return made;
      },
      [`GET ${path}/imports`]: { imports: [] },
      [`GET ${path}/people?limit=50&search=`]: { total: 0, mentors: 0, mentees: 0, people: [] },
    });
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'First');
    expect(await findings()).toEqual([]);
    await user.click(button('Make the programme'));
    await screen.findByRole('tab', { name: 'People' });
    expect(asked).toMatchObject([
      { method: 'POST', path: '/programmes', body: { name: 'First', startsOn: '2026-12-07' } },
    ]);
  });
});
