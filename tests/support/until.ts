import { setTimeout as pause } from 'node:timers/promises';

/** Resolves once the condition holds; rejects when it has not for `patience` milliseconds. */
export async function until(holds: () => boolean | Promise<boolean>, patience = 30_000): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${patience} ms for what did not happen: ${holds.toString()}`);
    await pause(25);
  }
}
