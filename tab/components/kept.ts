import type { z } from 'zod';

/**
 * What is kept in this window under a key, as long as it is open; undefined where there is nothing, or nothing of this shape.
 * Storage may be forbidden in a frame: then nothing is kept beyond the page.
 */
export function readKept<T extends z.ZodType>(shape: T, key: string): z.output<T> | undefined {
  try {
    const kept = window.sessionStorage.getItem(key);
    return kept === null ? undefined : shape.safeParse(JSON.parse(kept)).data;
  } catch {
    // It is forbidden, or what is there is no JSON.
    return undefined;
  }
}

/** Keeps something in this window; undefined lets go what was kept. */
export function keep(key: string, value: unknown): void {
  try {
    if (value === undefined) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // See `readKept`.
  }
}
