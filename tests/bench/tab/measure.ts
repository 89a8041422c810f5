import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import lighthouse, { desktopConfig } from 'lighthouse';
import { pino } from 'pino';
import { chromium as playwright, type Browser } from 'playwright-core';
import { startEmbedded } from '../../../bot/storage/embedded/embedded.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { startProductProcess } from '../../../infra/processes/product.ts';
import { startSandboxProcess } from '../../../infra/processes/sandbox.ts';
import { personCookie } from '../../../infra/sandbox/host/person.ts';
import { createHost } from '../../../infra/sandbox/host/server.ts';
import { connectTenant } from '../../../infra/sandbox/tenant-client.ts';
import { freePort } from '../../../infra/start/ports.ts';
import { seedProgramme } from '../api/seed.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Something that the first load fetched. */
export interface Fetched {
  readonly name: string;
  /** As it travelled, compressed. */
  readonly bytes: number;
}

/** What Lighthouse gives, of 100. */
export interface Scores {
  readonly performance: number;
  readonly accessibility: number;
  /** What it finds against accessibility. */
  readonly amiss: readonly string[];
}

export interface TabMeasured {
  /** Files of the tab up to my next meeting, largest first. */
  readonly firstLoad: readonly Fetched[];
  /** Milliseconds from navigation to my next meeting: nothing kept from before, and with the tab's files kept. */
  readonly cold: readonly number[];
  readonly warm: readonly number[];
  readonly wide: Scores;
  readonly mobile: Scores;
}

/** Builds the tab, serves it with the product as it runs, and opens it as somebody with a next meeting. */
export async function measureTab(folder: string, { times }: { readonly times: number }): Promise<TabMeasured> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '-c', 'tab/vite.config.ts', '--logLevel', 'warn'], {
    cwd: root,
  });
  const stops: (() => Promise<unknown>)[] = [];
  const log = pino({ level: 'silent' });
  const surroundings = { logs: folder, say: console.error, died: console.error };
  try {
    const sandbox = await startSandboxProcess(surroundings, { data: join(folder, 'sandbox') });
    stops.push(() => sandbox.child.stop());
    const tenant = connectTenant(sandbox.settings);
    const people = (await tenant.people()).slice(0, 20);

    const database = await startEmbedded(join(folder, 'data'), log);
    stops.push(() => database.stop());
    const storage = await openStorage({ ...database, dataFolder: 'unused', log });
    try {
      await seedProgramme(storage, sandbox.settings.ENTRA_TENANT_IDS, people);
    } finally {
      await storage.close();
    }
    const port = await freePort(0);
    const url = `http://localhost:${port}`;
    const product = await startProductProcess(surroundings, {
      ...sandbox.settings,
      DATABASE_URL: database.databaseUrl,
      DATABASE_MIGRATION_URL: database.migrationUrl,
      PORT: '0',
      PUBLIC_URL: url,
    });
    stops.push(() => product.child.stop());
    const nobody = () => Promise.reject(new Error('nobody chats here'));
    const host = await createHost({
      tenant,
      chats: { of: nobody, has: () => false },
      productUrl: product.address,
      warn: console.error,
    });
    stops.push(() => host.close());
    await host.listen({ port, host: 'localhost' });

    chromium.setGraphicsMode = false;
    const debugPort = await freePort(0);
    const browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      // Not the arguments that come with it: they put everything in one process, which nobody's browser does.
      args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${debugPort}`],
    });
    stops.push(() => browser.close());
    const cookie = `${personCookie}=${people[0]?.id ?? ''}`;
    const opened = await openAgainAndAgain(browser, { url, cookie, times });
    const score = async (isMobile: boolean): Promise<Scores> => {
      const settings = { onlyCategories: ['performance', 'accessibility'], extraHeaders: { cookie } };
      const found = await lighthouse(
        `${url}/tab/my`,
        { port: debugPort, output: 'json', logLevel: 'error', ...settings },
        isMobile ? undefined : desktopConfig,
      );
      const of = (category: string) => Math.round((found?.lhr.categories[category]?.score ?? 0) * 100);
      const amiss = Object.values(found?.lhr.audits ?? {}).filter(
        ({ id, score: given }) => given === 0 && isOf(found?.lhr.categories['accessibility'], id),
      );
      return {
        performance: of('performance'),
        accessibility: of('accessibility'),
        amiss: amiss.map(({ title }) => title),
      };
    };
    return { ...opened, wide: await score(false), mobile: await score(true) };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** Opens my mentoring so many times, each first with nothing kept and then once more. */
async function openAgainAndAgain(
  browser: Browser,
  { url, cookie, times }: { readonly url: string; readonly cookie: string; readonly times: number },
): Promise<Pick<TabMeasured, 'firstLoad' | 'cold' | 'warm'>> {
  const [cold, warm]: [number[], number[]] = [[], []];
  const firstLoad = new Map<string, number>();
  let firstFiles: readonly Fetched[] = [];
  for (let time = 0; time < times; time += 1) {
    const context = await browser.newContext({ locale: 'en-GB', extraHTTPHeaders: { cookie } });
    const page = await context.newPage();
    if (time === 0) {
      const network = await context.newCDPSession(page);
      const names = new Map<string, string>();
      await network.send('Network.enable');
      network.on('Network.responseReceived', ({ requestId, response }) => {
        const { pathname } = new URL(response.url);
        const name = pathname.replace('/tab/assets/', '').replace(/-[\w-]{8}\.js$/, '');
        if (pathname.startsWith('/tab')) names.set(requestId, name);
      });
      network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const name = names.get(requestId);
        if (name !== undefined) firstLoad.set(name, encodedDataLength);
      });
    }
    const open = async () => {
      const startedAt = performance.now();
      await page.goto(`${url}/tab/my`, { waitUntil: 'commit' });
      await page.getByRole('button', { name: 'Join' }).first().waitFor();
      return performance.now() - startedAt;
    };
    cold.push(await open());
    await page.waitForLoadState('load');
    if (time === 0) firstFiles = [...firstLoad].map(([name, bytes]) => ({ name, bytes }));
    warm.push(await open());
    await context.close();
  }
  return {
    firstLoad: firstFiles.toSorted((a, b) => b.bytes - a.bytes),
    cold,
    warm,
  };
}

/** Whether an audit counts towards a category. */
const isOf = (category: { readonly auditRefs: readonly { readonly id: string }[] } | undefined, id: string): boolean =>
  category?.auditRefs.some((one) => one.id === id) === true;
