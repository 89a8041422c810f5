import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { Child } from '../processes/child.ts';
import { startProductProcess } from '../processes/product.ts';
import { startSandboxProcess } from '../processes/sandbox.ts';
import { createHost } from '../sandbox/host/server.ts';
import { readPeople } from '../sandbox/organisation/file.ts';
import { connectTenant } from '../sandbox/tenant-client.ts';
import { openDataFolder } from './data-folder.ts';
import { firstDay } from '../processes/first-day.ts';
import type { Options } from './options.ts';
import { Playgrounds } from './playground/playgrounds.ts';
import { freePort, isFree, portInUse } from './ports.ts';
import { isTabStale } from './tab-build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A reason not to start, in words for the one who typed the command. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

export interface Running {
  readonly url: string;
  /** Stops everything, the last started first. Safe to call again. */
  stop(): Promise<void>;
}

/**
 * Starts the sandbox tenant, the product on it and the page around both. `died` is called with words for people when a
 * part ends by itself. What had started is stopped again when a later part cannot start.
 * @throws CannotStart when the port, the data folder or the file of people is to blame.
 */
export async function start(
  options: Options,
  parts: { readonly dataFolder: string; readonly say: (line: string) => void; readonly died: (what: string) => void },
): Promise<Running> {
  const { say, died } = parts;
  if (!(await isFree(options.port))) throw new CannotStart(portInUse(options.port));
  const people = options.people === undefined ? undefined : resolve(options.people);
  if (people !== undefined) checkPeople(people);
  const folder = resolve(parts.dataFolder);
  const opened = openDataFolder(folder, options.fresh);
  if (!opened.ok) throw new CannotStart(opened.reason);
  const closers: (() => Promise<void> | void)[] = [opened.release];
  let stopping: Promise<void> | null = null;
  const stop = () =>
    (stopping ??= (async () => {
      for (const closer of closers.toReversed()) await closer();
    })());

  try {
    const logs = join(folder, 'logs');
    mkdirSync(logs, { recursive: true });
    const surroundings = { logs, say, died };
    const url = `http://localhost:${options.port}`;

    const building = isTabStale(root) ? buildTab(logs, say) : Promise.resolve();
    const sandbox = await startSandboxProcess(surroundings, {
      data: join(folder, 'sandbox'),
      port: await freePort(options.port + 2),
      people,
      start: firstDay(Temporal.Now.instant()),
    });
    closers.push(() => sandbox.child.stop());
    await building;
    const { BOT_APP_ID: botId = 'vantage', BOT_APP_SECRET: _secret, ...settings } = sandbox.settings;
    // Without the bot's registration, as the Playground has no tokens to show.
    const product = await startProductProcess(surroundings, {
      ...settings,
      PORT: String(await freePort(options.port + 1)),
      PUBLIC_URL: url,
      DATA_FOLDER: join(folder, 'product'),
    });
    closers.push(() => product.child.stop());

    const tenant = connectTenant(sandbox.settings);
    const chats = new Playgrounds({
      people: await tenant.people(),
      tenantId: sandbox.settings.ENTRA_TENANT_IDS,
      botId,
      messagesUrl: `${product.address}/api/messages`,
      serviceUrl: (personId) => `${url}/sandbox/chat/${personId}/connector`,
      folder: join(folder, 'playground'),
      logs,
      say,
    });
    closers.push(() => chats.stop());
    const host = await createHost({ tenant, chats, productUrl: product.address, warn: say });
    closers.push(() => host.close());
    await host.listen({ port: options.port, host: 'localhost' });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Looks at the file before anything is started, so that what is wrong with it is said in words. */
function checkPeople(file: string): void {
  if (!existsSync(file)) throw new CannotStart(`--people ${file}: there is no such file.`);
  try {
    readPeople(file);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CannotStart(`--people: ${error.message}`, { cause: error });
  }
}

async function buildTab(logs: string, say: (line: string) => void): Promise<void> {
  if (!existsSync(join(root, 'tab/vite.config.ts'))) throw new CannotStart('tab/vite.config.ts is missing.');
  say('Building the tab; this is done once.');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const command = [vite, 'build', '-c', 'tab/vite.config.ts', '--logLevel', 'warn'];
  const nobody = () => undefined;
  const how = await new Child({ name: 'tab', command, logs, say: nobody, died: nobody }).ended;
  if (how !== 'exit code 0')
    throw new CannotStart(`The tab could not be built (${how}). ${join(logs, 'tab.log')} says why.`);
}
