import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { createHost } from '../sandbox/host/server.ts';
import { connectTenant, type TenantSettings } from '../sandbox/host/tenant.ts';
import { Child, type ChildPlan } from './child.ts';
import { openDataFolder } from './data-folder.ts';
import type { Options } from './options.ts';
import { Playgrounds } from './playground/playgrounds.ts';
import { freePort, isFree, portInUse } from './ports.ts';
import { isTabStale } from './tab-build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Milliseconds a part may take to start on a slow machine. */
const patience = 120_000;
/** Names that the product reads: what is set in the shell must not lead it away from the sandbox. */
const productNames = /^(ENTRA|GRAPH|BOT|DATABASE|TAB|SANDBOX|CLOCK|VANTAGE)_|^(PORT|HOST|PUBLIC_URL|DATA_FOLDER)$/;

/** A reason not to start, in words for the one who typed the command. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

export interface Running {
  readonly url: string;
  /** Stops everything, the last started first. Safe to call again. */
  stop(): Promise<void>;
}

type Settings = TenantSettings & Readonly<Record<string, string>>;

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
  if (people !== undefined && !existsSync(people)) throw new CannotStart(`--people ${people}: there is no such file.`);
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
    const child = (plan: Pick<ChildPlan, 'name' | 'command' | 'environment'>) => {
      const started = new Child({
        ...plan,
        logs,
        say,
        folder: root,
        onDeath: (how) =>
          died(`The ${plan.name} stopped by itself (${how}). ${join(logs, `${plan.name}.log`)} says more.`),
      });
      closers.push(() => started.stop());
      return started;
    };
    const url = `http://localhost:${options.port}`;

    const building = isTabStale(root) ? buildTab(logs, say) : Promise.resolve();
    const settings = await startSandbox(child, options.port + 2, people, join(folder, 'sandbox'));
    await building;
    const productPort = await freePort(options.port + 1);
    const productUrl = `http://127.0.0.1:${productPort}`;
    const product = child({
      name: 'product',
      command: [join(root, 'bot/main.ts')],
      environment: productEnvironment(settings, { url, port: productPort, dataFolder: join(folder, 'product') }),
    });
    await product.answers(`${productUrl}/readyz`, patience);

    const tenant = connectTenant(settings);
    const chats = new Playgrounds({
      people: await tenant.people(),
      tenantId: settings.ENTRA_TENANT_IDS,
      botId: settings['BOT_APP_ID'] ?? 'vantage',
      messagesUrl: `${productUrl}/api/messages`,
      serviceUrl: (personId) => `${url}/sandbox/chat/${personId}/connector`,
      folder: join(folder, 'playground'),
      logs,
      say,
    });
    closers.push(() => chats.stop());
    const host = await createHost({ tenant, chats, productUrl, warn: say });
    closers.push(() => host.close());
    await host.listen({ port: options.port, host: 'localhost' });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startSandbox(
  child: (plan: Pick<ChildPlan, 'name' | 'command'>) => Child,
  wantedPort: number,
  people: string | undefined,
  data: string,
): Promise<Settings> {
  mkdirSync(data, { recursive: true });
  const words = ['--port', String(await freePort(wantedPort)), '--data', data];
  if (people !== undefined) words.push('--people', people);
  const sandbox = child({ name: 'sandbox', command: [join(root, 'infra/sandbox/main.ts'), ...words] });
  const ready = await sandbox.line((line) => {
    if (!line.startsWith('{"ready"')) return undefined;
    return JSON.parse(line) as { url: string; certificate: string };
  }, patience);
  // This process plays Teams and talks to the tenant itself, so it has to trust the certificate as the product does.
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(ready.certificate, 'utf8')]);
  const response = await fetch(`${ready.url}/control/settings`);
  return (await response.json()) as Settings;
}

/** The product's environment; without the bot's registration, as the Playground has no tokens to show. */
export function productEnvironment(
  settings: Readonly<Record<string, string>>,
  place: { readonly url: string; readonly port: number; readonly dataFolder: string },
): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !productNames.test(name));
  const own = Object.entries(settings).filter(([name]) => name !== 'BOT_APP_ID' && name !== 'BOT_APP_SECRET');
  return {
    ...Object.fromEntries([...inherited, ...own]),
    PORT: String(place.port),
    PUBLIC_URL: place.url,
    DATA_FOLDER: place.dataFolder,
  };
}

async function buildTab(logs: string, say: (line: string) => void): Promise<void> {
  if (!existsSync(join(root, 'tab/vite.config.ts'))) throw new CannotStart('tab/vite.config.ts is missing.');
  say('Building the tab; this is done once.');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const command = [vite, 'build', '-c', 'tab/vite.config.ts', '--logLevel', 'warn'];
  const how = await new Promise<string>((onDeath) => {
    new Child({ name: 'tab', command, logs, say: () => undefined, folder: root, onDeath });
  });
  if (how !== 'exit code 0')
    throw new CannotStart(`The tab could not be built (${how}). ${join(logs, 'tab.log')} says why.`);
}
