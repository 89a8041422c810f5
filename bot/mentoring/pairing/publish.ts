import { v7 as newId } from 'uuid';
import { noteAct } from '../history/note-act.ts';
import { gatherInput, readKnown } from '../matching/gather-input.ts';
import type { MatchingInput } from '../matching/matching.ts';
import { lastWords, type Decision, type Lead } from '../matching/round.ts';
import { coupleKey } from '../matching/rules.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { inTurns } from '../pieces.ts';
import type { Ports } from '../ports.ts';
import type { Pairing } from './pairing.ts';
import { publish } from './transitions.ts';
import { planNotice } from '../notice/plan-notice.ts';

/**
 * Offers every proposed pairing to its mentee and asks them by chat; answers how many there were. `proposals-outdated`:
 * people have said since that they have less room, take a pause or would rather not.
 */
export async function publishPairings(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
): Promise<Outcome<number, 'not-found' | 'programme-closed' | 'nothing-proposed' | 'proposals-outdated'>> {
  return ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    if (programme.closedAt) return refused('programme-closed');
    const offered = (await stores.pairings.ofProgramme(programmeId)).flatMap((pairing) => {
      const published = publish(pairing);
      return published.ok ? [published.pairing] : [];
    });
    const round = (await stores.rounds.ofProgramme(programmeId)).find(({ state }) => state === 'proven');
    if (offered.length === 0 || !round) return refused('nothing-proposed');
    const now = ports.clock.now();
    const known = await readKnown(stores, programme);
    const input = await inTurns(gatherInput(known, { ...round, start: null }, now));
    if (!isStillWanted(input, offered)) return refused('proposals-outdated');

    await stores.pairings.update(offered);
    await stores.rounds.update({ ...round, publishedAt: now });
    await stores.decisions.insert(unlocked(await stores.decisions.ofProgramme(programmeId), offered, lead, now));
    for (const pairing of offered) {
      await planNotice(stores, pairing.menteeId, { kind: 'offer', pairingId: pairing.id }, now);
    }
    await noteAct(stores, lead, now, programmeId, 'pairings-published', { count: offered.length });
    return done(offered.length);
  });
}

/** Whether everybody still takes part, has room and has nothing against whom they would be paired with. */
function isStillWanted({ candidates, declined }: MatchingInput, offered: readonly Pairing[]): boolean {
  const byId = new Map(candidates.map((one) => [one.personId, one]));
  const takenUp = new Map<string, number>();
  const refusals = new Set([
    ...declined.map(coupleKey),
    ...candidates.flatMap(({ personId, role, exclusions }) =>
      exclusions.map((other) =>
        coupleKey(
          role === 'mentee' ? { menteeId: personId, mentorId: other } : { menteeId: other, mentorId: personId },
        ),
      ),
    ),
  ]);
  return offered.every(({ menteeId, mentorId }) => {
    if (refusals.has(coupleKey({ menteeId, mentorId }))) return false;
    return ([menteeId, mentorId] as const).every((personId, side) => {
      const candidate = byId.get(personId);
      const count = (takenUp.get(personId) ?? 0) + 1;
      takenUp.set(personId, count);
      return candidate?.role === (side === 0 ? 'mentee' : 'mentor') && count <= candidate.capacity;
    });
  });
}

/** A lock has done its work once its couple was published: should they not come together, it must not bind the next round. */
function unlocked(
  decisions: readonly Decision[],
  offered: readonly Pairing[],
  lead: Lead,
  now: Decision['decidedAt'],
): readonly Decision[] {
  const couples = new Set(offered.map(coupleKey));
  const newest = decisions.at(-1)?.number ?? 0;
  return lastWords(decisions)
    .filter((decision) => decision.kind === 'lock' && couples.has(coupleKey(decision)))
    .map((lock, index) => ({
      ...lock,
      id: newId(),
      number: newest + index + 1,
      kind: 'unlock',
      decidedBy: lead,
      decidedAt: now,
    }));
}
