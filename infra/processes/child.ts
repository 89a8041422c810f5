import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A process of ours, started from the project's folder under the Node that runs us. */
export interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  /** The first line on its output that `wanted` takes; rejects when it ends before. */
  line(wanted: (line: string) => boolean): Promise<string>;
  /** Resolves with the status when it has ended. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop and waits; ends it the hard way after `patienceMilliseconds`. */
  stop(patienceMilliseconds?: number): Promise<void>;
}

/** Starts a script with its output in a log file. */
export function startChild(options: {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly logFile: string;
}): Child {
  const { name, script, args = [], environment = {}, logFile } = options;
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches only us; we stop the others in good order.
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const lines = createInterface({ input: child.stdout });
  const seen: string[] = [];
  lines.on('line', (line) => seen.push(line));
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  return {
    name,
    process: child,
    ended,
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const earlier = seen.find(wanted);
        if (earlier !== undefined) {
          resolve(earlier);
          return;
        }
        lines.on('line', (line) => {
          if (wanted(line)) resolve(line);
        });
        void ended.then((code) => reject(new Error(`${name} ended with status ${String(code)}: see ${logFile}`)));
      }),
    async stop(patienceMilliseconds = 20_000) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMilliseconds);
      await ended;
      clearTimeout(timer);
    },
  };
}
