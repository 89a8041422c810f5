import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import { findMine } from '../meeting/find-mine.ts';
import { endIn } from '../meeting/pause-and-end.ts';
import { refreshNotices } from '../notice/plan-notice.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { isOpen, isPublished } from '../pairing/pairing.ts';
import { withdraw } from '../pairing/transitions.ts';
import { NotKeptError, type Ports } from '../ports.ts';
import { lockClosing } from './look-at-closing.ts';

/**
 * Closes a programme: nobody comes in, nothing is matched or offered any more, and its pairings end, which a job sees to.
 * Done again it changes nothing.
 */
export async function closeProgramme(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
): Promise<Outcome<null, 'not-found' | 'import-running' | 'matching-running'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const found = await lockClosing(stores, programmeId);
    if (!found) return refused('not-found');
    const { programme, closing } = found;
    if (programme.closedAt) return done(null);
    if ((await stores.imports.ofProgramme(programmeId)).some(({ state }) => state === 'reading')) {
      return refused('import-running');
    }
    if ((await stores.rounds.ofProgramme(programmeId)).some(({ state }) => state === 'running')) {
      return refused('matching-running');
    }
    await stores.programmes.close(programmeId, ports.clock.now());
    await stores.closings.save({ ...closing, closedBy: lead });
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'programme-closed');
    await stores.enqueue('programme.close', { programmeId }, { key: programmeId });
    return done(null);
  });
}

/**
 * Ends what is open of a closed programme, one pairing after the other, each in a transaction of its own: what is done is
 * done, and the next try goes on with the rest. One that cannot be ended now keeps none of the others open. An offer that
 * waits for an answer is taken back.
 */
export async function endPairings(ports: Ports, tenantId: string, programmeId: string): Promise<void> {
  const open = await ports.inTenant(tenantId, async (stores) =>
    (await stores.pairings.ofProgramme(programmeId)).filter((one) => isPublished(one) && isOpen(one)),
  );
  const failures: unknown[] = [];
  for (const { id } of open) {
    try {
      await endOne(ports, tenantId, programmeId, id);
    } catch (error) {
      // What keeps this one open for now keeps all of them.
      if (error instanceof NotKeptError) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Error(`pairings that could not be ended: ${failures.length}`, { cause: failures[0] });
}

async function endOne(ports: Ports, tenantId: string, programmeId: string, id: string): Promise<void> {
  await ports.inTenant(tenantId, async (stores) => {
    const mine = await findMine(stores, { kind: 'lead', programmeId }, id);
    if (mine) {
      await endIn(stores, mine, 'lead', ports.clock.now());
      return;
    }
    const offer = await stores.pairings.byId(id, { forUpdate: true });
    const withdrawn = offer && withdraw(offer);
    // One that has been signed meanwhile has its series by now: the next try ends it.
    if (withdrawn?.ok !== true) throw new Error('an offer was answered while its programme was closed');
    await stores.pairings.update([withdrawn.pairing]);
    await refreshNotices(stores, [id], ['offer', 'agreement']);
  });
}
