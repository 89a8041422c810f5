import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** Starts a browser: the one from npm where it runs, else a Chrome or Edge that is installed. */
export async function startBrowser(): Promise<Browser> {
  if (process.platform === 'linux') {
    // Nothing here is drawn in three dimensions, and a stand-in for a graphics card would draw everything else too.
    chromium.setGraphicsMode = false;
    return playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: true });
  }
  try {
    return await playwright.launch({ channel: 'chrome' });
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('chrome')) throw error;
    return playwright.launch({ channel: 'msedge' });
  }
}
