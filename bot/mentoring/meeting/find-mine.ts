import type { Identity } from '../chat/chat.ts';
import { sideOf } from '../pairing/pairing.ts';
import type { Lead } from '../matching/round.ts';
import type { Role } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import type { Meeting } from './meeting.ts';
import { loadTogether, type Together } from './together.ts';

/** For whom a pairing is looked for: one of its two, or whoever leads the programme that it is of. */
export type Seeker =
  { readonly kind: 'participant'; readonly who: Identity } | { readonly kind: 'lead'; readonly programmeId: string };

/** Who asks for something to be done with a pairing. */
export type Asker =
  | Extract<Seeker, { readonly kind: 'participant' }>
  | (Extract<Seeker, { readonly kind: 'lead' }> & { readonly tenantId: string; readonly lead: Lead });

export const tenantOf = (asker: Asker): string => (asker.kind === 'lead' ? asker.tenantId : asker.who.tenantId);

/** The series of a pairing, held until the transaction ends; null for those whose pairing it is not. */
export async function findMine(
  stores: Stores,
  seeker: Seeker,
  pairingId: string,
): Promise<(Together & { readonly by: Role | 'lead' }) | null> {
  const pairing = await stores.pairings.byId(pairingId);
  const by = pairing && (await capacityOf(stores, seeker, pairing));
  const [series] = by ? await stores.series.ofPairings([pairingId]) : [];
  return by && series ? { ...(await loadTogether(stores, series.id, { forUpdate: true })), by } : null;
}

async function capacityOf(
  stores: Stores,
  seeker: Seeker,
  pairing: { readonly programmeId: string; readonly menteeId: string; readonly mentorId: string },
): Promise<Role | 'lead' | null> {
  if (seeker.kind === 'lead') return pairing.programmeId === seeker.programmeId ? 'lead' : null;
  const me = await stores.people.byEntraObjectId(seeker.who.entraObjectId);
  return me && sideOf(pairing, me.id);
}

/** One meeting of a pairing, with its series held until the transaction ends; null for those whose it is not. */
export async function findMyMeeting(
  stores: Stores,
  seeker: Seeker,
  meetingId: string,
): Promise<(Together & { readonly by: Role | 'lead'; readonly meeting: Meeting }) | null> {
  const found = await stores.meetings.byId(meetingId);
  const mine = found && (await findMine(stores, seeker, found.pairingId));
  const meeting = mine?.meetings.find(({ id }) => id === meetingId);
  return mine && meeting ? { ...mine, meeting } : null;
}
