import { done, refused, type Outcome } from '../outcome.ts';
import { inTurns } from '../pieces.ts';
import type { Ports } from '../ports.ts';
import type { MatchingRules } from '../programme/programme.ts';
import { gatherInput, readKnown } from './gather-input.ts';
import type { CouldPair } from './matching.ts';

/** Counts who could be paired in a programme if its rules were these; nothing is changed by asking. */
export async function couldPair(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  rules: MatchingRules,
  signal: AbortSignal,
): Promise<Outcome<CouldPair, 'not-found'>> {
  const known = await ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    return programme && readKnown(stores, programme);
  });
  if (!known) return refused('not-found');
  const { weights, objective } = known.programme;
  const wanted = { settings: { rules, weights, objective }, seed: 0, start: null };
  const input = await inTurns(gatherInput(known, wanted, ports.clock.now()));
  return done(await ports.matching.couldPair(input, { signal }));
}
