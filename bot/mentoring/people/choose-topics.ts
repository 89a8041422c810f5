import type { Identity } from '../chat/chat.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';

/** Somebody chooses what they offer or want in a programme they are enrolled in. */
export async function chooseTopics(
  ports: Ports,
  who: Identity,
  programmeId: string,
  topics: readonly string[],
): Promise<Outcome<null, 'not-found' | 'unknown-topic'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const mine = me ? await stores.participants.ofPerson(me.id) : [];
    const participant = mine.find((one) => one.programmeId === programmeId);
    const programme = participant && (await stores.programmes.byId(programmeId));
    if (!participant || !programme) return refused('not-found');
    const offered = new Set(programme.topics.map((topic) => topic.key));
    if (topics.some((topic) => !offered.has(topic))) return refused('unknown-topic');
    await stores.participants.save([{ ...participant, topics: [...new Set(topics)] }]);
    return done(null);
  });
}
