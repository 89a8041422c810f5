import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { worthShowing } from './worth-showing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Loaded into every child. */
const withParent = new URL('with-parent.ts', import.meta.url).href;
/** Milliseconds a child has for stopping in order. */
const patience = 20_000;

/** Where children write, and whom they tell. */
export interface Surroundings {
  /** Folder of their log files. */
  readonly logs: string;
  /** Where lines that people should see go. */
  readonly say: (line: string) => void;
  /** Called when one ends although nobody asked it to; says which and how. */
  readonly died: (what: string) => void;
}

export interface ChildPlan extends Surroundings {
  /** Shown before its lines, and the name of its log file. */
  readonly name: string;
  /** Script and its words, run by this very Node. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Where it runs; the project's folder when absent. */
  readonly folder?: string;
}

/** A process that we started, and stop. */
export class Child {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<string>;
  readonly #watchers = new Set<(line: string) => void>();
  readonly #lastLines: string[] = [];
  #isStopping = false;
  #end: string | null = null;

  constructor(plan: ChildPlan) {
    this.name = plan.name;
    const logFile = join(plan.logs, `${plan.name}.log`);
    const log = createWriteStream(logFile, { flags: 'a' });
    this.#process = spawn(process.execPath, ['--no-warnings', '--import', withParent, ...plan.command], {
      cwd: plan.folder ?? root,
      env: plan.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Its own group: Ctrl-C reaches us alone, and we stop the children in order.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let open = 2;
    const read = (stream: Readable | null, isError: boolean) => {
      if (stream === null) return;
      const lines = createInterface({ input: stream });
      lines.on('close', () => {
        open -= 1;
        if (open === 0) log.end();
      });
      lines.on('line', (line) => {
        log.write(`${line}\n`);
        if (this.#lastLines.push(line) > 5) this.#lastLines.shift();
        const shown = this.#isStopping ? null : worthShowing(line, isError);
        if (shown !== null) plan.say(`${plan.name}: ${shown}`);
        for (const watcher of this.#watchers) watcher(line);
      });
    };
    read(this.#process.stdout, false);
    read(this.#process.stderr, true);
    this.#ended = new Promise<string>((resolve) => {
      this.#process.once('error', (error) => resolve(error.message));
      // Not `close`: Node does not tell it once we have let go of the channel.
      this.#process.once('exit', (code, signal) =>
        resolve(signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`),
      );
    }).then((how) => {
      this.#end = how;
      if (!this.#isStopping) plan.died(`The ${plan.name} stopped by itself (${how}). ${logFile} says more.`);
      return how;
    });
  }

  /** How it ended, `exit code 0` if in order; null while it runs. */
  get end(): string | null {
    return this.#end;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Resolves when a line makes `isReady` give something; rejects when the child ends first or takes too long. */
  async line<T>(isReady: (line: string) => T | undefined, milliseconds: number): Promise<T> {
    let watcher: ((line: string) => void) | undefined;
    let timer: NodeJS.Timeout | undefined;
    const seen = new Promise<T>((resolve, reject) => {
      watcher = (line) => {
        const found = isReady(line);
        if (found !== undefined) resolve(found);
      };
      this.#watchers.add(watcher);
      timer = setTimeout(() => reject(new Error(`${this.name} was not ready in time`)), milliseconds);
    });
    try {
      return await Promise.race([seen, this.#diesFirst()]);
    } finally {
      clearTimeout(timer);
      if (watcher) this.#watchers.delete(watcher);
    }
  }

  /** Resolves once a GET of `url` is answered with a success; rejects when the child ends first or takes too long. */
  async answers(url: string, milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    while (Date.now() < until) {
      if (this.#end !== null) await this.#diesFirst();
      const isUp = await fetch(url).then(
        async (response) => {
          await response.arrayBuffer();
          return response.ok;
        },
        // Nothing listens yet, or no longer: the loop looks at which.
        () => false,
      );
      if (isUp) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${this.name} was not ready in time`);
  }

  /** Asks it to stop, insists after a while, and resolves when it is gone. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#process.connected) this.#process.disconnect();
    const insist = setTimeout(() => this.#process.kill('SIGKILL'), patience);
    await this.#ended;
    clearTimeout(insist);
  }

  /** Ends it at once, as a crash would: nothing of it runs any more, and nobody is told. */
  async kill(): Promise<void> {
    this.#isStopping = true;
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  /** Resolves, with how it ended, when it has. */
  get ended(): Promise<string> {
    return this.#ended;
  }

  async #diesFirst(): Promise<never> {
    const how = await this.#ended;
    throw new Error(`${this.name} ended before it was ready (${how})\n${this.#lastLines.join('\n')}`);
  }
}
