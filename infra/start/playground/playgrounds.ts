import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from '../../processes/child.ts';
import type { TenantPerson } from '../../sandbox/tenant-client.ts';
import { freePort } from '../ports.ts';
import { withoutBrowser } from './no-browser.ts';
import { playgroundPeople } from './people.ts';

/** So many run at a time: each takes about 100 MB. The one not used for longest makes room. */
const most = 6;
/** Milliseconds a Playground may take to start on a slow machine. */
const patience = 60_000;
const script = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');

export interface PlaygroundSettings {
  readonly people: readonly TenantPerson[];
  readonly tenantId: string;
  readonly botId: string;
  /** The bot's endpoint. */
  readonly messagesUrl: string;
  /** Where the bot answers somebody: an address that stays when the Playground's own port does not. */
  readonly serviceUrl: (personId: string) => string;
  readonly folder: string;
  readonly logs: string;
  readonly say: (line: string) => void;
}

interface Running {
  readonly child: Child;
  readonly url: string;
  readonly conversationId: string;
}

/** One Agents Playground for each person who is played: a Playground has one `me` for as long as it runs. */
export class Playgrounds {
  readonly #settings: PlaygroundSettings;
  readonly #run = Date.now().toString(36);
  /** In the order of their last use. */
  readonly #open = new Map<string, Promise<Running>>();
  #isClosed = false;

  constructor(settings: PlaygroundSettings) {
    this.#settings = settings;
  }

  /** Where somebody's Playground listens; started when it does not run yet. Its page installs the bot when it is opened. */
  async of(personId: string): Promise<{ readonly url: string; readonly conversationId: string }> {
    if (this.#isClosed) throw new Error('npm start is stopping');
    let running = this.#open.get(personId);
    this.#open.delete(personId);
    running ??= this.#start(personId).catch((error: unknown) => {
      this.#open.delete(personId);
      throw error;
    });
    this.#open.set(personId, running);
    await this.#makeRoom();
    const { url, conversationId } = await running;
    return { url, conversationId };
  }

  /** Whether somebody's Playground runs or is starting. */
  has(personId: string): boolean {
    return this.#open.has(personId);
  }

  async stop(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#open.keys()].map((personId) => this.#stopOne(personId)));
  }

  async #makeRoom(): Promise<void> {
    const [longestUnused] = this.#open.keys();
    if (this.#open.size > most && longestUnused !== undefined) await this.#stopOne(longestUnused);
  }

  async #stopOne(personId: string): Promise<void> {
    const running = this.#open.get(personId);
    this.#open.delete(personId);
    const settled = await Promise.allSettled([running]);
    if (settled[0].status === 'fulfilled') await settled[0].value?.child.stop();
  }

  async #start(personId: string): Promise<Running> {
    const { people, tenantId, botId, messagesUrl, serviceUrl, logs, say } = this.#settings;
    const me = people.find((person) => person.id === personId);
    if (!me) throw new Error(`nobody has the id ${personId}`);
    const folder = join(this.#settings.folder, personId);
    mkdirSync(folder, { recursive: true });
    // New in each run, as the Playground forgets its messages.
    const conversationId = `chat-${personId}-${this.#run}`;
    const file = join(folder, '.m365agentsplayground.yml');
    writeFileSync(file, playgroundPeople({ tenantId, botId, me, people, conversationId }));
    const port = await freePort(0);
    const url = `http://localhost:${port}`;
    const words = ['-e', messagesUrl, '-c', 'msteams', '-p', String(port), '--dt', '--su', serviceUrl(personId)];
    const child = new Child({
      name: 'playground',
      command: [script, 'start', ...words],
      environment: withoutBrowser(join(this.#settings.folder, 'no-browser'), {
        ...process.env,
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: file,
        M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
      }),
      folder,
      logs,
      say,
      died: () => {
        this.#open.delete(personId);
        say(`The chat of ${me.displayName} stopped by itself. It starts again when it is opened.`);
      },
    });
    try {
      await child.answers(`${url}/_debug/ping`, patience);
    } catch (error) {
      await child.stop();
      throw error;
    }
    return { child, url, conversationId };
  }
}
