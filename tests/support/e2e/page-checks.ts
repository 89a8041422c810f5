import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';

declare global {
  interface Window {
    axe: { run(context: { exclude: string[] }): Promise<AxeResults> };
  }
}

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against accessibility on the page as it stands, each as a line: rule, element, why. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  // Fluent's own marks at the ends of a group, which hand the focus on: hidden and focusable on purpose.
  const { violations } = await page.evaluate(() => window.axe.run({ exclude: ['[data-tabster-dummy]'] }));
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 120)}: ${one.help}`));
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
