import { act, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from '@jest/globals';
import type { MyPairing } from '../../bot/http/contract/my-pairings.ts';
import { languages } from '../../bot/locales/languages.ts';
import { startTexts } from '../../tab/locales/i18n.ts';
import type { Follow, LiveState } from '../../tab/api/live.ts';
import { timeSpan } from '../../tab/components/when.ts';
import { dialogOf, findings, me, openTab, problem, screen } from './page.tsx';
import { meeting, pairing, participation, partner, series } from './samples.ts';

const active = { state: 'active', waitingFor: 'nothing', asked: 'nothing', iSigned: true } as const;
const booked = { ...active, series: series('booked'), meetings: [meeting(), meeting({ number: 2 })] };

/** The first page of somebody with these pairings, once it is drawn. */
async function open(...pairings: readonly MyPairing[]) {
  const tab = await openTab('/my', {
    'GET /my/pairings': { pairings },
    'GET /my/participations': { participations: [participation] },
  });
  await screen.findAllByText(
    /^(Next meeting|Your mentor|You are mentoring|Asked of you now|You have no pairing yet.*)$/,
  );
  return tab;
}
/** The page of somebody whose answers lead from one pairing to the next. */
async function openStory(route: string, ...steps: readonly MyPairing[]) {
  let step = 0;
  const shown = () => ({ pairings: [steps[step]] });
  const next = () => {
    step += 1;
    return shown();
  };
  return openTab('/my', { 'GET /my/pairings': shown, [`POST ${route}`]: next });
}
const button = (name: string) => screen.getByRole('button', { name });
const path = `/my/pairings/${pairing().id}`;

describe('my mentoring', () => {
  it.each<[string, readonly MyPairing[], RegExp]>([
    ['with nobody yet', [], /When the programme lead has found somebody for you/],
    ['asked for an answer', [pairing()], /Priya Rao would be your mentor in Spring/],
    ['asked as a mentor', [pairing({ role: 'mentor', waitingFor: 'mentor-answer' })], /would like you as their mentor/],
    ['waiting for the mentor', [pairing({ asked: 'nothing', waitingFor: 'mentor-answer' })], /Priya Rao is asked now/],
    ['asked to sign', [pairing({ asked: 'sign', waitingFor: 'signatures' })], /What we say stays between us/],
    ['waiting for a signature', [pairing({ asked: 'nothing', waitingFor: 'signatures' })], /Priya Rao signs next/],
    ['with no time found yet', [pairing({ ...active, series: series('planned') })], /^Looking for times/],
    ['while it is booked', [pairing({ ...active, series: series('booking') })], /the first on Tue 8 Dec, 10:00/],
    ['not booked', [pairing({ ...active, series: series('failed') })], /No time has been booked yet/],
    [
      'whose series was deleted',
      [pairing({ ...active, series: series('failed', { problem: 'deleted-in-outlook' }) })],
      /were deleted in Outlook/,
    ],
    ['booked', [pairing(booked)], /Next meeting/],
    ['seen in both calendars', [pairing({ ...booked, series: series('verified') })], /Next meeting/],
    ['being changed', [pairing({ ...booked, series: series('changing') })], /The ones you have stay/],
    [
      'whose change did not happen',
      [pairing({ ...booked, series: series('verified', { changeProblem: 'no-common-slot' }) })],
      /so nothing was changed/,
    ],
    [
      'whose invitation has not arrived',
      [pairing({ ...booked, series: series('booked', { changeProblem: 'invitation-missing' }) })],
      /does not show your meetings in every calendar yet/,
    ],
    ['over', [pairing({ ...booked, meetings: [meeting({ state: 'held' })] })], /No meeting is planned/],
    [
      'asked how it went',
      [pairing({ ...booked, meetings: [meeting({ state: 'held', checkIn: { id: meeting().id, answered: false } })] })],
      /How was your meeting on Tue 8 Dec, 10:00–10:45\?/,
    ],
  ])('%s says so, to everybody alike', async (_name, pairings, words) => {
    await open(...pairings);
    expect((await screen.findAllByText(words)).length).toBe(1);
    expect(await findings()).toEqual([]);
  });

  it('of somebody who is in no programme says who can change that', async () => {
    await openTab('/my', { 'GET /my/pairings': { pairings: [] } });
    await screen.findByText(/You are not part of a mentoring programme here/);
    expect(button('See whether one is open')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Lead’s desk' })).toBeNull();
    expect(await findings()).toEqual([]);
  });

  it.each([
    ['an answer', pairing(), 'Yes, gladly'],
    ['an answer as a mentor', pairing({ role: 'mentor', waitingFor: 'mentor-answer' }), 'Yes, gladly'],
    ['a signature', pairing({ asked: 'sign', waitingFor: 'signatures' }), 'I agree'],
  ])('asks for %s and nothing else, and says nothing of waiting', async (_name, asked, press) => {
    await openTab('/my', { 'GET /my/pairings': { pairings: [asked] } });
    await screen.findByRole('button', { name: press });
    const others = screen.getAllByRole('button').map((one) => one.textContent);
    const anyTime = ['No, thank you', 'I need help with this'];
    expect(others.filter((one) => !anyTime.includes(one))).toEqual([press]);
    expect(
      screen
        .queryAllByRole('status')
        .map((one) => one.textContent)
        .join(''),
    ).toBe('');
  });

  it('never says junior or senior', async () => {
    const { container } = await open(pairing(booked), pairing({ id: partner.id, role: 'mentor', asked: 'sign' }));
    expect(container.textContent).not.toMatch(/junior|senior\b/i);
  });

  it('that cannot be had says so, with what to quote', async () => {
    await openTab('/my', { 'GET /my/pairings': problem('too-many', 'Please wait a moment.') });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('Please wait a moment.Reference: r-1Try again');
    expect(await findings()).toEqual([]);
  });
});

describe('in each language', () => {
  it.each(languages)('the page, its dates and its side are those of one language: %s', async (language) => {
    const texts = (await startTexts(language)).getFixedT(language, 'tab');
    const answers = { 'GET /my/pairings': { pairings: [pairing(booked)] } };
    const { container } = await openTab('/my', answers, `${language}-XY`);
    const [first] = booked.meetings;
    const when = timeSpan(first?.startsAt ?? '', first?.endsAt ?? '', me.timeZone, `${language}-XY`);
    await screen.findByText(texts('my.next'));
    expect(screen.getAllByText(when).length).toBeGreaterThan(0);
    expect(container.querySelector('[dir]')?.getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
  });
});

describe('an offer', () => {
  it('names the two things to decide by: who it is and what they share, private topics included', async () => {
    await open(pairing());
    expect(screen.getByText(/a no needs no reason/)).toBeTruthy();
    const tags = ['AI tools', 'Faith at work', '3 levels apart', 'another department', '2.5 shared hours a day'];
    for (const tag of tags) expect(screen.getAllByText(tag).length).toBeGreaterThan(0);
  });

  it.each([
    ['Yes, gladly', 'accept'],
    ['No, thank you', 'decline'],
  ])('is answered by "%s"', async (name, answer) => {
    const after = pairing({ asked: 'nothing', waitingFor: 'mentor-answer' });
    const { user, asked } = await openStory(`${path}/answer`, pairing(), after);
    await user.click(await screen.findByRole('button', { name }));
    await screen.findByText(/Priya Rao is asked now/);
    expect(asked).toEqual([{ method: 'POST', path: `${path}/answer`, body: { answer } }]);
  });

  it('that is no longer open says so and stays for the eye', async () => {
    const { user } = await openTab('/my', {
      'GET /my/pairings': { pairings: [pairing()] },
      [`POST ${path}/answer`]: problem('closed', 'This pairing is no longer open.'),
    });
    await user.click(await screen.findByRole('button', { name: 'Yes, gladly' }));
    expect((await screen.findByRole('alert')).textContent).toContain('This pairing is no longer open.');
    expect(await findings()).toEqual([]);
  });
});

describe('the agreement', () => {
  it('has seven lines, both names and one thing to press, which signs it', async () => {
    const before = pairing({ asked: 'sign', waitingFor: 'signatures' });
    const { user, asked } = await openStory(`${path}/sign`, before, pairing({ ...before, asked: 'nothing' }));
    await screen.findByRole('heading', { name: 'The agreement of Petra Lindqvist and Priya Rao' });
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    await user.click(button('I agree'));
    await screen.findByText('You have signed. Priya Rao signs next.');
    expect(asked).toEqual([{ method: 'POST', path: `${path}/sign`, body: undefined }]);
  });
});

describe('the next meeting', () => {
  it('is the first that is still to come, in both times, with its agenda and its link', async () => {
    const held = meeting({ state: 'held', startsAt: '2026-11-10T10:00:00Z', endsAt: '2026-11-10T10:45:00Z' });
    const cancelled = meeting({ number: 2, state: 'cancelled' });
    const next = meeting({ number: 3, startsAt: '2027-01-05T10:00:00Z', endsAt: '2027-01-05T10:45:00Z' });
    const last = meeting({ number: 4, startsAt: '2027-02-09T10:00:00Z', endsAt: '2027-02-09T10:45:00Z' });
    const { user, opened } = await open(pairing({ ...booked, meetings: [held, cancelled, next, last] }));
    const card = within(screen.getByRole('region', { name: 'Next meeting' }));
    expect(card.getByText('Tue 5 Jan, 10:00–10:45')).toBeTruthy();
    expect(card.getByText('18:00 in Singapore')).toBeTruthy();
    expect(card.getByText('3 of 4 · Agenda: not set yet')).toBeTruthy();
    expect(screen.getByText('1 of 4 meetings')).toBeTruthy();
    expect(screen.getByText('now 17:00 there')).toBeTruthy();
    await user.click(button('Join'));
    expect(opened).toEqual(['https://teams.example/join/1']);
  });

  it('is told once where both live by the same clock, and without a link where there is none', async () => {
    await open(
      pairing({
        ...booked,
        partner: { ...partner, timeZone: me.timeZone },
        meetings: [meeting({ joinUrl: null, agendaPublishedAt: '2026-12-01T08:00:00Z' })],
      }),
    );
    expect(screen.getByText('1 of 1 · Agenda: set')).toBeTruthy();
    expect(screen.queryByText(/ in Singapore| in London/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Join' })).toBeNull();
  });

  it('leads to its agenda', async () => {
    const { user } = await open(pairing(booked));
    await user.click(button('Open agenda'));
    expect(window.location.pathname).toBe(`/tab/my/meetings/${meeting().id}`);
    expect(await findings()).toEqual([]);
  });
});

describe('a check-in', () => {
  const over = meeting({ state: 'held', checkIn: { id: meeting().id, answered: false } });
  const answered = { ...over, checkIn: { id: meeting().id, answered: true } };
  const route = `/my/check-ins/${meeting().id}`;
  const openCheckIn = async () => {
    const steps = [over, answered].map((one) => pairing({ ...booked, meetings: [one] }));
    const tab = await openStory(route, ...steps);
    await screen.findByText(/How was your meeting/);
    return tab;
  };

  it('sends what was tapped, and is gone', async () => {
    const { user, asked } = await openCheckIn();
    const choose = async (question: string, name: string) =>
      user.click(within(screen.getByRole('radiogroup', { name: question })).getByRole('radio', { name }));
    await choose('Who talked more?', 'Mostly me');
    await choose('Could you speak openly?', 'Partly');
    await user.type(screen.getByRole('textbox', { name: 'Anything you would like to note?' }), 'A good hour.');
    await user.click(screen.getByRole('checkbox', { name: 'Show my words' }));
    await user.click(button('Send'));
    await screen.findByText('1 of 1 meetings');
    expect(asked).toEqual([
      {
        method: 'POST',
        path: route,
        body: {
          tookPlace: 'yes',
          whoTalked: 'mostly-me',
          spokeOpenly: 'partly',
          menteesAgenda: null,
          summedUp: null,
          words: 'A good hour.',
          areWordsShared: true,
        },
      },
    ]);
    expect(screen.queryByText(/How was your meeting/)).toBeNull();
  });

  it('may be sent with nothing but that it took place', async () => {
    const { user, asked } = await openCheckIn();
    await user.click(button('Send'));
    await screen.findByText('1 of 1 meetings');
    expect(asked).toMatchObject([
      { body: { tookPlace: 'yes', whoTalked: null, spokeOpenly: null, words: null, areWordsShared: false } },
    ]);
  });

  it('asks nothing more of a meeting that did not take place', async () => {
    const { user } = await openCheckIn();
    expect(screen.getAllByRole('radiogroup')).toHaveLength(5);
    const tookPlace = within(screen.getByRole('radiogroup', { name: 'Did it take place?' }));
    await user.click(tookPlace.getByRole('radio', { name: 'It was moved' }));
    expect(screen.queryByRole('textbox', { name: /like to note/ })).toBeNull();
    expect(screen.getAllByRole('radiogroup')).toHaveLength(1);
    expect(await findings()).toEqual([]);
  });

  it('says who sees what beside each question', async () => {
    await openCheckIn();
    expect(screen.getByText(/^Only you see/)).toBeTruthy();
    const shared = screen.getByRole('radiogroup', { name: 'Who talked more?' });
    const hint = document.getElementById(shared.getAttribute('aria-describedby') ?? '');
    expect(hint?.textContent).toMatch(/^You both see/);
  });
});

describe('help with a pairing', () => {
  const route = `${path}/help`;
  const contact = {
    displayName: 'Zofia Brandecka',
    jobTitle: null,
    userPrincipalName: 'zofia@contoso.example',
    isHere: true,
  };

  it('is asked of whom one chooses, and of nobody else', async () => {
    const choices = { lead: true, contact, asked: [] };
    const { user, asked } = await openTab('/my', {
      'GET /my/pairings': { pairings: [pairing(booked)] },
      [`GET ${route}`]: choices,
      [`POST ${route}`]: choices,
    });
    await user.click(await screen.findByRole('button', { name: 'I need help with this' }));
    const dialog = await dialogOf('What would help?');
    await within(dialog).findByText(/Priya Rao does not/);
    await user.click(await within(dialog).findByRole('radio', { name: 'The neutral contact' }));
    await user.click(within(dialog).getByRole('radio', { name: 'A way out, and to talk first' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'In your own words, if you like' }), ' It is hard. ');
    expect(await findings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Ask' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const body = { to: 'contact', wants: 'way-out', words: 'It is hard.' };
    expect(asked).toEqual([{ method: 'POST', path: route, body }]);
  });

  it('says how to write to a contact whom the chat does not reach, and that what was asked is seen', async () => {
    const { user } = await openTab('/my', {
      'GET /my/pairings': { pairings: [pairing(booked)] },
      [`GET ${route}`]: {
        lead: false,
        contact: { ...contact, isHere: false },
        asked: [{ id: pairing().id, to: 'lead', wants: 'talk', state: 'seen', askedAt: '2026-12-01T09:00:00Z' }],
      },
    });
    await user.click(await screen.findByRole('button', { name: 'I need help with this' }));
    const dialog = await dialogOf('What would help?');
    await within(dialog).findByText(/write to zofia@contoso.example/);
    within(dialog).getByText(/They have seen it/);
    expect(within(dialog).getByRole('button', { name: 'Ask' })).toHaveProperty('disabled', true);
  });
});

describe('the sign-in that has ended', () => {
  it('is told while no news comes for it, and news is followed anew as soon as they sign in', async () => {
    const follows: ((state: LiveState) => void)[] = [];
    const follow: Follow = (_heard, changed) => {
      follows.push(changed);
      return () => undefined;
    };
    const tab = await openTab('/my', { 'GET /my/pairings': { pairings: [] } }, 'en-GB', follow);
    await screen.findByText(/^You have no pairing yet|^You are not part/);
    const before = follows.length;
    act(() => follows.at(-1)?.('signed-out'));
    await tab.user.click(await screen.findByRole('button', { name: 'Sign in again' }));
    await waitFor(() => expect(follows.length).toBe(before + 1));
    act(() => follows.at(-1)?.('open'));
    await waitFor(() => expect(screen.queryByText(/^Your sign-in has ended/)).toBeNull());
  });
});
