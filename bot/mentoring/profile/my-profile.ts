import type { Identity } from '../chat/chat.ts';
import { afterQuietHours } from '../notice/quiet-hours.ts';
import { done, refused, type FieldProblem, type Outcome } from '../outcome.ts';
import { languageChoices } from '../people/language-choices.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import { hoursProblems, type Colleague, type Profile, type ProfileChange } from './profile.ts';

/** Most people that one search tells of. */
const mostFound = 8;

/** What concerns somebody in every programme; null where they are not known here. */
export async function myProfile(ports: Ports, who: Identity): Promise<Profile | null> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    return me && profileOf(stores, me);
  });
}

/** Changes it, or names every field that is wrong. What was planned to be said to them waits for their new hours. */
export async function changeProfile(
  ports: Ports,
  who: Identity,
  { languages, ownHours }: ProfileChange,
): Promise<Outcome<Profile, 'not-found'> | { readonly ok: false; readonly problems: readonly FieldProblem[] }> {
  const problems = ownHours ? hoursProblems(ownHours) : [];
  if (problems.length > 0) return { ok: false, problems };
  return ports.inTenant(who.tenantId, async (stores) => {
    // Whoever writes whole rows meanwhile would write back what stood there before.
    await stores.people.lockAll();
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    if (!me) return refused('not-found');
    if (languages) await stores.people.saveLanguages(me.id, [...new Set(languages)]);
    if (ownHours !== undefined) {
      await stores.people.saveOwnHours(me.id, ownHours && { ...ownHours, days: ownHours.days.toSorted() });
      for (const notice of await stores.notices.ofPerson(me.id)) {
        if (notice.state !== 'planned') continue;
        await stores.notices.update({ ...notice, sendAfter: afterQuietHours({ ...me, ownHours }, notice.sendAfter) });
      }
    }
    const changed = await stores.people.byEntraObjectId(who.entraObjectId);
    return changed ? done(await profileOf(stores, changed)) : refused('not-found');
  });
}

/**
 * Colleagues in one of somebody's own programmes whose names hold this text; name and title of a few, so that nobody reads
 * out who takes part.
 */
export async function findColleagues(
  ports: Ports,
  who: Identity,
  programmeId: string,
  text: string,
): Promise<Outcome<readonly Colleague[], 'not-found'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const mine = me ? await stores.participants.ofPerson(me.id) : [];
    if (!me || !mine.some((one) => one.programmeId === programmeId)) return refused('not-found');
    return done(await stores.people.search({ programmeId, text, exceptId: me.id, most: mostFound }));
  });
}

async function profileOf(stores: Stores, me: Person): Promise<Profile> {
  const named = (await stores.participants.ofPerson(me.id)).flatMap(({ wishes, exclusions }) => [
    ...wishes,
    ...exclusions,
  ]);
  const ids = [...new Set(named)].filter((one) => !one.includes('@'));
  const { languages, ownHours, mailbox } = me;
  return {
    languages,
    languageChoices: await languageChoices(stores, languages),
    ownHours,
    outlookHours: mailbox.state === 'readable' ? mailbox.workingHours : null,
    people: (await stores.people.byIds(ids)).map(({ id, displayName, jobTitle }) => ({ id, displayName, jobTitle })),
  };
}
