import { v7 as newId } from 'uuid';
import { present } from '../outcome.ts';
import type { Stores } from '../ports.ts';
import type { MeetingChange } from './meeting.ts';

/** Keeps what became of meetings and through whom; the lead hears of what the mentee keeps moving. */
export async function noteChanges(stores: Stores, changes: readonly Omit<MeetingChange, 'id'>[]): Promise<void> {
  await stores.meetingChanges.insert(changes.map((change) => ({ id: newId(), ...change })));
  for (const { meetingId, kind, by } of changes) {
    if (by !== 'mentee' || (kind !== 'moved' && kind !== 'cancelled')) continue;
    const { pairingId } = present(await stores.meetings.byId(meetingId), 'meeting');
    await stores.enqueue('lead.alert', { pairingId }, { key: pairingId });
  }
}

/** How often each side moved or cancelled a meeting, or said no to one. */
export interface ChangeCounts {
  readonly moved: number;
  readonly cancelled: number;
  readonly declined: number;
}

export function countChanges(changes: readonly MeetingChange[], by: MeetingChange['by']): ChangeCounts {
  const of = (kind: MeetingChange['kind']) => changes.filter((one) => one.by === by && one.kind === kind).length;
  return { moved: of('moved'), cancelled: of('cancelled'), declined: of('declined') };
}
