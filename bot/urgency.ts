import { AsyncLocalStorage } from 'node:async_hooks';

const background = new AsyncLocalStorage<true>();

/** Runs work that nobody waits for: what others ask for meanwhile goes first, wherever there is a line. */
export function inBackground<T>(work: () => Promise<T>): Promise<T> {
  return background.run(true, work);
}

/** Whether what runs here was begun by `inBackground`. */
export const isBackground = (): boolean => background.getStore() === true;
