import { v7 as newId } from 'uuid';
import type { Temporal } from 'temporal-polyfill';
import type { ReachSeen } from '../attention/reach.ts';
import { isReachable, mayInstall } from '../chat/conversation.ts';
import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import { afterQuietHours } from '../notice/quiet-hours.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { StandingCount, Told } from '../people/standing.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { byId } from '../by-id.ts';

/** Who of a programme knows that they take part, and why others cannot be told. */
export interface Invitations {
  readonly programme: Programme;
  readonly people: number;
  readonly told: Readonly<Record<Told, number>>;
  /** Of those who are untold: how many the chat does not reach, by why, most first. */
  readonly unreached: readonly { readonly why: Exclude<ReachSeen, 'reached'>; readonly count: number }[];
  /** Where people sign up by themselves; null where they may not, or the tab cannot be reached by a link. */
  readonly signUpLink: string | null;
}

export async function lookAtInvitations(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<Invitations, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    return programme ? done(await invitations(ports, stores, programme)) : refused('not-found');
  });
}

async function invitations(ports: Ports, stores: Stores, programme: Programme): Promise<Invitations> {
  const counts = await stores.programmePeople.counts(programme.id);
  const sum = (isMeant: (one: StandingCount) => boolean) =>
    counts.filter(isMeant).reduce((all, { count }) => all + count, 0);
  const told = (which: Told) => sum((one) => one.told === which);
  const reasons = new Set(counts.map(({ reach }) => reach));
  return {
    programme,
    people: sum(() => true),
    told: { told: told('told'), 'on-its-way': told('on-its-way'), untold: told('untold') },
    unreached: [...reasons]
      .flatMap((why) => {
        const count = sum((one) => one.told === 'untold' && one.reach === why);
        return why === 'reached' || count === 0 ? [] : [{ why, count }];
      })
      .toSorted((a, b) => b.count - a.count || (a.why < b.why ? -1 : 1)),
    signUpLink: programme.openToSignUp ? ports.linkTo('/my/sign-up') : null,
  };
}

/**
 * Has everybody told who does not know yet that they take part, once each, within their working hours; the bot is brought
 * to those who have not got it, where the organisation lets us. Whoever cannot be reached stays untold.
 */
export async function invite(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
): Promise<Outcome<Invitations, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    // Asked for twice, it is done once.
    await stores.programmes.lock(programmeId);
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    await tellUntold(stores, programmeId, ports.clock.now());
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'people-invited');
    return done(await invitations(ports, stores, programme));
  });
}

async function tellUntold(stores: Stores, programmeId: string, now: Temporal.Instant): Promise<void> {
  const filter = { role: 'any', search: null, mailbox: null, reach: null, told: 'untold' } as const;
  const untold = await stores.programmePeople.page(programmeId, filter, { after: null, skip: 0, limit: null });
  const ids = untold.map(({ personId }) => personId);
  const people = await stores.people.byIds(ids);
  const conversations = await stores.conversations.ofPeople(people.flatMap(({ entraObjectId }) => entraObjectId ?? []));
  const reachable = people.filter(({ entraObjectId }) => {
    const conversation = conversations.get(entraObjectId ?? '') ?? null;
    return entraObjectId !== null && (isReachable(conversation) || mayInstall(conversation, now));
  });
  const reached = byId(reachable);
  await stores.participants.markTold(programmeId, [...reached.keys()]);
  const participants = await stores.participants.ofPeople(programmeId, [...reached.keys()]);
  const before = new Map(
    (await stores.notices.about(participants.map(({ id }) => id)))
      .filter(({ subject }) => subject.kind === 'enrolled')
      .map((notice) => [notice.personId, notice]),
  );
  const planned = participants.flatMap(({ id: participantId, personId }) => {
    const person = reached.get(personId);
    if (!person) return [];
    const subject = { kind: 'enrolled', participantId } as const;
    const sendAfter = afterQuietHours(person, now);
    return [{ id: newId(), personId, subject, state: 'planned', sendAfter, activityIds: [] } as const];
  });
  await stores.notices.insertAll(planned);
  // What could not be delivered is tried again.
  for (const { personId, sendAfter } of planned) {
    const notice = before.get(personId);
    if (notice) await stores.notices.update({ ...notice, state: 'planned', sendAfter });
  }
}
