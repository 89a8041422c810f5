import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { start } from '../../infra/start/start.ts';
import { startBrowser } from '../support/browser.ts';

let folder: string;
let running: Awaited<ReturnType<typeof start>>;
let browser: Browser;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vantage-newcomer-'));
  const died = (what: string) => {
    throw new Error(what);
  };
  const options = { port: await freePort(), fresh: false, people: undefined };
  running = await start(options, { dataFolder: join(folder, 'data'), say: () => undefined, died });
  browser = await startBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

it('lets a newcomer make a programme, bring in the people and find pairings with reasons', async () => {
  const page = await browser.newPage();
  await page.goto(`${running.url}/tab/`);
  await page.getByLabel('Name').fill('Spring');
  await page.getByRole('button', { name: 'Make the programme' }).click();
  await page.getByRole('tab', { name: 'People' }).click();
  const file = await (await fetch(`${running.url}/sandbox/organisation.csv`)).text();
  await page.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(file),
  });
  await page.getByText('59 people are in.').waitFor();
  await page.getByRole('tab', { name: 'Matching' }).click();
  await page.getByRole('button', { name: 'Find pairings' }).click();
  await page.getByText('of the best total fit').waitFor();
  expect(await page.getByText(/ mentors /).count()).toBeGreaterThan(3);
  await page.getByRole('button', { name: /^Publish/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish/ })
    .click();
  await page.getByRole('tab', { name: 'Pairings' }).click();
  await page.getByText('waits for the mentee’s answer').first().waitFor();
  await page.setViewportSize({ width: 400, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(400);
}, 120_000);
