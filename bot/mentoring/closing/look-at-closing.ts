import type { Identity } from '../chat/chat.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import { isOpen, isPublished } from '../pairing/pairing.ts';
import type { Participant, Person, Role } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { whoTookPart, type AnotherRoundAnswer, type Closing, type Outcomes } from './closing.ts';
import type { InsightRelease } from '../insight/release.ts';
import { byId } from '../by-id.ts';

/** The end of a programme as its lead sees it. */
export interface ClosingOverview {
  readonly programme: Programme;
  readonly closing: Closing;
  readonly outcomes: Outcomes;
  /** What was released of answers, in the order of their months. */
  readonly releases: readonly InsightRelease[];
  /** Pairings that are not over, offers among them. */
  readonly openPairings: number;
  /** Meetings that stand in calendars and are to come. */
  readonly meetingsPlanned: number;
  /** People who are thanked. */
  readonly people: number;
  /** Those who say yes to another round. Nobody else's answer is told, nor how many there are: the rest would be known. */
  readonly yes: readonly { readonly person: Person; readonly role: Role }[];
}

export async function lookAtClosing(
  ports: Ports,
  tenantId: string,
  programmeId: string,
): Promise<Outcome<ClosingOverview, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const participants = await stores.participants.ofProgramme(programmeId);
    const pairings = (await stores.pairings.ofProgramme(programmeId)).filter(isPublished);
    const months = await stores.insight.months(programmeId);
    const sum = (of: 'held' | 'planned' | 'withAgenda') => months.reduce((total, month) => total + month[of], 0);
    const answers = await stores.closings.answers(programmeId);
    const wishes = participants.flatMap(({ id, personId }) => {
      const said = answers.get(id);
      return said?.answer === 'yes' ? [{ personId, role: said.role }] : [];
    });
    const people = byId(await stores.people.byIds(wishes.map(({ personId }) => personId)));
    return done({
      programme,
      closing: (await stores.closings.ofProgramme(programmeId)) ?? openClosing(programmeId),
      outcomes: {
        ...(await stores.closings.outcomes(programmeId)),
        meetingsHeld: sum('held'),
        meetingsWithAgenda: sum('withAgenda'),
      },
      releases: await stores.insight.releases(programmeId),
      openPairings: pairings.filter(isOpen).length,
      meetingsPlanned: sum('planned'),
      people: whoTookPart(participants, pairings).length,
      yes: wishes
        .map(({ personId, role }) => ({ person: present(people.get(personId), 'person'), role }))
        .toSorted((one, other) => one.person.displayName.localeCompare(other.person.displayName)),
    });
  });
}

/** The end of a programme as somebody who took part sees it. */
export interface MyClosing {
  readonly programme: Programme;
  readonly closing: Closing;
  /** What they were. */
  readonly role: Role;
  /** What they said to another round; null before. */
  readonly answer: AnotherRoundAnswer | null;
}

/** Programmes at whose end somebody was thanked, the newest first. */
export async function myClosings(ports: Ports, who: Identity): Promise<readonly MyClosing[]> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const mine: MyClosing[] = [];
    for (const participant of me ? await stores.participants.ofPerson(me.id) : []) {
      const { id, programmeId, role } = participant;
      const closing = await stores.closings.ofProgramme(programmeId);
      if (!closing || !(await isThanked(stores, participant, closing))) continue;
      const programme = present(await stores.programmes.byId(programmeId), 'programme');
      const answer = await stores.closings.answerOf(id);
      mine.unshift({ programme, closing, role, answer });
    }
    return mine;
  });
}

/** Whether somebody is among those who were thanked. */
export async function isThanked(stores: Stores, participant: Participant, closing: Closing): Promise<boolean> {
  if (closing.thankedAt === null) return false;
  const theirs = await stores.pairings.ofPerson(participant.personId);
  const here = theirs.filter(({ programmeId }) => programmeId === closing.programmeId);
  return whoTookPart([participant], here).length > 0;
}

/** Holds a programme and its closing until the transaction ends; null where there is no such programme. */
export async function lockClosing(
  stores: Stores,
  programmeId: string,
): Promise<{ readonly programme: Programme; readonly closing: Closing } | null> {
  await stores.programmes.lock(programmeId);
  const programme = await stores.programmes.byId(programmeId);
  if (!programme) return null;
  return { programme, closing: (await stores.closings.ofProgramme(programmeId)) ?? openClosing(programmeId) };
}

const openClosing = (programmeId: string): Closing => ({
  programmeId,
  thankedAt: null,
  thankedBy: null,
  words: null,
  asksAnotherRound: false,
  closedBy: null,
});
