import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { openInTeams, type Surroundings, type TeamsWindow } from '../support/e2e/teams-host.ts';
import { lead } from '../support/product/people.ts';
import { startProduct, type Product } from '../support/product/product.ts';
import { until } from '../support/until.ts';

let product: Product;
let browser: Browser | null = null;
let context: BrowserContext;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(undefined, undefined, { isInTeams: true }), startBrowser()]);
  context = await browser.newContext({ locale: 'en-GB' });
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await product.stop();
}, 60_000);

const open = (person: string, more: Partial<Surroundings> = {}): Promise<TeamsWindow> =>
  openInTeams(context, { address: product.address, token: () => product.token(person), ...more });

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
