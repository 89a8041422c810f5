import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { freePort } from '../../../infra/start/ports.ts';
import { start } from '../../../infra/start/start.ts';
import { startBrowser } from '../browser.ts';
import { scratchFolder } from '../scratch.ts';

/** Everything that `npm start` starts, and a browser in front of it. */
export interface Newcomer {
  readonly url: string;
  /** A window of a newcomer's own: nobody is chosen in it yet. */
  open(size?: { width: number; height: number }): Promise<NewcomerPage>;
  stop(): Promise<void>;
}

/** The page of `npm start`, with the tab and the chat in it. */
export interface NewcomerPage {
  readonly page: Page;
  readonly tab: FrameLocator;
  readonly chat: FrameLocator;
  /** What went wrong on the page since it was opened. */
  readonly problems: readonly string[];
  /** Plays somebody else. */
  be(name: string): Promise<void>;
  /** Plays the other one of the pairing. */
  bePaired(name: string): Promise<void>;
  /** The chat of the one who is played, in a window of its own: the Playground forgets what came before a page of it was opened. */
  chatAlone(): Promise<Page>;
  /** Writes to the bot, as the one who is played; the chat has to be shown. */
  write(text: string): Promise<void>;
  /** The first card in the chat that holds a text. The Playground's page installs the bot whenever it is opened, which may bring a card twice. */
  card(text: string): Locator;
  show(view: 'Vantage' | 'Calendars' | 'Chat'): Promise<void>;
  /** Keeps how the page looks now in the folder that `PICTURES` names; nothing is kept without it. */
  picture(name: string): Promise<void>;
  /** The organisation brought into a new programme, through the lead's desk. */
  bringIn(programme: string): Promise<void>;
}

/** Milliseconds a browser may wait for what it is told to find. */
const patience = 30_000;

export async function startNewcomer(): Promise<Newcomer> {
  const folder = await scratchFolder('newcomer');
  const deaths: string[] = [];
  const options = { port: await freePort(0), fresh: false, people: undefined };
  const running = await start(options, {
    dataFolder: join(folder, 'data'),
    say: () => undefined,
    died: (what) => deaths.push(what),
  });
  let browser: Browser | null = null;
  return {
    url: running.url,
    async open(size = { width: 1280, height: 900 }) {
      browser ??= await startBrowser();
      const page = await (await browser.newContext({ viewport: size, locale: 'en-GB' })).newPage();
      return newcomerPage(running.url, page);
    },
    async stop() {
      await browser?.close();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
      if (deaths.length > 0) throw new Error(deaths.join('\n'));
    },
  };
}

async function newcomerPage(url: string, page: Page): Promise<NewcomerPage> {
  page.setDefaultTimeout(patience);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(url);
  await page.getByRole('button', { name: 'Let me look around' }).click();
  const tab = page.frameLocator('#tab');
  const chat = page.frameLocator('#chat');
  /** Until the tab is theirs: until then it shows what whoever was played before may do. */
  const become = async (name: string, choose: () => Promise<void>) => {
    const isTheirs = page.waitForEvent('framenavigated', (frame) => new URL(frame.url()).pathname.startsWith('/tab'));
    await choose();
    await page.locator('#me-name').getByText(name).waitFor();
    await isTheirs;
  };
  /**
   * Until the chat shows a card. The Playground's page at times stays empty when much arrives while it is being loaded; it is
   * loaded again then, as anybody would who sees that.
   */
  const drawn = async () => {
    for (let tries = 1; tries <= 3; tries += 1) {
      const isDrawn = await chat
        .locator('.ac-adaptiveCard')
        .first()
        .waitFor({ timeout: 8_000 })
        .then(
          () => true,
          () => false,
        );
      if (isDrawn) return;
      const src = await page.locator('#chat').getAttribute('src');
      if (src !== null) await page.locator('#chat').evaluate((frame, to) => frame.setAttribute('src', to), src);
    }
  };
  return {
    page,
    tab,
    chat,
    problems,
    be: (name) =>
      become(name, async () => {
        await page.locator('#open-people').click();
        await page.getByLabel('Search people').fill(name);
        await page.getByRole('dialog').getByRole('button', { name }).click();
      }),
    bePaired: (name) => become(name, () => page.getByRole('button', { name: `Be ${name}` }).click()),
    async chatAlone() {
      const alone = await page.context().newPage();
      alone.setDefaultTimeout(patience);
      await alone.goto((await page.locator('#chat').getAttribute('src')) ?? '');
      return alone;
    },
    async write(text) {
      await chat.getByRole('textbox').last().fill(text);
      await page.keyboard.press('Enter');
    },
    card: (text) => chat.locator('.ac-adaptiveCard').filter({ hasText: text }).first(),
    async show(view) {
      await page.getByRole('navigation').getByRole('button', { name: view, exact: true }).click();
      if (view === 'Chat') await drawn();
    },
    async picture(name) {
      const { PICTURES } = process.env;
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    },
    async bringIn(programme) {
      await tab.getByLabel('Name').fill(programme);
      await tab.getByRole('button', { name: 'Make the programme' }).click();
      await tab.getByRole('link', { name: 'People' }).click();
      const file = await (await fetch(`${url}/sandbox/organisation.csv`)).text();
      const buffer = Buffer.from(file);
      await tab.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
      // What is in the file is looked at before any of it comes in.
      const look = tab.getByRole('dialog', { name: 'Look at people.csv first' });
      await look.getByText('People who can come in: 59.').waitFor();
      await look.getByRole('button', { name: 'Bring in all 59' }).click();
      await tab.getByText('59 people are in.').waitFor();
    },
  };
}
