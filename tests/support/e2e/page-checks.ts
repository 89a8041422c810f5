import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { errors, type Page } from 'playwright-core';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';

declare global {
  interface Window {
    axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
  }
}

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Pages on which Fluent leads the focus through a group by arrows: the lists of a matching, the charts. At the ends of a group
 * it lays marks that hand the focus on, hidden and focusable on purpose. The other pages have none.
 */
const withGroups = /\/(matching|insight)$/;

/** A tag brings what is not asked for otherwise too: contrast beyond what AA wants. */
const onlyColours: RunOptions = {
  runOnly: { type: 'tag', values: ['cat.color'] },
  rules: { 'color-contrast-enhanced': { enabled: false } },
};

/**
 * What axe finds against accessibility on the page as it stands, each as a line: rule, element, why. `colours` alone are
 * looked at where nothing else has changed since all was.
 */
export async function axeFindings(page: Page, what: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(what === 'all' ? {} : onlyColours),
  };
  const exclude = withGroups.test(new URL(page.url()).pathname) ? ['[data-tabster-dummy]'] : [];
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const { passes, violations } = await page.evaluate(
    async ([marks, so]) => {
      // Letters that join, as Arabic's do, are narrower together: axe would take them for icons, and pass over all text in their font.
      const context = CanvasRenderingContext2D.prototype;
      const own = Object.getOwnPropertyDescriptor(context, 'measureText') ?? {};
      Object.defineProperty(context, 'measureText', { ...own, value: (text: string) => ({ width: 30 * text.length }) });
      const results = await window.axe.run({ exclude: marks }, so);
      Object.defineProperty(context, 'measureText', own);
      return { passes: results.passes.map(({ id }) => id), violations: results.violations };
    },
    [exclude, options] as const,
  );
  // Some text stands on every page; were it taken for anything else, its colours would be fine whatever they are.
  if (![...passes, ...violations.map(({ id }) => id)].includes('color-contrast')) return ['axe has seen no text'];
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 120)}: ${one.help}`));
}

/** Milliseconds in which a page has come to a new width. */
const settles = 3_000;

/** By how many pixels the page is wider than its window, once it has come to the window's width. */
export async function overflow(page: Page): Promise<number> {
  const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  try {
    await page.waitForFunction(fits, undefined, { timeout: settles });
    return 0;
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    return page.evaluate(wider);
  }
}

/** Changes the theme of a page of the tab as what stands around it does, with the page open. */
export const changeTheme = (page: Page, theme: string): Promise<void> =>
  page.evaluate((to) => window.postMessage({ type: 'sandbox-theme', theme: to }, window.location.origin), theme);

/** The colour of the tab's ground, once it is none of these and everything has come to its colour. */
export async function newGround(page: Page, others: readonly string[]): Promise<string> {
  const found = await page.waitForFunction((known) => {
    const colourOf = (one: Element) => window.getComputedStyle(one).backgroundColor;
    let ground: Element | null = document.querySelector('main');
    while (ground && colourOf(ground) === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
    const colour = ground ? colourOf(ground) : '';
    const isChanging = document.getAnimations().some((one) => one instanceof CSSTransition);
    return colour !== '' && !known.includes(colour) && !isChanging && colour;
  }, others);
  return String(await found.jsonValue());
}

/** Keeps how all of a page looks in the folder that `PAGES` names; nothing without it. */
export async function keepLook(page: Page, name: string): Promise<void> {
  const { PAGES } = process.env;
  if (PAGES) await page.screenshot({ path: join(PAGES, `${name}.png`), fullPage: true });
}
