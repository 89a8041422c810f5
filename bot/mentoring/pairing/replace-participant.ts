import { v7 as newId } from 'uuid';
import { noteAct } from '../history/note-act.ts';
import type { Couple, MatchingInput } from '../matching/matching.ts';
import { gatherInput, readKnown } from '../matching/gather-input.ts';
import { findMine, type Asker } from '../meeting/find-mine.ts';
import { endIn } from '../meeting/pause-and-end.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Role } from '../people/person.ts';
import { inTurns } from '../pieces.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Pairing } from './pairing.ts';
import { planNotice } from '../notice/plan-notice.ts';

/**
 * Somebody takes the place of one of the two: their pairing ends, its meetings to come are cancelled, and the one who stays
 * is offered the new one, under the same rules as any pairing. `not-possible`: the rules keep the two apart, or there is no
 * room; then nothing has changed.
 */
export async function replaceParticipant(
  ports: Ports,
  lead: Extract<Asker, { readonly kind: 'lead' }>,
  pairingId: string,
  role: Role,
  personId: string,
): Promise<Outcome<Pairing, 'not-found' | 'not-now' | 'not-possible'>> {
  const { tenantId, programmeId } = lead;
  const now = ports.clock.now();
  const asked = await ports.inTenant(tenantId, async (stores) => {
    const mine = await findMine(stores, lead, pairingId);
    if (!mine) return null;
    const menteeId = role === 'mentee' ? personId : mine.pairing.menteeId;
    const mentorId = role === 'mentor' ? personId : mine.pairing.mentorId;
    return { menteeId, mentorId, input: await inputOf(stores, programmeId, pairingId, [menteeId, mentorId]) };
  });
  if (!asked) return refused('not-found');
  const { menteeId, mentorId, input } = asked;
  const outcome = input.candidates.length === 2 ? await ports.matching.run(input) : null;
  const proposal = outcome?.ok === true ? outcome.result.pairings[0] : undefined;
  if (!proposal) return refused('not-possible');
  return ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    const mine = await findMine(stores, lead, pairingId);
    if (!mine) return refused('not-found');
    if (mine.programme.closedAt) return refused('not-now');
    const ended = await endIn(stores, mine, 'lead', now);
    if (!ended.ok) return refused('not-now');
    const unanswered = { acceptedAt: null, signedAt: null };
    const pairing: Pairing = {
      id: newId(),
      programmeId,
      menteeId,
      mentorId,
      state: 'offered',
      fit: proposal.fit,
      parts: proposal.parts,
      reasons: proposal.reasons,
      mentee: unanswered,
      mentor: unanswered,
    };
    await stores.pairings.insert([pairing]);
    await planNotice(stores, menteeId, { kind: 'offer', pairingId: pairing.id }, now);
    await noteAct(stores, lead.lead, now, programmeId, 'person-replaced', { pairingId, personId });
    return done(pairing);
  });

  /** What the matching would be told of just these two, were the pairing over already. */
  async function inputOf(
    stores: Stores,
    ofProgramme: string,
    without: string,
    people: readonly string[],
  ): Promise<MatchingInput> {
    const programme = present(await stores.programmes.byId(ofProgramme), 'programme');
    const known = await readKnown(stores, programme);
    const published = known.published.map((one) => (one.id === without ? { ...one, state: 'closed' as const } : one));
    const settings = { rules: programme.rules, weights: programme.weights, objective: programme.objective };
    const input = await inTurns(gatherInput({ ...known, published }, { settings, seed: 0, start: null }, now));
    const isTheirs = (couple: Couple) => people.includes(couple.menteeId) && people.includes(couple.mentorId);
    return {
      ...input,
      // Whoever has other pairings counts as one who has none: it is this pairing that is asked about.
      candidates: input.candidates
        .filter((one) => people.includes(one.personId))
        .map((one) => ({ ...one, isPlaced: false })),
      pairedBefore: input.pairedBefore.filter(isTheirs),
      declined: input.declined.filter(isTheirs),
      forbidden: input.forbidden.filter(isTheirs),
      locked: [],
    };
  }
}
