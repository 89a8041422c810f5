import { noteAct } from '../history/note-act.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { Lead, Round } from './round.ts';

/** Ends a round that runs. Whoever works on it sees that within a moment, on whatever server, and changes nothing more. */
export async function cancelRound(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  roundId: string,
): Promise<Outcome<Round, 'not-found' | 'not-running'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const round = await stores.rounds.byId(roundId, { forUpdate: true });
    if (round?.programmeId !== programmeId) return refused('not-found');
    if (round.state !== 'running') return refused('not-running');
    const now = ports.clock.now();
    const cancelled: Round = { ...round, state: 'cancelled', finishedAt: now };
    await stores.rounds.update(cancelled);
    await noteAct(stores, lead, now, programmeId, 'matching-cancelled');
    return done(cancelled);
  });
}
