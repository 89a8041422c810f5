import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the processor that Linux counts in a second. */
const ticks = 100;

/**
 * Seconds of processor time that a process has had, with those of its children where asked; 0 where the system does not
 * tell: only Linux has such files.
 */
export function processorSeconds(pid: number, withChildren = false): number {
  const own = statOf(pid);
  if (own === null) return 0;
  const ended = withChildren ? own.ofEndedChildren : 0;
  const living = withChildren
    ? processes()
        .map(statOf)
        .reduce((sum, stat) => sum + (stat?.parent === pid ? stat.own : 0), 0)
    : 0;
  return (own.own + ended + living) / ticks;
}

/** Seconds of processor time that everything on this machine has had; 0 where the system does not tell. */
export function allProcessorSeconds(): number {
  try {
    const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/\s+/) ?? [];
    // user nice system idle iowait irq softirq steal: all but the two in which nothing runs.
    return (
      fields.slice(0, 8).reduce((sum, field, index) => sum + (index === 3 || index === 4 ? 0 : Number(field)), 0) /
      ticks
    );
  } catch {
    // There is no /proc.
    return 0;
  }
}

/** The process that started another; 0 where that cannot be told. */
export const parentOf = (pid: number): number => statOf(pid)?.parent ?? 0;

function processes(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid));
}

function statOf(pid: number): { own: number; ofEndedChildren: number; parent: number } | null {
  try {
    // After the name, which may hold anything: state, parent, …; times are the fields 14 to 17 of the whole line.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const field = (number: number) => Number(fields[number - 3]);
    return { parent: field(4), own: field(14) + field(15), ofEndedChildren: field(16) + field(17) };
  } catch {
    // It has ended, or there is no /proc.
    return null;
  }
}
