import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { workingDaysBefore } from '../../bot/mentoring/agenda/when-to-ask.ts';
import { personCookie } from '../../infra/sandbox/host/person.ts';
import { axeFindings, changeTheme, keepLook, newGround, overflow } from '../support/e2e/page-checks.ts';
import { startNewcomer, type Newcomer, type NewcomerPage } from '../support/e2e/newcomer.ts';

const [mentee, mentor] = ['Petra Lindqvist', 'Sana Qureshi-Lund'];
let newcomer: Newcomer | null = null;
let at: NewcomerPage;
/** What all of the newcomer's windows share. */
let browser: BrowserContext;
const addressOf = (path: string): string => new URL(path, newcomer?.url).href;
/** The mentee's chat, which stays open while somebody else is played. */
let menteesChat: Page;
const menteesCard = (text: string) => menteesChat.locator('.ac-adaptiveCard').filter({ hasText: text }).first();

beforeAll(async () => {
  newcomer = await startNewcomer();
  at = await newcomer.open();
  browser = at.page.context();
}, 150_000);
afterAll(() => newcomer?.stop(), 60_000);

/** The steps of the README's two minutes, each on what the one before it left. */
describe('a newcomer', () => {
  it('makes a programme as the lead, brings in the people and runs the matching, which gives its reasons', async () => {
    const { tab } = at;
    await at.bringIn('Spring');
    await tab.getByRole('link', { name: 'Matching' }).click();
    await tab.getByRole('button', { name: 'Run matching' }).click();
    await tab.getByRole('button', { name: 'Proven best' }).waitFor();
    const pairing = tab.getByRole('row', { name: `${mentor} mentors ${mentee}` });
    expect(await pairing.innerText()).toMatch(/Customer experience[\s\S]*levels apart[\s\S]*shared hours a day/);
    const saved = at.page.waitForEvent('download');
    await tab.getByRole('button', { name: 'Export every pair (CSV)' }).click();
    const table = await readFile(await (await saved).path(), 'utf8');
    // Every mentee with every mentor, below the names of the columns.
    expect(table.trim().split('\n')).toHaveLength(1 + 8 * 18);
    await tab.getByRole('tab', { name: /^Left out/ }).click();
    await tab.getByText('in the best choice they go to others').first().waitFor();
    await tab.getByRole('tab', { name: /^Proposals/ }).click();
  });

  it('goes through the proposals by keyboard alone: keeps a pair, asks why not, swaps, and runs again', async () => {
    const { page, tab } = at;
    const press = (key: string) => page.keyboard.press(key);
    const focused = () => tab.locator(':focus').first().getAttribute('aria-label');
    await tab.getByRole('button', { name: 'Keys on a proposal' }).focus();
    await press('Tab');
    const first = await focused();
    await press('End');
    expect(await focused()).not.toBe(first);
    await press('l');
    await tab.getByText('1 change waits for the next run.').waitFor();
    // From the last proposal on, Tab stops at its own buttons, then at what comes after the list.
    for (const name of [/^Show the fit/, /^Unlock/, /^More for/, 'Run again']) {
      await press('Tab');
      await tab.getByRole('button', { name }).and(tab.locator(':focus')).waitFor();
    }
    await tab.getByRole('row', { name: `${mentor} mentors ${mentee}` }).focus();
    await press('w');
    const panel = tab.getByRole('dialog', { name: 'Why not with…?' });
    await panel.getByRole('combobox', { name: 'Mentor' }).focus();
    await page.keyboard.type('Ruby');
    await tab.getByRole('option', { name: /^Ruby Whitlock-Osei/ }).waitFor();
    await press('Enter');
    await panel.getByText('They could be paired').waitFor();
    await panel.getByText(`${mentor} would no longer mentor ${mentee}.`).waitFor();
    await press('Escape');
    await panel.waitFor({ state: 'detached' });
    // The focus is back where the question was asked.
    expect(await focused()).toContain(`${mentor} mentors ${mentee}`);
    await press('s');
    await press('Home');
    await press('Enter');
    const swap = tab.getByRole('dialog', { name: 'Swap these mentors?' });
    await swap.getByText(/If nobody else moves|cannot be swapped/).waitFor();
    await press('Escape');
    await swap.waitFor({ state: 'detached' });
    await tab.getByRole('button', { name: 'Run again (1 change)' }).press('Enter');
    await tab.getByText(/^Round 2 · /).waitFor();
    await tab.getByRole('tab', { name: 'Decisions 1' }).waitFor();
  });

  it('sees the proposals and the questions about them fit for everybody, in every theme and width', async () => {
    const asked = async (page: Page) => {
      await page.getByRole('row').nth(1).press('Enter');
      await page.getByRole('row').nth(1).press('w');
      await page.getByRole('dialog').getByRole('combobox', { name: 'Mentee' }).waitFor();
    };
    expect(await unfit('/lead/matching', 'Search by name or title')).toEqual([]);
    expect(await unfit('/lead/matching', 'Search by name or title', asked)).toEqual([]);
  });

  it('publishes the pairings', async () => {
    const { tab } = at;
    await tab.getByRole('button', { name: /^Publish/ }).click();
    await tab
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click();
    await tab.getByRole('link', { name: 'Pairings' }).click();
    await tab.getByText('waits for answers').first().waitFor();
  });

  it('says yes as the mentee, in the tab', async () => {
    await at.be(mentee);
    await at.tab.getByRole('button', { name: 'Yes, gladly' }).click();
    await at.tab.getByText(`${mentor} is asked now.`).waitFor();
  });

  it('says yes and signs as the mentor, on cards in the Agents Playground', async () => {
    await at.bePaired(mentor);
    await at.show('Chat');
    await at.chat.getByRole('button', { name: 'Yes, gladly' }).click();
    await at.chat.getByText('One step is left').waitFor();
    await at.chat.getByRole('button', { name: 'I agree' }).click();
    await at.chat.getByText(`${mentee} signs next.`).waitFor();
  });

  it('signs as the mentee, and is offered times that suit both', async () => {
    const { tab } = at;
    await at.bePaired(mentee);
    await at.show('Vantage');
    await tab.getByRole('button', { name: 'I agree' }).click();
    await tab.getByRole('heading', { name: `When would you like to meet ${mentor}?` }).waitFor();
    await tab.getByText('If neither of you chooses by').waitFor();
    expect(await unfit('/my', 'Choose this time')).toEqual([]);
  });

  it('takes the first of the times, and finds the series in both calendars', async () => {
    const { page, tab } = at;
    await tab.getByRole('button', { name: 'Choose this time' }).first().click();
    await tab.getByRole('button', { name: 'Join' }).waitFor();
    await tab.getByText('1 of 6').waitFor();
    await at.show('Calendars');
    for (const person of [mentee, mentor]) {
      const week = page.locator('.week').filter({ has: page.getByRole('heading', { level: 2, name: person }) });
      await week.getByText(`Mentoring: ${mentor} and ${mentee}`).waitFor();
    }
    await at.picture('calendars');
  });

  it('moves a meeting to another time that suits both', async () => {
    const { tab } = at;
    await at.show('Vantage');
    await tab.getByRole('link', { name: 'Our meetings' }).click();
    await tab.getByRole('button', { name: 'More for the meeting on' }).nth(1).click();
    await tab.getByRole('menuitem', { name: 'Move…' }).click();
    const dialog = tab.getByRole('dialog', { name: 'Move the meeting on' });
    await dialog.getByRole('radio').first().press('Space');
    await dialog.getByRole('button', { name: 'Move it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await tab.getByRole('listitem').getByText('moved', { exact: true }).waitFor();
  });

  it('begins the agenda, for which the mentor has a suggestion', async () => {
    const { tab } = at;
    await at.bePaired(mentor);
    await at.show('Vantage');
    await tab.getByRole('button', { name: 'Open agenda' }).click();
    await tab.getByLabel('Suggest a point').fill('What would you do in my place?');
    await tab.getByRole('button', { name: 'Suggest', exact: true }).click();
    await tab.getByText('What would you do in my place?').waitFor();
    await at.bePaired(mentee);
    await tab.getByRole('button', { name: 'Open agenda' }).click();
    await tab.getByRole('button', { name: 'Take in' }).click();
    await tab.getByLabel('A point for the agenda').fill('What slows you down each week?');
    await tab.getByRole('button', { name: 'Add', exact: true }).click();
    await tab.getByRole('button', { name: 'Move What slows you down each week? up' }).click();
    const points = tab.getByRole('list').getByRole('listitem');
    await points.first().getByText('What slows you down each week?').waitFor();
  });

  it('is asked three working days before the meeting what to work on, and publishes on the card', async () => {
    const { tab } = at;
    await at.show('Chat');
    await oneWorkingDayAfterTheAgendaIsAskedFor();
    const card = at.card('What would make the 45 minutes');
    await card.getByText('What slows you down each week?').waitFor();
    await card.getByText('What do customers tell you that never reaches me?').click();
    // What stands there already is not offered.
    expect(await card.getByText('What would you do in my place?').count()).toBe(1);
    await at.picture('agenda');
    await card.getByRole('button', { name: 'Publish' }).click();
    await at.card(`Published: ${mentor} sees this agenda.`).waitFor();
    await at.show('Vantage');
    // On some days no day had to pass, and the tab still shows the agenda.
    await tab.getByRole('link', { name: 'My mentoring' }).click();
    await tab.getByRole('button', { name: 'Open agenda' }).click();
    await tab.getByText(`${mentor} sees this agenda.`).waitFor();
    expect(await tab.getByRole('list').getByRole('listitem').allInnerTexts()).toEqual([
      'What slows you down each week?',
      'What would you do in my place?',
      'What do customers tell you that never reaches me?',
    ]);
  });

  it('is asked after the meeting how it went, and the card shows what was answered', async () => {
    const { page, tab } = at;
    menteesChat = await at.chatAlone();
    await menteesChat.getByText(`Hello ${mentee}, I am Vantage.`).waitFor();
    await page.getByRole('button', { name: 'After the next meeting' }).click();
    await tab.getByText('How was your meeting on').waitFor();
    const card = menteesCard(`How was your meeting with ${mentor}?`);
    await card.getByText('Balanced').click();
    await card.getByText('Partly').first().click();
    await card.getByRole('button', { name: 'Send' }).click();
    expect(await menteesCard('Thank you. This is what you answered.').innerText()).toMatch(
      /Balanced\s+Could you speak openly\?\s+Partly/,
    );
    await at.show('Vantage');
    await tab.getByText('1 of 6 meetings').waitFor();
    await tab.getByText('How was your meeting on').waitFor({ state: 'detached' });
  });

  it('writes on a card what they heard and what they will do', async () => {
    const card = menteesCard(`What did you hear from ${mentor}?`);
    await card.getByRole('textbox').first().fill('Passengers ask why our notices say so little.');
    await card.getByRole('textbox').last().fill('I read each notice aloud before it goes out.');
    await card.getByRole('button', { name: 'Send' }).click();
    await menteesChat.getByText(`Now I ask ${mentor} whether it is so.`).waitFor();
  });

  it('answers as the mentor how it went, sees who talked more as both saw it, and confirms what was heard', async () => {
    // Their working day may have been over with the meeting, and nobody is asked before the next begins.
    await oneDayOn();
    await at.bePaired(mentor);
    await at.show('Chat');
    const checkIn = at.card(`How was your meeting with ${mentee}?`);
    await checkIn.getByText('Mostly me').click();
    await checkIn.getByRole('button', { name: 'Send' }).click();
    const answered = await at.card('Thank you. This is what you answered.').innerText();
    expect(answered).toContain(`You: mostly me. ${mentee}: balanced.`);
    expect(answered).not.toContain('Partly');
    const card = at.card(`This is what ${mentee} heard from you`);
    await card.getByText('Passengers ask why our notices say so little.').waitFor();
    for (const yes of await card.getByText('Yes, that is it').all()) await yes.click();
    await at.picture('to confirm');
    await card.getByRole('button', { name: 'Send' }).click();
    await at.card(`${mentee} knows that they have heard you.`).waitFor();
    await menteesChat.getByText(`Yes, that is it, says ${mentor}.`).waitFor();
  });

  it('asks the lead for help, of which the mentee hears nothing', async () => {
    await at.write('help me');
    await at.card('Say “hi” to see how things stand').getByRole('button', { name: 'I need help' }).click();
    const card = at.card('What would help?');
    await card.getByText(`${mentee} does not.`).waitFor();
    await card.getByText('A way out, and to talk first').click();
    await at.picture('help');
    await card.getByRole('button', { name: 'Ask the programme lead' }).click();
    await at.card('I have passed it on to the programme lead').waitFor();
    await at.bePaired(mentee);
    await at.show('Vantage');
    await at.tab.getByText('1 of 6 meetings').waitFor();
    expect(await at.tab.locator('body').innerText()).not.toMatch(/help asked|way out/i);
    expect(await menteesChat.locator('body').innerText()).not.toMatch(/help asked|passed on|way out/i);
    await menteesChat.close();
  });

  it('is welcomed in the chat as somebody who is in no programme yet, and signs up', async () => {
    await at.be('Owain Bevan');
    await at.show('Chat');
    await at.card('Hello, I am Vantage.').getByRole('button', { name: 'Sign up' }).waitFor();
    await at.picture('welcome');
    await at.write('sgin me up please');
    const card = at.card('Sign up for Spring');
    await card.getByText('I would like to mentor').click();
    await card.getByText('Hybrid working').click();
    await at.picture('sign-up');
    await card.getByRole('button', { name: 'Sign me up' }).click();
    await at.card('You are signed up for Spring').getByText('Your topics: Hybrid working').waitFor();
    await at.show('Vantage');
  });

  it('sees as the lead how far the pairing has come, and nothing that was said', async () => {
    const { tab } = at;
    await at.be('Samira Haddadine');
    // The help that was asked for, among what may have to be seen to.
    await tab.getByRole('link', { name: 'Attention' }).click();
    await tab
      .getByRole('listitem')
      .filter({ hasText: `${mentor}, about` })
      .waitFor();
    await tab.getByRole('link', { name: 'Pairings' }).click();
    const row = tab.getByRole('row').filter({ hasText: `${mentor} mentors` });
    await row.getByRole('button', { name: /^Look at/ }).click();
    const pairing = tab.getByRole('dialog');
    await pairing.getByText('1 held, 5 to come').waitFor();
    expect(await pairing.innerText()).toContain('2 of 2 check-ins answered');
    expect(await pairing.innerText()).not.toMatch(/balanced|mostly|partly/i);
  });

  it('meets no error on the way', () => {
    expect(at.problems).toEqual([]);
  });
});

/** Looked at alone, as Teams shows it in a frame, with what the newcomer has left. */
describe('every page of the tab', () => {
  const lead = 'Samira Haddadine';
  /** `PAIRING`, `HELD`, `NEXT` and `CHAT` stand for the newcomer's own. */
  const pages: readonly (readonly [name: string, person: string, path: string, shows: string])[] = [
    ['set-up: basics', lead, '/lead/set-up', 'Neutral contact'],
    ['set-up: topics', lead, '/lead/set-up?step=topics', 'What they can talk about'],
    ['set-up: rules', lead, '/lead/set-up?step=rules', 'Possible pairs'],
    ['set-up: booking', lead, '/lead/set-up?step=booking', 'Who calls them'],
    ['set-up: people', lead, '/lead/set-up?step=people', 'People may sign up by themselves'],
    ['set-up: invitations', lead, '/lead/set-up?step=invitations', 'All of it once more'],
    ['people', lead, '/lead/people', 'Mentors: 19 · mentees: 8'],
    ['matching', lead, '/lead/matching', 'Nothing is proposed just now'],
    ['pairings', lead, '/lead/pairings', 'in both calendars'],
    ['attention', lead, '/lead/attention', 'Asked for help'],
    ['insight', lead, '/lead/insight', 'The four keys over time'],
    ['closing', lead, '/lead/closing', 'Commitments made'],
    ['history', lead, '/lead/history', 'Number:'],
    ['an offer', 'Dieter Hallenbeck', '/my', 'Yes, gladly'],
    ['nothing yet', 'Aoife Carrigmore', '/my', 'not part of a mentoring programme'],
    ['signing up', 'Aoife Carrigmore', '/my/sign-up', 'Spring'],
    ['a pairing that meets', mentee, '/my', 'Next meeting'],
    ['my profile', mentee, '/my/profile', 'Languages you can talk in'],
    ['my data', mentee, '/my/data', 'One file with everything'],
    ['who sees what', mentee, '/my/who-sees-what', 'What you answer in a check-in'],
    ['our meetings', mentee, '/my/pairings/PAIRING/meetings', 'Our rhythm'],
    ['our agreement', mentee, '/my/pairings/PAIRING/agreement', 'What we agree on'],
    ['what was heard', mentee, '/my/pairings/PAIRING/summaries', 'confirmed'],
    ['my answers', mentee, '/my/pairings/PAIRING/answers', 'Did it take place?'],
    ['a meeting that was held', mentee, '/my/meetings/HELD', 'Confirmed by'],
    ['an agenda', mentee, '/my/meetings/NEXT', 'Ideas: questions to start with'],
    ['suggestions for an agenda', mentor, '/my/meetings/NEXT', 'Ideas: questions to suggest'],
    ['the panel beside a meeting', mentee, '/meeting?sidePanel&chat=CHAT', `With ${mentor}`],
  ];
  let ids: ReadonlyMap<string, string>;
  let withIds: (path: string) => string;
  /** By the cookie alone: the page around the tab would begin a chat as well. */
  const play = async (person: string) => {
    const value = ids.get(person);
    if (value === undefined) throw new Error(`nobody is called ${person}`);
    await browser.addCookies([{ name: personCookie, value, url: addressOf('/') }]);
  };
  beforeAll(async () => {
    // Nobody looks at what stands around the tab any more, and it would go on asking what is new.
    await at.page.close();
    ids = await everybody();
    await play(mentee);
    withIds = await idsOfMine();
  }, 60_000);

  const questions: readonly (readonly [
    name: string,
    person: string,
    path: string,
    ask: (page: Page) => Promise<void>,
  ])[] = [
    [
      'other times for all meetings',
      mentor,
      '/my',
      async (page) => {
        await page.getByRole('link', { name: 'Our meetings' }).click();
        await page.getByRole('button', { name: 'Change…' }).click();
        await page.getByRole('button', { name: 'Show times' }).click();
        await page.getByRole('button', { name: 'Choose this time' }).first().waitFor();
      },
    ],
    [
      'the end of a pairing',
      mentor,
      '/my',
      async (page) => {
        await page.getByRole('link', { name: 'Our meetings' }).click();
        await page.getByRole('button', { name: 'End…' }).press('Enter');
        await page.getByRole('button', { name: 'End it' }).waitFor();
      },
    ],
    [
      'another mentor',
      'Samira Haddadine',
      '/lead/pairings',
      async (page) => {
        await page.getByRole('button', { name: `More for ${mentor}` }).press('Enter');
        await page.getByRole('menuitem', { name: 'Replace the mentor…' }).press('Enter');
        await page.getByRole('combobox', { name: 'New mentor' }).waitFor();
      },
    ],
  ];

  it.each(pages)('is fit for everybody in every theme and width: %s', async (name, person, path, shows) => {
    await play(person);
    const widths = path.startsWith('/meeting') ? [320] : [1280, 400, 320];
    expect(await unfit(withIds(path), shows, undefined, { name, widths })).toEqual([]);
  });

  it.each(pages)('is fit in Arabic, from right to left: %s', async (name, person, path) => {
    await play(person);
    const look = { name: `${name} ar`, widths: [320], isArabic: true };
    expect(await unfit(withIds(path), null, undefined, look)).toEqual([]);
  });

  it.each(questions)('is fit while it asks about %s', async (name, person, path, ask) => {
    await play(person);
    expect(await unfit(path, mentor === person ? 'Next meeting' : mentor, ask, { name })).toEqual([]);
  });
});

/** Moves the clock to the working day after the one on which the mentee is asked for the agenda of the next meeting. */
async function oneWorkingDayAfterTheAgendaIsAskedFor(): Promise<void> {
  const { next } = z.object({ next: z.object({ startsAt: z.string() }) }).parse(await now());
  const meets = Temporal.Instant.from(next.startsAt).toZonedDateTimeISO('Europe/London').toPlainDate();
  const day = workingDaysBefore({ days: [1, 2, 3, 4, 5] }, meets, 2);
  for (;;) {
    const { now: instant } = z.object({ now: z.string() }).parse(await now());
    const today = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate();
    if (Temporal.PlainDate.compare(today, day) >= 0) return;
    await oneDayOn();
  }
}

async function oneDayOn(): Promise<void> {
  const isMoved = at.page.waitForResponse((response) => response.url().endsWith('/sandbox/clock'));
  await at.page.getByRole('button', { name: 'One day on' }).click();
  await isMoved;
}

/** An answer of what plays Teams, or of the product behind it. */
const ask = async (path: string, headers = {}): Promise<unknown> =>
  (await browser.request.get(addressOf(path), { headers })).json();
const now = () => ask('/sandbox/now');

/** Everybody's id, by their name. */
async function everybody(): Promise<ReadonlyMap<string, string>> {
  const answer = z.object({ people: z.array(z.object({ id: z.string(), displayName: z.string() })) });
  const { people } = answer.parse(await ask('/sandbox/people'));
  return new Map(people.map(({ id, displayName }) => [displayName, id]));
}

/** Puts what is the chosen one's own in the place of its name in a path: their pairing, its meetings, their chat. */
async function idsOfMine(): Promise<(path: string) => string> {
  const meeting = z.object({ id: z.string(), state: z.string(), joinUrl: z.string().nullable() });
  const answer = z.object({ pairings: z.array(z.object({ id: z.string(), meetings: z.array(meeting) })) });
  const { token } = z.object({ token: z.string() }).parse(await ask('/sandbox/token'));
  const mine = answer.parse(await ask('/api/my/pairings', { authorization: `Bearer ${token}` }));
  const [pairing] = mine.pairings;
  const first = (state: string) => pairing?.meetings.find((one) => one.state === state);
  const chat = /meetup-join\/([^/]+)/.exec(first('planned')?.joinUrl ?? '')?.[1];
  const own = { PAIRING: pairing?.id, HELD: first('held')?.id, NEXT: first('planned')?.id, CHAT: chat };
  return (path) => Object.entries(own).reduce((so, [name, value]) => so.replace(name, value ?? 'nothing'), path);
}

/** How a page is looked at. */
interface Look {
  /** Of its pictures. */
  readonly name?: string;
  /** Pixels, the widest first. */
  readonly widths?: readonly number[];
  readonly isArabic?: boolean;
}

/** What is wrong with a page, everything on it unfolded, in every theme and width; after `act` has been done to it. */
async function unfit(
  path: string,
  /** Null: whatever it shows, once nothing of it is being fetched. */
  shows: string | null,
  act?: (page: Page) => Promise<void>,
  {
    name = `${path.replaceAll('/', ' ').trim()} ${shows ?? ''}`,
    widths = [1280, 400, 320],
    isArabic = false,
  }: Look = {},
): Promise<readonly string[]> {
  const page = await browser.newPage();
  const [first, ...others] = ['dark', 'contrast', 'default'] as const;
  const [widest = 1280] = widths;
  // For the whole address: the theme that a page begins with is asked for outside the tab.
  await browser.addCookies([{ name: 'sandbox-theme', value: first, url: addressOf('/') }]);
  // The sandbox plays Teams in the language that the browser asks for.
  if (isArabic) await page.setExtraHTTPHeaders({ 'accept-language': 'ar' });
  await page.setViewportSize({ width: widest, height: 800 });
  await page.goto(addressOf(`/tab${path}`));
  if (shows === null) await page.locator('main:not(:has(.fui-Skeleton)):has(p, button, h2, li)').waitFor();
  else await page.getByText(shows).first().waitFor();
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
  });
  await act?.(page);
  const found: string[] = [];
  const direction = await page.locator('main').evaluate((main) => window.getComputedStyle(main).direction);
  if (direction !== (isArabic ? 'rtl' : 'ltr')) found.push(`runs ${direction}`);
  const grounds: string[] = [];
  for (const theme of [first, ...others]) {
    await page.setViewportSize({ width: widest, height: 800 });
    if (theme !== first) await changeTheme(page, theme);
    grounds.push(await newGround(page, grounds));
    // Another theme brings other colours, and changes nothing else.
    const what = theme === first ? 'all' : 'colours';
    found.push(...(await axeFindings(page, what)).map((finding) => `${theme}: ${finding}`));
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await keepLook(page, `${name} ${theme} ${width}`);
      const wider = await overflow(page);
      if (wider > 0) found.push(`${theme} at ${width}: ${wider} pixels too wide`);
    }
  }
  await browser.clearCookies({ name: 'sandbox-theme' });
  await page.close();
  return found;
}
