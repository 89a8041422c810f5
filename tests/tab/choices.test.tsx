import { fireEvent, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ParticipationChange, type Participation } from '../../bot/http/contract/participations.ts';
import type { MyProfile } from '../../bot/http/contract/profile.ts';
import { findings, openTab, problem, screen } from './page.tsx';
import { participation } from './samples.ts';

afterEach(() => window.sessionStorage.clear());

const path = `/my/participations/${participation.programmeId}`;
const section = () => within(screen.getByRole('region', { name: / in Spring$/ }));
const button = (name: string) => section().getByRole<HTMLButtonElement>('button', { name });

const colleague = { id: '0193a000-0000-7000-8000-000000000077', displayName: 'Kavya Thirumaran', jobTitle: 'Engineer' };
const profile: MyProfile = {
  languages: ['en'],
  languageChoices: ['de', 'en'],
  ownHours: null,
  outlookHours: { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' },
  people: [],
};

/** The profile of somebody, with a server that keeps what they choose; it refuses with `refusal` where there is one. */
async function open(given: Partial<Participation> = {}, refusal: Error | null = null) {
  let kept = { ...participation, ...given };
  const tab = await openTab('/my/profile', {
    'GET /my/pairings': { pairings: [] },
    'GET /my/profile': profile,
    [`GET ${path}/people`]: { people: [colleague] },
    'GET /my/open-programmes': { programmes: [], languages: [], languageChoices: [] },
    'GET /my/participations': () => ({ participations: [kept] }),
    [`PUT ${path}`]: (body: unknown) => {
      if (refusal) return refusal;
      kept = { ...kept, ...(ParticipationChange.parse(body) as Partial<Participation>) };
      return { participations: [kept] };
    },
  });
  await screen.findByRole('region', { name: / in Spring$/ });
  return { ...tab, kept: () => kept };
}
type Tab = Awaited<ReturnType<typeof open>>;
async function save({ user }: Tab) {
  await user.click(button('Save'));
  await screen.findByText('Saved. The next matching goes by it.');
}
const order = () =>
  within(screen.getByRole('list', { name: 'In the order you want them' }))
    .getAllByRole('listitem')
    .map((one) => one.textContent);

describe('the topics of somebody', () => {
  it('are changed by ticking and saving, the private ones marked as such', async () => {
    const tab = await open();
    expect(button('Save').disabled).toBe(true);
    await tab.user.click(screen.getByRole('checkbox', { name: /Faith at work \(private/ }));
    await tab.user.click(screen.getByRole('checkbox', { name: 'AI tools' }));
    await save(tab);
    expect(tab.asked).toEqual([{ method: 'PUT', path, body: { topics: ['faith-at-work'] } }]);
    expect(button('Save').disabled).toBe(true);
    expect(screen.getByRole('checkbox', { name: 'AI tools', checked: false })).toBeTruthy();
    expect(await findings()).toEqual([]);
  });

  it('of a mentee are put in the order in which they are wanted, by keyboard alone', async () => {
    const tab = await open({ topics: ['ai-tools', 'faith-at-work', 'hybrid-working'] });
    expect(order()).toEqual(['1. AI tools', '2. Faith at work', '3. Hybrid working']);
    button('Move Hybrid working up').focus();
    await tab.user.keyboard('{Enter}{Enter}');
    expect(order()).toEqual(['1. Hybrid working', '2. AI tools', '3. Faith at work']);
    // The button stays in focus where it can move nothing more.
    expect(document.activeElement).toBe(button('Move Hybrid working up'));
    button('Move AI tools down').focus();
    await tab.user.keyboard('{Enter}');
    await save(tab);
    expect(tab.kept().topics).toEqual(['hybrid-working', 'faith-at-work', 'ai-tools']);
    expect(await findings()).toEqual([]);
  });

  it('of a mentor have no order', async () => {
    await open({ role: 'mentor', topics: ['ai-tools', 'faith-at-work'] });
    expect(screen.queryByText('In the order you want them')).toBeNull();
  });
});

describe('what else would suit somebody', () => {
  it('is changed without changing anything else', async () => {
    const tab = await open();
    expect(await findings()).toEqual([]);
    await tab.user.selectOptions(screen.getByLabelText('Mentors you would like at once'), '3');
    await tab.user.selectOptions(screen.getByLabelText('Their office'), 'another than mine');
    await tab.user.selectOptions(screen.getByLabelText('Their profession'), 'the same as mine');
    await save(tab);
    expect(tab.asked.at(-1)?.body).toEqual({ capacity: 3, prefersOffice: 'different', prefersProfession: 'same' });
    await tab.user.selectOptions(screen.getByLabelText('Their office'), 'either is fine');
    expect(section().queryByText(/^Saved/)).toBeNull();
    await save(tab);
    expect(tab.asked.at(-1)?.body).toEqual({ prefersOffice: null });
  });

  it.each([
    ['mentor', 'People you would mentor at once', 5],
    ['mentee', 'Mentors you would like at once', 3],
  ] as const)('leaves a %s room for as many as there may be', async (role, label, most) => {
    await open({ role });
    const options = [...screen.getByLabelText<HTMLSelectElement>(label).options].map(({ value }) => Number(value));
    expect(options).toEqual(Array.from({ length: most }, (_, index) => index + 1));
  });

  it('names people picked from the programme, or by their addresses, and says who sees them', async () => {
    const tab = await open();
    const field = (name: string) => section().getByRole('combobox', { name });
    const avoided = 'People you would rather not be paired with';
    await tab.user.type(field('People you would like to be paired with'), 'A@x.example{Enter}');
    await tab.user.type(field(avoided), 'Ka');
    expect(tab.asked).toEqual([]);
    await tab.user.type(field(avoided), 'vya');
    await tab.user.click(await screen.findByRole('option', { name: /Kavya Thirumaran/ }));
    within(section().getByRole('list', { name: avoided })).getByText('Kavya Thirumaran');
    section().getByText(/^Only you see these two lists\./);
    expect(await findings()).toEqual([]);
    await save(tab);
    expect(tab.kept()).toMatchObject({ wishes: ['a@x.example'], exclusions: [colleague.id] });
  });

  it('stays as it was typed when the page is left without saving, and is undone on purpose', async () => {
    const first = await open();
    await first.user.click(section().getByRole('checkbox', { name: 'Hybrid working' }));
    first.unmount();
    const tab = await open();
    expect(section().getByRole('checkbox', { name: 'Hybrid working', checked: true })).toBeTruthy();
    section().getByText(/^Not saved yet/);
    await tab.user.click(button('Undo'));
    expect(section().getByRole('checkbox', { name: 'Hybrid working', checked: false })).toBeTruthy();
    expect(button('Save').disabled).toBe(true);
  });

  it('may be a pause, which is told until it is over or taken back', async () => {
    const tab = await open();
    fireEvent.change(screen.getByLabelText('No new pairing before'), { target: { value: '2027-03-01' } });
    await save(tab);
    await screen.findByText('You are paused until Mon 1 Mar: no new pairing before then.');
    fireEvent.change(screen.getByLabelText('No new pairing before'), { target: { value: '' } });
    await save(tab);
    expect(tab.kept().pausedUntil).toBeNull();
    expect(screen.queryByText(/You are paused/)).toBeNull();
  });

  it('that is refused says so beside the field, and keeps what was typed', async () => {
    const fields = [{ field: 'exclusions.0', value: '"nobody"', rule: 'is no e-mail address' }];
    const tab = await open({}, Object.assign(problem('bad-request', 'Some of this is not right.'), { fields }));
    const field = section().getByRole('combobox', { name: 'People you would rather not be paired with' });
    await tab.user.type(field, 'no@body.example{Enter}');
    await tab.user.click(button('Save'));
    await screen.findByText('Some of this is not right.');
    section().getByText('"nobody" is no e-mail address');
    section().getByText('no@body.example');
    expect(button('Save').disabled).toBe(false);
  });
});
