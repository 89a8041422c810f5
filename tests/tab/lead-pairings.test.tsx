import { fireEvent, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import type { Attention, LeadPairing, Pairings, ProgrammePerson } from '../../bot/http/contract/contract.ts';
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

/** The pairing, opened beside the list. */
async function open(shown: LeadPairing, answers: Record<string, unknown> = {}) {
  const tab = await openTab(`/lead/pairings?pairing=${id(3)}`, { ...answersWith(shown), ...answers });
  await screen.findByRole('dialog', { name });
  return tab;
}
const line = () => screen.getByRole('dialog', { name }).textContent ?? '';
async function choose(user: Awaited<ReturnType<typeof open>>['user'], name: string) {
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
      /they choose by Thu 3 Dec.*times to choose/,
    ],
    [
      'are paused',
      { state: 'paused', series: series('paused', { pausedUntil: '2027-01-15' }) },
      /until Fri 15 Jan.*paused/,
    ],
    [
      'have no meetings, with what to do',
      { series: series('failed', { problem: 'organizer-denied' }) },
      /Your administrator can allow it.*not booked/,
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
    const { user } = await open(pairing(more));
    await user.click(screen.getByRole('button', { name: 'More for Priya Rao and Petra Lindqvist' }));
    expect((await screen.findAllByRole('menuitem')).map((one) => one.textContent)).toEqual(items);
  });

  it.each<[LeadPairing['state']]>([['offered'], ['closed'], ['declined']])(
    'that is %s is left alone',
    async (state) => {
      await open(pairing({ state, waitingFor: 'answers' }));
      expect(screen.queryByRole('button', { name: /^More for/ })).toBeNull();
    },
  );

  it.each<[string, string, Partial<LeadPairing>]>([
    ['Book again', 'book', { series: series('failed') }],
    ['Go on', 'resume', { state: 'paused' }],
  ])('is helped at once: %s', async (item, what, more) => {
    const route = `${path}/pairings/${id(3)}/${what}`;
    const { user, asked } = await open(pairing(more), { [`POST ${route}`]: pairing() });
    await choose(user, item);
    expect(asked).toEqual([{ method: 'POST', path: route, body: undefined }]);
  });

  it('is paused until a day', async () => {
    const route = `${path}/pairings/${id(3)}/pause`;
    const { user, asked } = await open(pairing(), { [`POST ${route}`]: pairing({ state: 'paused' }) });
    await choose(user, 'Pause…');
    const dialog = await dialogOf('Pause for a while?');
    fireEvent.change(within(dialog).getByLabelText('Until'), { target: { value: '2027-01-15' } });
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));
    expect(asked).toEqual([{ method: 'POST', path: route, body: { until: '2027-01-15' } }]);
  });

  it('is ended once that has been said twice', async () => {
    const route = `${path}/pairings/${id(3)}/end`;
    const { user, asked } = await open(pairing(), { [`POST ${route}`]: pairing({ state: 'closed' }) });
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
    const tab = await open(pairing(), {
      [`GET ${path}/people`]: { total: 1, mentors: 1, mentees: 0, people: [other] },
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
    await open(pairing());
    expect(screen.queryByRole('heading', { name: 'To see to' })).toBeNull();
    expect(screen.queryByRole('heading', { name: 'Asked for help' })).toBeNull();
  });

  it('is help that was asked for, seen and done with one press each', async () => {
    const route = `/programmes/${programme.id}/help/${askedForHelp.id}`;
    let shown: Attention = { ...nothing, help: [askedForHelp] };
    const { user, asked } = await open(pairing(), {
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
    await open(pairing({ reach: { mentee: 'removed', mentor: 'reached' } }), {
      [`GET ${path}/attention`]: {
        ...nothing,
        stalled: [{ ...two, since: '2026-11-01T09:00:00Z' }],
        moved: [{ ...two, times: 2 }],
        unanswered: [{ ...two, since: '2026-11-10T09:00:00Z' }],
        unreached: [{ person: mentee, why: 'left' }],
        unreachedCount: 1,
        undelivered: 3,
      },
    });
    await screen.findByText(/have not met since/);
    screen.getByText('Petra Lindqvist has moved or cancelled 2 meetings with Priya Rao.');
    screen.getByText(/^The offer to Priya Rao and Petra Lindqvist of .* has not been answered.$/);
    screen.getByText('3 messages wait until their people can be reached.');
    screen.getByText('Petra Lindqvist: has left the organisation');
    screen.getByText('Petra Lindqvist: has removed Vantage');
    expect(await findings()).toEqual([]);
  });
});
