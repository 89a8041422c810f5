import type { Identity } from '../chat/chat.ts';
import { done, refused, type FieldProblem, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { largestCapacity, type Participant, type Preferences } from './person.ts';

/** What somebody changes of their own part in a programme; what is left out stays as it is. */
export type ParticipationChange = Partial<
  Pick<Participant, 'topics' | 'capacity' | 'wishes' | 'exclusions' | 'pausedUntil'>
> & { readonly preferences: Partial<Preferences> };

/**
 * Somebody changes what they offer or want in a programme they are enrolled in, or names every field that is wrong.
 * Whether the people named in wishes and exclusions exist is not looked at: the answer would tell. Only those picked from a
 * list have to be in the programme, or in the lists already.
 */
export async function changeParticipation(
  ports: Ports,
  who: Identity,
  programmeId: string,
  change: ParticipationChange,
): Promise<Outcome<null, 'not-found'> | { ok: false; problems: readonly FieldProblem[] }> {
  return ports.inTenant(who.tenantId, async (stores) => {
    // Neither an import nor another change of theirs takes back what is written here.
    await stores.programmes.lock(programmeId);
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const mine = me ? await stores.participants.ofPerson(me.id) : [];
    const participant = mine.find((one) => one.programmeId === programmeId);
    const programme = participant && (await stores.programmes.byId(programmeId));
    if (!me || !participant || !programme) return refused('not-found');

    const problems: FieldProblem[] = [];
    const offered = new Set(programme.topics.map((topic) => topic.key));
    for (const topic of change.topics ?? []) {
      if (offered.has(topic)) continue;
      problems.push({ field: 'topics', value: topic.slice(0, 100), rule: 'is not a topic of this programme' });
    }
    const most = largestCapacity[participant.role];
    if (change.capacity !== undefined && change.capacity > most) {
      const rule = `must be at most ${most} for a ${participant.role}`;
      problems.push({ field: 'capacity', value: String(change.capacity), rule });
    }
    const named = new Set([...participant.wishes, ...participant.exclusions]);
    const isNew = (name: string) => !name.includes('@') && !named.has(name);
    const picked = [...(change.wishes ?? []), ...(change.exclusions ?? [])].some(isNew)
      ? new Set((await stores.participants.ofProgramme(programmeId)).map(({ personId }) => personId))
      : new Set<string>();
    for (const field of ['wishes', 'exclusions'] as const) {
      for (const name of change[field] ?? []) {
        if (name === me.userPrincipalName) problems.push({ field, value: name, rule: 'is your own address' });
        else if (name === me.id) problems.push({ field, value: name, rule: 'is yourself' });
        else if (isNew(name) && !picked.has(name)) {
          problems.push({ field, value: name, rule: 'is nobody of this programme' });
        }
      }
    }
    if (problems.length > 0) return { ok: false, problems };
    const changed = { ...participant, ...change };
    const once = (values: readonly string[]) => [...new Set(values)];
    await stores.participants.save([
      {
        ...changed,
        preferences: { ...participant.preferences, ...change.preferences },
        topics: once(changed.topics),
        wishes: once(changed.wishes),
        exclusions: once(changed.exclusions),
      },
    ]);
    return done(null);
  });
}
