import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the tenant's stores keep their values in: kinds of things, each thing under its key. */
export interface Journal {
  /** Everything of a kind that is kept, oldest first. */
  all(kind: string): unknown[];
  put(kind: string, key: string, value: unknown): void;
  remove(kind: string, key: string): void;
}

/** A journal that forgets everything when the process ends. */
export const forgetful: Journal = { all: () => [], put: () => undefined, remove: () => undefined };

/**
 * A journal in `folder`: every change is one line appended to a file, which is rewritten without its history when it is
 * opened. A last line cut short by a crash is dropped.
 */
export function openJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'journal.jsonl');
  const kept = new Map<string, [kind: string, key: string, value: unknown]>();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []) {
    const [kind, key, value] = JSON.parse(line) as [string, string, unknown];
    if (value === undefined) kept.delete(`${kind} ${key}`);
    else kept.set(`${kind} ${key}`, [kind, key, value]);
  }
  writeFileSync(`${file}.new`, [...kept.values()].map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  renameSync(`${file}.new`, file);
  const found = [...kept.values()];
  return {
    all: (kind) => found.filter((entry) => entry[0] === kind).map((entry) => entry[2]),
    put: (kind, key, value) => appendFileSync(file, `${JSON.stringify([kind, key, value])}\n`),
    remove: (kind, key) => appendFileSync(file, `${JSON.stringify([kind, key])}\n`),
  };
}
