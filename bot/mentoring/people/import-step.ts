import { NotAllowedError, NotKeptError, TemporaryError } from '../ports.ts';
import type { ImportRun } from './import-run.ts';

/**
 * After so many attempts at one step an import is given up and the lead told; a new import starts again. Fewer than those
 * after which a job is put aside: an import whose job is gone would stand in the way of matching and closing for good.
 */
const lastAttempt = 7;

/**
 * Takes a step of an import, or gives the import up with `fail`. Answers what went wrong on our side, for the log; null when
 * nothing did.
 */
export async function stepOrGiveUp(
  attempt: number,
  step: () => Promise<void>,
  fail: (failure: ImportRun['failure']) => Promise<void>,
): Promise<Error | null> {
  // Every attempt ended without a word: one more might end this server too.
  if (attempt > lastAttempt) {
    await fail(null);
    return new Error(`${attempt - 1} attempts at one step of an import came to no end`);
  }
  try {
    await step();
    return null;
  } catch (error) {
    if (error instanceof NotAllowedError) {
      await fail('directory-closed');
      return null;
    }
    if (attempt < lastAttempt || error instanceof NotKeptError) throw error;
    if (error instanceof TemporaryError) {
      await fail('directory-unavailable');
      return null;
    }
    await fail(null);
    return error instanceof Error ? error : new Error(String(error));
  }
}
