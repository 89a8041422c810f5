import { noteAct } from '../history/note-act.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { inTurns } from '../pieces.ts';
import type { Ports } from '../ports.ts';
import { candidatePairs } from './candidate-table.ts';
import { gatherInput, readKnown } from './gather-input.ts';
import type { CandidatePair } from './matching.ts';
import type { People } from './review.ts';
import type { Lead } from './round.ts';
import { byId } from '../by-id.ts';

/** Every mentee with every mentor as the rules stand now, one by one, and everybody of the organisation by id. */
export async function listCandidatePairs(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
): Promise<Outcome<{ readonly pairs: Iterable<CandidatePair>; readonly people: People }, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const { rules, weights, objective } = programme;
    const known = await readKnown(stores, programme);
    const wanted = { settings: { rules, weights, objective }, seed: 0, start: null };
    const pairs = candidatePairs(await inTurns(gatherInput(known, wanted, ports.clock.now())));
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'candidate-pairs-exported');
    return done({ pairs, people: byId(known.people) });
  });
}
