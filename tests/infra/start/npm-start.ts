import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '../../support/until.ts';
import { descendantsOf, destroy, type Process } from './processes.ts';

const main = fileURLToPath(new URL('../../../infra/start/main.ts', import.meta.url));

/** What `npm start` runs, in a process of its own, as somebody at a terminal has it. */
export class NpmStart {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #parts = new Map<number, Process>();
  #out = '';
  #error = '';

  /** Runs it in a folder: its data goes below. */
  constructor(folder: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.#process = spawn(process.execPath, ['--no-warnings', main, ...words], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, as a shell gives it: Ctrl-C goes to all of the group.
      detached: true,
    });
    this.#process.stdout?.on('data', (part: Buffer) => (this.#out += part.toString()));
    this.#process.stderr?.on('data', (part: Buffer) => (this.#error += part.toString()));
    this.#ended = once(this.#process, 'close');
  }

  get out(): string {
    return this.#out;
  }

  get error(): string {
    return this.#error;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Addresses that were printed. */
  get addresses(): readonly string[] {
    return this.#out.match(/https?:\/\/\S+/g) ?? [];
  }

  /** The address of the page once everything runs. */
  async ready(): Promise<string> {
    await until(() => this.#out.includes('Ctrl-C stops everything') || this.#process.exitCode !== null, 180_000);
    const [address] = this.addresses;
    if (address === undefined) throw new Error(`npm start did not get ready:\n${this.#out}\n${this.#error}`);
    return address;
  }

  async says(words: string): Promise<void> {
    await until(() => this.#out.includes(words), 180_000);
  }

  /** Every process that it has started, itself or through others, and that ran when this was asked. */
  parts(): readonly Process[] {
    for (const part of descendantsOf(this.pid)) this.#parts.set(part.pid, part);
    return [...this.#parts.values()];
  }

  /** Ctrl-C at the terminal. */
  interrupt(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  /** How it ended: its code, or the signal. */
  async ended(): Promise<number | string | null> {
    await this.#ended;
    return this.#process.exitCode ?? this.#process.signalCode;
  }

  /** Ends it and everything it has started, whatever state they are in. */
  async destroy(): Promise<void> {
    for (const { pid } of this.parts()) destroy(pid);
    destroy(this.pid);
    await this.#ended;
  }
}
