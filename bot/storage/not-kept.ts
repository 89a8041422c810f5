import pg from 'pg';
import { NotKeptError } from '../mentoring/ports.ts';

/** No room on the disk; and a database that only lets itself be read, as services make one whose disk is nearly full. */
const codes = ['53100', '25006'];
/** A quota, or a limit to the size of a file, has no code of its own: Postgres gives this advice with all of them. */
const advice = 'Check free disk space.';

/** Whether the database would not keep what it was given, and will as soon as there is room. */
export function isNotKept(error: unknown): boolean {
  if (error instanceof NotKeptError) return true;
  // Where Postgres ends over it, what was about to be kept may turn out to be.
  if (!(error instanceof pg.DatabaseError) || error.severity !== 'ERROR') return false;
  return codes.includes(error.code ?? '') || error.hint === advice;
}

/** Does what keeps something. Throws `NotKeptError` where that is refused for now. */
export async function orNotKept<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isNotKept(error) || error instanceof NotKeptError) throw error;
    throw new NotKeptError('the database keeps nothing now', { cause: error });
  }
}
