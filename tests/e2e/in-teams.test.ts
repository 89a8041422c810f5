import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { Meeting } from '../../bot/http/contract/meetings.ts';
import { MyMeeting } from '../../bot/http/contract/my-meeting.ts';
import { startBrowser } from '../support/browser.ts';
import { openInTeams, type Surroundings, type TeamsWindow } from '../support/e2e/teams-host.ts';
import { couples, lead, nameOf } from '../support/product/people.ts';
import { startProduct, type Product } from '../support/product/product.ts';
import { firstMeeting, oneByOne, programmeAt, type Cast, type Couple } from '../support/product/stages.ts';
import { until } from '../support/until.ts';

let product: Product;
let browser: Browser | null = null;
let context: BrowserContext;
let cast: Cast;
let couple: () => Couple;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(undefined, undefined, { isInTeams: true }), startBrowser()]);
  context = await browser.newContext({ locale: 'en-GB' });
  cast = await programmeAt(product, 'booked', { couples: couples.slice(0, 2) });
  couple = oneByOne(cast);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await product.stop();
}, 60_000);

type More = Partial<Surroundings> & { readonly context?: BrowserContext };
const open = (person: string, { context: own = context, ...more }: More = {}): Promise<TeamsWindow> =>
  openInTeams(own, { address: product.address, token: () => product.token(person), ...more });

describe('the tab in a host of Microsoft', () => {
  it.each(['https://teams.microsoft.com', 'https://teams.cloud.microsoft'])(
    'is drawn in a frame of %s, with a token that the host gives',
    async (origin) => {
      const { page, tab, asked, problems } = await open(lead, { origin });
      await tab.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
      expect(asked).toEqual(expect.arrayContaining(['initialize', 'getContext', 'authentication.getAuthToken']));
      expect(problems).toEqual([]);
      await page.close();
    },
  );

  it('is not shown by a page of anybody else, and asks nothing of it', async () => {
    const { page, asked } = await open(lead, { origin: 'https://teams.microsoft.com.example' });
    // What the browser shows in place of what it may not.
    await until(() => page.frames().some((frame) => frame.url().startsWith('chrome-error:')), 5_000);
    expect(asked).toEqual([]);
    await page.close();
  });

  it('does not speak with a page of anybody else, were it shown there', async () => {
    // Without the server's word on who may show it, teams-js alone stands between.
    await context.route(`${product.address}/tab/`, async (route) => {
      const response = await route.fetch();
      const { 'content-security-policy': _policy, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    const { page, asked } = await open(lead, { origin: 'https://teams.microsoft.com.example' });
    await until(() => asked.length > 0);
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual(['initialize']);
    await page.close();
    await context.unroute(`${product.address}/tab/`);
  });
});

/**
 * Milliseconds within which the other one sees a change. A page that hears of none looks again later than that, and one that
 * the server tells later still.
 */
const atOnce = 2_000;

describe('people in Teams', () => {
  it('see each other’s changes of an agenda at once, and keep what they are writing', async () => {
    const ours = couple();
    const { subPage } = await agendaOf(ours);
    const [mentees, mentors] = await Promise.all([alone(), alone()]);
    const [, , mentee, mentor] = await Promise.all([
      newsComes(mentees),
      newsComes(mentors),
      open(ours.mentee, { context: mentees, subPage }),
      open(ours.mentor, { context: mentors, subPage }),
    ]);
    await mentee.tab.getByLabel('A point for the agenda').fill('What I have half thou');
    await mentor.tab.getByLabel('Suggest a point').fill('How the figures are made');
    await mentor.tab.getByRole('button', { name: 'Suggest', exact: true }).click();
    const suggested = mentee.tab.getByRole('listitem').filter({ hasText: 'How the figures are made' });
    await suggested.waitFor({ timeout: atOnce });
    expect(await mentee.tab.getByLabel('A point for the agenda').inputValue()).toBe('What I have half thou');

    await suggested.getByRole('button', { name: 'Take in' }).click();
    await mentee.tab.getByRole('button', { name: `Publish to ${nameOf(ours.mentor)}` }).click();
    await mentee.tab.getByText(`${nameOf(ours.mentor)} sees this agenda.`).waitFor();
    await mentor.tab.getByText(`${nameOf(ours.mentee)} has published this agenda.`).waitFor({ timeout: atOnce });
    expect(await mentee.tab.getByLabel('A point for the agenda').inputValue()).toBe('What I have half thou');
    expect([...mentee.problems, ...mentor.problems]).toEqual([]);
    await Promise.all([mentee.page.close(), mentor.page.close()]);
  });

  it('are led to an agenda by a link, and see in the meeting what they are on', async () => {
    const ours = couple();
    const { id, subPage, joinUrl } = await agendaOf(ours);
    for (const text of ['Delays', 'Data']) {
      await product.want(Meeting, ours.mentee, 'POST', `/my/meetings/${id}/agenda`, { text });
    }
    await product.want(Meeting, ours.mentee, 'POST', `/my/meetings/${id}/agenda/publish`);
    const linked = await open(ours.mentor, { subPage });
    await linked.tab.getByRole('heading', { name: /^Agenda for / }).waitFor();
    await linked.tab.getByText('Delays', { exact: true }).waitFor();
    await linked.page.close();

    const beside = await open(ours.mentee, {
      frame: 'sidePanel',
      meetingChatId: chatOf(joinUrl),
      size: { width: 320, height: 700 },
    });
    const now = beside.tab.getByRole('region', { name: 'Now' });
    await now.getByText('Delays', { exact: true }).waitFor();
    await now.getByRole('button', { name: 'Done, next' }).click();
    await now.getByText('Data', { exact: true }).waitFor();
    await now.getByRole('button', { name: 'Done', exact: true }).click();
    await beside.tab.getByText('You have been through everything.').waitFor();
    await until(async () => {
      const { agenda } = await product.want(MyMeeting, ours.mentor, 'GET', `/my/meetings/${id}`);
      return agenda.every(({ state }) => state === 'reached');
    });
    expect(beside.problems).toEqual([]);
    await beside.page.close();
  });

  it('go through the desk as the lead', async () => {
    const { page, tab, problems } = await open(lead, { subPage: '/lead/people' });
    const ways = tab.getByRole('navigation', { name: 'Programme' });
    for (const [way, heading] of [
      ['Pairings', 'Pairings'],
      ['Attention', 'To see to'],
      ['Insight', 'Insight'],
      ['Closing', 'Closing'],
      ['History', 'History'],
    ] as const) {
      await ways.getByRole('link', { name: way }).click();
      await tab.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor();
      await until(async () => (await tab.getByRole('alert').count()) === 0);
    }
    expect(problems).toEqual([]);
    await page.close();
  });

  it('are told when they are offline or their sign-in has ended, and go on where they were', async () => {
    const [{ mentee }] = cast.couples as [Couple];
    const mine = await alone();
    let isSignedIn = true;
    const token = async () => (isSignedIn ? product.token(mentee) : null);
    const [, { page, tab, problems }] = await Promise.all([
      newsComes(mine),
      open(mentee, { context: mine, token, subPage: '/my/profile' }),
    ]);
    await tab.getByRole('button', { name: 'Change' }).click();
    await tab.getByText('Not saved yet. It stays here until you save or undo it.').waitFor();
    await mine.setOffline(true);
    await tab.getByText('You are offline.').waitFor();
    isSignedIn = false;
    await mine.setOffline(false);
    await tab.getByText('You are offline.').waitFor({ state: 'detached' });
    await tab.getByText('Your sign-in has ended. What you see may be old.').waitFor();
    isSignedIn = true;
    await tab.getByRole('status').getByRole('button', { name: 'Sign in again' }).click();
    await tab.getByText('Your sign-in has ended. What you see may be old.').waitFor({ state: 'detached' });
    expect(await tab.getByText('Not saved yet. It stays here until you save or undo it.').count()).toBe(1);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('are told that they have to sign in where the tab opens without, and are let in once they have', async () => {
    let isSignedIn = false;
    const { page, tab } = await open(lead, { token: async () => (isSignedIn ? product.token(lead) : null) });
    await tab.getByText('Your sign-in has ended. Sign in again to go on.').waitFor();
    isSignedIn = true;
    await tab.getByRole('button', { name: 'Sign in again' }).click();
    await tab.getByRole('navigation', { name: 'Programme' }).waitFor();
    await page.close();
  });
});

/** A browser of somebody’s own: it goes with the others, for one that is closed takes them along. */
async function alone(): Promise<BrowserContext> {
  if (!browser) throw new Error('there is no browser');
  return browser.newContext({ locale: 'en-GB' });
}

/** The server has begun to tell a tab in this browser what changes. */
const newsComes = (browsers: BrowserContext) =>
  browsers.waitForEvent('response', (response) => new URL(response.url()).pathname === '/api/live' && response.ok());

/** A couple's first meeting, and where its agenda is. */
async function agendaOf(ours: Couple) {
  const { id, joinUrl } = await firstMeeting(product, ours.mentee, ours);
  if (joinUrl === null) throw new Error('the meeting cannot be joined');
  return { id, joinUrl, subPage: `/my/meetings/${id}` };
}

/** The chat of the meeting that a link leads into. */
const chatOf = (joinUrl: string): string => decodeURIComponent(new URL(joinUrl).pathname.split('/')[3] ?? '');
