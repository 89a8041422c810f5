import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly command: string;
}

interface Running extends Process {
  readonly parent: number;
  /** One letter; `Z` for the dead that nobody has buried yet. */
  readonly state: string;
}

/** Every process of this machine that runs. Linux tells in files, where the smallest images have no `ps`. */
function all(): readonly Running[] {
  const found = existsSync('/proc/self/stat') ? allFromFiles() : allFromPs();
  return found.filter(({ state }) => !state.startsWith('Z'));
}

function allFromFiles(): readonly Running[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The name of the program stands in brackets and may hold anything.
      const [state = '', parent = ''] =
        /\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]?.split(' ') ?? [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), parent: Number(parent), state, command }];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

function allFromPs(): readonly Running[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), state, command }];
  });
}

export const isAlive = (pid: number): boolean => all().some((one) => one.pid === pid);

/** Every process that one has started, itself or through others. */
export function descendantsOf(pid: number): readonly Process[] {
  const running = all();
  const below = (of: number): readonly Process[] =>
    running.filter(({ parent }) => parent === of).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** Ends a process, if it is still there, whatever state it is in. */
export function destroy(pid: number): void {
  if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGKILL');
}
