import { expect, it } from '@jest/globals';
import { stepOrGiveUp } from '../../../bot/mentoring/people/import-step.ts';
import { NotAllowedError, NotKeptError, TemporaryError } from '../../../bot/mentoring/ports.ts';

/** How an import ends whose step meets this, and what the log is told; null where it goes on. */
async function endOf(attempt: number, error: Error) {
  const failures: unknown[] = [];
  const fail = async (failure: unknown) => void failures.push(failure);
  try {
    const told = await stepOrGiveUp(attempt, () => Promise.reject(error), fail);
    return { failures, told: told?.message ?? null };
  } catch (thrown) {
    expect(thrown).toBe(error);
    expect(failures).toEqual([]);
    return null;
  }
}

it.each([
  [
    'a directory that is closed to us',
    new NotAllowedError('closed'),
    1,
    { failures: ['directory-closed'], told: null },
  ],
  [
    'a directory that does not answer',
    new TemporaryError('away'),
    7,
    { failures: ['directory-unavailable'], told: null },
  ],
  ['a fault of ours', new Error('fault'), 7, { failures: [null], told: 'fault' }],
])('an import ends for %s, once it was tried often enough', async (_what, error, attempt, expected) => {
  if (attempt > 1) expect(await endOf(attempt - 1, error)).toBeNull();
  expect(await endOf(attempt, error)).toEqual(expected);
});

it('an import does not end because the database has no room', async () => {
  expect(await endOf(7, new NotKeptError('full'))).toBeNull();
});
