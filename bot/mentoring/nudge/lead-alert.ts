import { countChanges } from '../meeting/note-changes.ts';
import type { MeetingChange } from '../meeting/meeting.ts';
import type { SubjectOf } from '../notice/notice.ts';
import { planNotice } from '../notice/plan-notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import { knowPerson } from '../people/know-person.ts';
import type { Ports, Stores } from '../ports.ts';

/** Meetings that the mentee moves or cancels before the lead is told, and again after as many more. */
const untilTold = 2;

/** How often the mentee moved or cancelled a meeting. */
export function movesByMentee(changes: readonly MeetingChange[]): number {
  const { moved, cancelled } = countChanges(changes, 'mentee');
  return moved + cancelled;
}

/** Whether the lead is to know of somebody who has moved or cancelled so many meetings. */
export const isMovedOften = (times: number): boolean => times >= untilTold;

/**
 * The mentee has moved or cancelled a meeting: tells whoever leads the programme, once for every second time. The mentor,
 * whose meetings are moved, is never told; nor is a lead who is one of the two.
 */
export async function alertLead(ports: Ports, tenantId: string, pairingId: string): Promise<void> {
  const now = ports.clock.now();
  const about = await ports.inTenant(tenantId, (stores) => read(stores, pairingId));
  const { ledBy } = about.programme;
  if (about.times < untilTold || ledBy === null) return;
  if ([about.mentee, about.mentor].some(({ entraObjectId }) => entraObjectId === ledBy)) return;
  const lead = await knowPerson(ports, tenantId, { entraObjectId: ledBy });
  if (!lead) return;
  await ports.inTenant(tenantId, async (stores) => {
    const { times } = await read(stores, pairingId);
    const occasion = String(Math.floor(times / untilTold));
    await planNotice(stores, lead.id, { kind: 'lead-alert', pairingId, occasion }, now);
  });
}

/** What the lead is told; nothing any more once the pairing is over. */
export async function readLeadAlert(stores: Stores, { pairingId }: SubjectOf<'lead-alert'>): Promise<Reading> {
  const { pairing, programme, mentee, mentor, times } = await read(stores, pairingId);
  return {
    message: { kind: 'lead-alert', mentee, mentor, programme: programme.name, times },
    isDue: pairing.state === 'active' || pairing.state === 'paused',
  };
}

async function read(stores: Stores, pairingId: string) {
  const pairing = present(await stores.pairings.byId(pairingId), 'pairing');
  const meetings = await stores.meetings.ofPairings([pairingId]);
  return {
    pairing,
    programme: present(await stores.programmes.byId(pairing.programmeId), 'programme'),
    mentee: present(await stores.people.byId(pairing.menteeId), 'mentee'),
    mentor: present(await stores.people.byId(pairing.mentorId), 'mentor'),
    times: movesByMentee(await stores.meetingChanges.ofMeetings(meetings.map(({ id }) => id))),
  };
}
