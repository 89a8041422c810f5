import { readFileSync } from 'node:fs';

/** Bytes of memory of a server: on average in the first and the last quarter of the time, and at most. */
export interface MemoryOverTime {
  readonly first: number;
  readonly last: number;
  readonly most: number;
}

/** What regular looks at the memory of a server, at least one of them, say of it. */
export function memoryOverTime(looks: readonly number[]): MemoryOverTime {
  const quarter = Math.max(1, Math.floor(looks.length / 4));
  return { first: mean(looks.slice(0, quarter)), last: mean(looks.slice(-quarter)), most: Math.max(...looks) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Memory that a process holds; 0 where the system does not tell: only Linux has such files. */
export function residentBytes(pid: number): number {
  try {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1_024;
  } catch {
    // It has ended, or there is no /proc.
    return 0;
  }
}
