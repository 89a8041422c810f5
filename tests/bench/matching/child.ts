import { readFileSync } from 'node:fs';

/** What a measured process tells the bench: `ready` when the clock begins, then its answer with the peak of its memory. */
export function ready(): void {
  process.stdout.write('ready\n');
}

export function answer(found: { readonly milliseconds: number } & Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ ...found, peakBytes: peakBytes() })}\n`);
}

/** The most memory that a process has had resident. */
export function peakBytes(pid: number | 'self' = 'self'): number {
  try {
    // Elsewhere than on Linux there is no such file, and on Linux `maxRSS` begins with what the parent had.
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (kibibytes !== undefined) return Number(kibibytes) * 1_024;
  } catch {
    // Told below.
  }
  return pid === 'self' ? process.resourceUsage().maxRSS * 1_024 : 0;
}
