import { v7 as newId } from 'uuid';
import type { Temporal } from 'temporal-polyfill';
import { isReachable } from '../chat/conversation.ts';
import type { SubjectOf } from '../notice/notice.ts';
import { afterQuietHours } from '../notice/quiet-hours.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';

/**
 * Has those of these people told who take part in a programme without knowing it, once each, within their working hours.
 * Whoever does not have the bot is told when they meet it.
 */
export async function tellEnrolled(
  stores: Stores,
  programmeId: string,
  people: readonly Person[],
  now: Temporal.Instant,
): Promise<void> {
  const conversations = await stores.conversations.ofPeople(people.flatMap(({ entraObjectId }) => entraObjectId ?? []));
  const reached = new Map(
    people
      .filter(({ entraObjectId }) => isReachable(conversations.get(entraObjectId ?? '') ?? null))
      .map((person) => [person.id, person]),
  );
  if (reached.size === 0) return;
  const untold = await stores.participants.markTold(programmeId, [...reached.keys()]);
  await stores.notices.insertAll(
    untold.map(({ id: participantId, personId }) => ({
      id: newId(),
      personId,
      subject: { kind: 'enrolled', participantId },
      state: 'planned',
      sendAfter: afterQuietHours(present(reached.get(personId), 'person'), now),
      activityIds: [],
    })),
  );
}

/** That somebody has been brought into a programme. */
export async function readEnrolled(stores: Stores, { participantId }: SubjectOf<'enrolled'>): Promise<Reading | null> {
  const participant = await stores.participants.byId(participantId);
  if (!participant) return null;
  const { programmeId, role } = participant;
  const programme = present(await stores.programmes.byId(programmeId), 'programme');
  return { message: { kind: 'enrolled', programmeId, programme: programme.name, role }, isDue: true };
}
