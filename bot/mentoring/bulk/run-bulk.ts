import type { Temporal } from 'temporal-polyfill';
import { endIn, pauseIn, resumeIn } from '../meeting/pause-and-end.ts';
import { findMine } from '../meeting/find-mine.ts';
import { retryIn } from '../meeting/retry-booking.ts';
import { nudgeIn } from '../nudge/reminder.ts';
import { NotKeptError, TemporaryError, type Ports, type Stores } from '../ports.ts';
import type { Bulk, BulkResult } from './bulk.ts';

/** Tries of the job after which a pairing that it fails at is put aside, so that those after it have their turn. */
const patience = 3;
/** Tries after which all that wait are put aside: a wish without end would keep the lead from every other. */
const lastAttempt = 8;

/**
 * Carries out what a lead wants done with many pairings. Each has its turn in a transaction of its own that keeps what came
 * of it: whoever takes over after a crash goes on with those that have none, and none has two.
 */
export async function runBulk(ports: Ports, tenantId: string, bulkId: string, attempt: number): Promise<void> {
  const turn = (deed: DeedOnOne) => nextTurn(ports, tenantId, bulkId, deed);
  // Those who tried before ended without a word, and what they were at may be why.
  let goesOn = attempt <= patience || (await turn(putAside));
  while (goesOn) goesOn = attempt > lastAttempt ? await turn(putAside) : await oneByOne(turn, attempt);
}

type DeedOnOne = (stores: Stores, bulk: Bulk, pairingId: string, now: Temporal.Instant) => Promise<BulkResult>;

const putAside: DeedOnOne = async () => 'failed';

async function oneByOne(turn: (deed: DeedOnOne) => Promise<boolean>, attempt: number): Promise<boolean> {
  try {
    return await turn(carryOut);
  } catch (error) {
    const isForNow = error instanceof TemporaryError || error instanceof NotKeptError;
    if (isForNow || attempt < patience) throw error;
    return turn(putAside);
  }
}

/** One pairing's turn; false when none is left. */
async function nextTurn(ports: Ports, tenantId: string, bulkId: string, deed: DeedOnOne): Promise<boolean> {
  return ports.inTenant(tenantId, async (stores) => {
    const bulk = await stores.bulks.byId(bulkId, { forUpdate: true });
    if (!bulk || bulk.endedAt !== null) return false;
    const now = ports.clock.now();
    const item = await stores.bulks.nextItem(bulkId);
    if (item) await stores.bulks.saveResult(bulkId, item.position, await deed(stores, bulk, item.pairingId, now));
    else await stores.bulks.end(bulkId, now);
    return item !== null;
  });
}

async function carryOut(
  stores: Stores,
  { deed, programmeId }: Bulk,
  pairingId: string,
  now: Temporal.Instant,
): Promise<BulkResult> {
  const seeker = { kind: 'lead', programmeId } as const;
  const outcome = await (async () => {
    switch (deed.kind) {
      case 'nudge':
        return nudgeIn(stores, programmeId, pairingId, now);
      case 'book':
        return retryIn(stores, programmeId, pairingId);
      case 'pause':
        return pauseIn(stores, seeker, pairingId, deed.until, now);
      case 'resume':
        return resumeIn(stores, seeker, pairingId, now);
      case 'end': {
        const mine = await findMine(stores, seeker, pairingId);
        return mine ? endIn(stores, mine, 'lead', now) : ({ ok: false, reason: 'not-now' } as const);
      }
    }
  })();
  if (outcome.ok) return 'done';
  // A pairing that was never signed has no meetings to be stopped.
  return outcome.reason === 'not-found' && deed.kind !== 'nudge' ? 'not-now' : outcome.reason;
}
