import { fireEvent, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import type { Attention } from '../../bot/http/contract/attention.ts';
import type { LeadPairing, Pairings } from '../../bot/http/contract/pairings.ts';
import type { ProgrammePerson } from '../../bot/http/contract/people.ts';
import { dialogOf, findings, me, openTab, problem, screen } from './page.tsx';
import { id, partner, programme, series } from './samples.ts';

const none = { moved: 0, cancelled: 0, declined: 0 };
const mentee = { ...partner, id: id(6), displayName: 'Petra Lindqvist', timeZone: 'Europe/London' };
const path = `/programmes/${programme.id}`;

/** A pairing whose meetings stand in both calendars, changed by `more`. */
const pairing = (more: Partial<LeadPairing> = {}): LeadPairing => ({
  id: id(3),
  mentee,
  mentor: partner,
  fit: 700,
  reasons: [],
  state: 'active',
  waitingFor: 'nothing',
  series: series('verified'),
  meetingsHeld: 1,
  meetingsPlanned: 5,
  meetingsWithoutAgenda: 1,
  nextMeetingAt: '2026-12-08T10:00:00Z',
  nextHasAgenda: false,
  lastMeetingAt: '2026-11-10T10:45:00Z',
  health: 'on-track',
  healthReasons: [],
  checkInsSent: 2,
  checkInsAnswered: 1,
  reach: { mentee: 'reached', mentor: 'reached' },
  changes: { mentee: none, mentor: none },
  ...more,
});
/** Nothing to see to. */
const nothing: Attention = {
  help: [],
  stalled: [],
  moved: [],
  unanswered: [],
  declined: [],
  failed: [],
  unpaired: [],
  unpairedCount: 0,
  unreached: [],
  unreachedCount: 0,
  notAllowed: 0,
  undelivered: 0,
};
const other: ProgrammePerson = {
  ...partner,
  id: id(7),
  displayName: 'Ruby Whitlock-Osei',
  grade: null,
  seniority: 1,
  role: 'mentor',
  topics: [],
  privateTopics: 0,
  mailbox: 'readable',
  reach: 'reached',
  told: 'told',
};

const name = 'Priya Rao mentors Petra Lindqvist';
const answersWith = (shown: LeadPairing) => ({
  'GET /me': { ...me, isLead: true },
  'GET /programmes': { programmes: [programme] },
  [`GET ${path}/pairings`]: listOf([shown]),
  [`GET ${path}/pairings/${id(3)}`]: { ...shown, meetings: [] },
  [`GET ${path}/attention`]: nothing,
  [`GET ${path}/attention/count`]: { count: 0 },
  [`GET ${path}/bulk`]: { bulks: [] },
});
const listOf = (pairings: readonly LeadPairing[], more: Partial<Pairings> = {}) => ({
  total: pairings.length,
  totalFit: 700,
  states: { offered: 0, active: 1, paused: 0, closed: 0, declined: 0 },
  departments: ['Design'],
  pairings,
  next: null,
  ...more,
});

/** The pairing in its list. */
async function openList(shown: LeadPairing, answers: Record<string, unknown> = {}) {
  const tab = await openTab('/lead/pairings', { ...answersWith(shown), ...answers });
  await screen.findByRole('row', { name: new RegExp(`^${name}`) });
  return tab;
}
/** The pairing, opened beside the list. */
async function open(shown: LeadPairing, answers: Record<string, unknown> = {}) {
  const tab = await openTab(`/lead/pairings?pairing=${id(3)}`, { ...answersWith(shown), ...answers });
  await dialogOf(name);
  return tab;
}
/** The page of what there may be to see to. */
async function openAttention(answers: Record<string, unknown> = {}) {
  const tab = await openTab('/lead/attention', { ...answersWith(pairing()), ...answers });
  await screen.findByRole('heading', { name: 'To see to' });
  return tab;
}
const line = () => screen.getByRole('dialog', { name }).textContent;
async function choose(user: Awaited<ReturnType<typeof openTab>>['user'], name: string) {
  await user.click(screen.getByRole('button', { name: 'More for Priya Rao and Petra Lindqvist' }));
  await user.click(await screen.findByRole('menuitem', { name }));
}

describe('a pairing on the lead’s desk', () => {
  it('says how it stands, and quietly how often each side changed a meeting', async () => {
    await open(pairing({ changes: { mentee: { moved: 2, cancelled: 1, declined: 0 }, mentor: none } }));
    expect(line()).toContain(
      '1 held, 5 to come1 without an agendathe second Tuesday of each month1 of 2 check-ins answered',
    );
    expect(line()).toContain('Petra Lindqvist: 2 moved, 1 cancelled');
    expect(line()).not.toContain('Priya Rao:');
    expect(line()).toContain('in both calendars');
    expect(await findings()).toEqual([]);
  });

  it.each<[string, Partial<LeadPairing>, RegExp]>([
    [
      'choose a time',
      { series: series('offered', { decideBy: '2026-12-03T09:00:00Z' }), nextMeetingAt: null },
      /times to choose.*they choose by Thu 3 Dec/,
    ],
    [
      'are paused',
      { state: 'paused', series: series('paused', { pausedUntil: '2027-01-15' }) },
      /paused.*until Fri 15 Jan/,
    ],
    [
      'have no meetings, with what to do',
      { series: series('failed', { problem: 'organizer-denied' }) },
      /not booked.*Your administrator can allow it/,
    ],
    [
      'asked for a change that did not happen',
      { series: series('verified', { changeProblem: 'programme-over' }) },
      /the meetings stay as they were\. The programme ends before all meetings fit/,
    ],
    [
      'are invited where it does not show',
      { series: series('booked', { changeProblem: 'invitation-missing' }) },
      /The invitation has not shown up/,
    ],
  ])('says that the two %s', async (_name, more, words) => {
    await open(pairing(more));
    expect(line()).toMatch(words);
    expect(await findings()).toEqual([]);
  });

  it.each<[string, Partial<LeadPairing>, readonly string[]]>([
    ['goes on', {}, ['Pause…', 'Replace the mentor…', 'Replace the mentee…', 'End…']],
    [
      'is not booked',
      { series: series('failed') },
      ['Book again', 'Pause…', 'Replace the mentor…', 'Replace the mentee…', 'End…'],
    ],
    ['is paused', { state: 'paused' }, ['Go on', 'Replace the mentor…', 'Replace the mentee…', 'End…']],
  ])('that %s offers what can be done about it', async (_name, more, items) => {
    const { user } = await openList(pairing(more));
    await user.click(screen.getByRole('button', { name: 'More for Priya Rao and Petra Lindqvist' }));
    expect((await screen.findAllByRole('menuitem')).map((one) => one.textContent)).toEqual(items);
  });

  it.each<[LeadPairing['state']]>([['offered'], ['closed'], ['declined']])(
    'that is %s is left alone',
    async (state) => {
      await openList(pairing({ state, waitingFor: 'answers' }));
      expect(screen.queryByRole('button', { name: /^More for/ })).toBeNull();
    },
  );

  it.each<[string, string, Partial<LeadPairing>]>([
    ['Book again', 'book', { series: series('failed') }],
    ['Go on', 'resume', { state: 'paused' }],
  ])('is helped at once: %s', async (item, what, more) => {
    const route = `${path}/pairings/${id(3)}/${what}`;
    const { user, asked } = await openList(pairing(more), { [`POST ${route}`]: pairing() });
    await choose(user, item);
    expect(asked).toEqual([{ method: 'POST', path: route, body: undefined }]);
  });

  it('is paused until a day', async () => {
    const route = `${path}/pairings/${id(3)}/pause`;
    const { user, asked } = await openList(pairing(), { [`POST ${route}`]: pairing({ state: 'paused' }) });
    await choose(user, 'Pause…');
    const dialog = await dialogOf('Pause for a while?');
    fireEvent.change(within(dialog).getByLabelText('Until'), { target: { value: '2027-01-15' } });
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));
    expect(asked).toEqual([{ method: 'POST', path: route, body: { until: '2027-01-15' } }]);
  });

  it('is ended once that has been said twice', async () => {
    const route = `${path}/pairings/${id(3)}/end`;
    const { user, asked } = await openList(pairing(), { [`POST ${route}`]: pairing({ state: 'closed' }) });
    await choose(user, 'End…');
    const dialog = await dialogOf('End the pairing of Priya Rao and Petra Lindqvist?');
    expect(asked).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'End it' }));
    expect(asked).toEqual([{ method: 'POST', path: route, body: undefined }]);
  });
});

describe('replacing one of the two', () => {
  const route = `${path}/pairings/${id(3)}/replace`;
  async function replacing(answer: unknown) {
    const tab = await openList(pairing(), {
      [`GET ${path}/people`]: { total: 1, mentors: 1, mentees: 0, next: null, people: [other] },
      [`POST ${route}`]: answer,
    });
    await choose(tab.user, 'Replace the mentor…');
    const dialog = await dialogOf('Another mentor for Petra Lindqvist');
    const replace = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Replace' });
    expect(replace.disabled).toBe(true);
    await tab.user.type(within(dialog).getByRole('combobox', { name: 'New mentor' }), 'Ruby');
    await tab.user.click(await screen.findByRole('option', { name: /^Ruby Whitlock-Osei/ }));
    await tab.user.click(replace);
    return tab;
  }

  it('asks for somebody of that role, and says what follows', async () => {
    const { asked } = await replacing(pairing({ state: 'offered' }));
    expect(asked).toEqual([{ method: 'POST', path: route, body: { role: 'mentor', personId: other.id } }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says kindly when the rules keep the two apart', async () => {
    await replacing(problem('not-possible', 'The rules of the programme keep these two apart.'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/^The rules of the programme keep Petra Lindqvist and this person apart/);
    expect(alert.textContent).not.toContain('r-1');
    expect(await findings()).toEqual([]);
  });
});

describe('what the lead may have to see to', () => {
  const askedForHelp: Attention['help'][number] = {
    id: id(8),
    person: partner,
    partner: mentee,
    wants: 'way-out',
    words: 'We do not get on.',
    state: 'open',
    askedAt: '2026-12-01T09:00:00Z',
  };
  const two = { pairingId: id(3), mentee, mentor: partner };

  it('is not there where there is nothing', async () => {
    await openAttention();
    await screen.findByText('All is well');
    expect(screen.queryByRole('heading', { name: 'Asked for help' })).toBeNull();
    expect(await findings()).toEqual([]);
  });

  it('is help that was asked for, seen and done with one press each', async () => {
    const route = `/programmes/${programme.id}/help/${askedForHelp.id}`;
    let shown: Attention = { ...nothing, help: [askedForHelp] };
    const { user, asked } = await openAttention({
      [`GET ${path}/attention`]: () => shown,
      [`POST ${route}`]: (body: unknown) => {
        const { state } = body as { state: 'seen' | 'done' };
        shown = { ...nothing, help: state === 'done' ? [] : [{ ...askedForHelp, state }] };
        return shown;
      },
    });
    await screen.findByText('Priya Rao, about mentoring with Petra Lindqvist');
    expect(screen.getByText('We do not get on.')).toBeTruthy();
    expect(await findings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Seen' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Seen' })).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByText('We do not get on.')).toBeNull());
    expect(asked).toEqual([
      { method: 'POST', path: route, body: { state: 'seen' } },
      { method: 'POST', path: route, body: { state: 'done' } },
    ]);
  });

  it('is said in plain words, without whose answer is missing', async () => {
    const { user, asked } = await openAttention({
      [`GET ${path}/attention`]: {
        ...nothing,
        stalled: [{ ...two, since: '2026-11-01T09:00:00Z' }],
        moved: [{ ...two, times: 2 }],
        unanswered: [{ ...two, since: '2026-11-10T09:00:00Z' }],
        declined: [two],
        failed: [{ ...two, problem: 'no-common-slot' }],
        unpaired: [{ person: partner, role: 'mentor' }],
        unpairedCount: 1,
        unreached: [
          { person: mentee, why: 'left' },
          { person: partner, why: 'not-allowed' },
        ],
        unreachedCount: 2,
        notAllowed: 1,
        undelivered: 3,
      },
      [`POST ${path}/bulk`]: { id: id(9) },
    });
    await screen.findByText(/have not met since/);
    screen.getByText('Petra Lindqvist has moved or cancelled 2 meetings with Priya Rao.');
    screen.getByText(/^The offer to Priya Rao and Petra Lindqvist of .* has not been answered.$/);
    screen.getByText('3 messages wait until their people can be reached.');
    screen.getByText('Petra Lindqvist: has left the organisation');
    screen.getByText('Priya Rao: Vantage may not be added for them (TeamsAppInstallation.ReadWriteSelfForUser.All)');
    screen.getByText(/^Vantage may not add itself for people. Your administrator can consent to TeamsAppInstallation/);
    screen.getByText(/^The offer to Priya Rao and Petra Lindqvist came to nothing/);
    screen.getByText(/^Priya Rao mentors Petra Lindqvist: There is no time that suits/);
    screen.getByText('Priya Rao: mentor');
    expect(await findings()).toEqual([]);
    await user.click(screen.getAllByRole('button', { name: 'Ask once more' })[0] as HTMLElement);
    const wish = { deed: { kind: 'nudge' }, selection: { kind: 'these', ids: [id(3)] } };
    expect(asked).toEqual([{ method: 'POST', path: `${path}/bulk`, body: wish }]);
  });
});

describe('the list of pairings', () => {
  it('is what the address asks for, and says more when its end comes into sight', async () => {
    const other = pairing({ id: id(4), mentor: { ...partner, displayName: 'Ruby Osei' }, health: 'quiet' });
    const queries: string[] = [];
    await openTab('/lead/pairings?health=quiet&state=nonsense', {
      ...answersWith(pairing()),
      [`GET ${path}/pairings`]: (_body: unknown, query: URLSearchParams) => {
        queries.push(query.toString());
        const next = { total: 2, next: 'further' };
        return query.has('cursor') ? listOf([other], { total: 2 }) : listOf([pairing({ health: 'quiet' })], next);
      },
    });
    await screen.findByRole('row', { name: /^Ruby Osei mentors Petra Lindqvist/ });
    screen.getByText('Pairings: 2');
    const asked = 'health=quiet&order=best-fit&limit=100';
    expect(new Set(queries)).toEqual(new Set([asked, `${asked}&cursor=further`]));
    expect(await findings()).toEqual([]);
  });

  it('has all that match chosen but one, and ended once that has been said twice', async () => {
    const other = pairing({ id: id(4), mentor: { ...partner, displayName: 'Ruby Osei' } });
    const { user, asked } = await openTab('/lead/pairings?state=active', {
      ...answersWith(pairing()),
      [`GET ${path}/pairings`]: listOf([pairing(), other], { total: 2 }),
      [`POST ${path}/bulk`]: { id: id(9) },
    });
    await user.click(await screen.findByRole('checkbox', { name: 'Choose all 2' }));
    await user.click(screen.getByRole('checkbox', { name: 'Choose Ruby Osei and Petra Lindqvist' }));
    screen.getByText('Chosen: 1');
    await user.click(screen.getByRole('button', { name: 'Do with them…' }));
    await user.click(await screen.findByRole('menuitem', { name: 'End…' }));
    const dialog = await dialogOf('End these pairings?');
    expect(asked).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'End them' }));
    const selection = { kind: 'all', filter: { state: 'active' }, except: [id(4)] };
    expect(asked).toEqual([{ method: 'POST', path: `${path}/bulk`, body: { deed: { kind: 'end' }, selection } }]);
    await waitFor(() => expect(screen.queryByText('Chosen: 1')).toBeNull());
  });
});
