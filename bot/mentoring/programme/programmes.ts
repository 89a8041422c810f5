import { v7 as newId } from 'uuid';
import { fitParts } from '../matching/matching.ts';
import { earliestLastMeeting } from '../meeting/repeats.ts';
import { noteAct } from '../history/note-act.ts';
import type { Lead } from '../matching/round.ts';
import { done, refused, type FieldProblem, type Outcome } from '../outcome.ts';
import { knowPerson } from '../people/know-person.ts';
import type { Ports } from '../ports.ts';
import { usualKeptMonths } from '../retention/kept-until.ts';
import type { Programme } from './programme.ts';

/** A programme as the lead writes it down. */
export type ProgrammeDraft = Omit<Programme, 'id' | 'version' | 'ledBy' | 'closedAt' | 'forgottenAt' | 'keptMonths'> & {
  /** Where nothing is said it stays as it is. */
  readonly keptMonths: number | undefined;
};

/** Nobody's calendar is known for longer, and every week of a programme is looked at. */
const longestYears = 2;

/** What is wrong with a draft beyond the shape of its fields; empty when nothing is. */
export function draftProblems(draft: ProgrammeDraft): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const repeated = (field: string, values: readonly string[]) => {
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) problems.push({ field, value: twice, rule: 'named twice' });
  };
  const lastMeeting = earliestLastMeeting(draft.startsOn, draft.cadence, draft.meetings);
  if (draft.endsOn.since(draft.startsOn).sign < 0) {
    problems.push({ field: 'endsOn', value: draft.endsOn.toString(), rule: 'must not be before startsOn' });
  } else if (lastMeeting.until(draft.endsOn).sign < 0) {
    const rule = `must leave room for ${draft.meetings} meetings: ${lastMeeting.toString()} at the earliest`;
    problems.push({ field: 'endsOn', value: draft.endsOn.toString(), rule });
  }
  const longest = draft.startsOn.add({ years: longestYears });
  if (longest.until(draft.endsOn).sign > 0) {
    const rule = `must be within ${longestYears} years of startsOn`;
    problems.push({ field: 'endsOn', value: draft.endsOn.toString(), rule });
  }
  repeated(
    'topics',
    draft.topics.map((topic) => topic.key),
  );
  repeated('gradeLadder', draft.gradeLadder);
  const { rules, weights, topics } = draft;
  if (rules.minimumSharedTopics > topics.length) {
    const rule = `must be at most ${topics.length}, as many as there are topics`;
    problems.push({ field: 'rules.minimumSharedTopics', value: String(rules.minimumSharedTopics), rule });
  }
  const counted = fitParts.filter((part) => part !== 'department' || rules.department !== 'off');
  if (counted.every((part) => weights[part] === 0)) {
    problems.push({ field: 'weights', value: '0', rule: 'at least one that counts must be more than 0' });
  }
  const { organizer, sharedMailbox, blackouts } = draft.booking;
  if (organizer === 'shared-mailbox' && sharedMailbox === null) {
    const rule = 'must name the mailbox that calls the meetings';
    problems.push({ field: 'booking.sharedMailbox', value: '', rule });
  } else if (organizer !== 'shared-mailbox' && sharedMailbox !== null) {
    const rule = 'is only for meetings that a shared mailbox calls';
    problems.push({ field: 'booking.sharedMailbox', value: sharedMailbox, rule });
  }
  for (const [index, { from, to }] of blackouts.entries()) {
    if (to.since(from).sign >= 0) continue;
    problems.push({ field: `booking.blackouts.${index}.to`, value: to.toString(), rule: 'must not be before from' });
  }
  return problems;
}

/** The neutral contact is somebody whom the directory knows: they are written down here when they are named. */
async function contactProblems(
  ports: Ports,
  tenantId: string,
  { neutralContact }: ProgrammeDraft,
): Promise<readonly FieldProblem[]> {
  if (neutralContact === null || (await knowPerson(ports, tenantId, { userPrincipalName: neutralContact }))) return [];
  return [{ field: 'neutralContact', value: neutralContact, rule: 'nobody in the directory has this address' }];
}

/** Makes a programme, led by whoever makes it, or names every field that is wrong. */
export async function createProgramme(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  draft: ProgrammeDraft,
): Promise<{ ok: true; value: Programme } | { ok: false; problems: readonly FieldProblem[] }> {
  const problems = [...draftProblems(draft), ...(await contactProblems(ports, tenantId, draft))];
  if (problems.length > 0) return { ok: false, problems };
  const programme: Programme = {
    ...draft,
    keptMonths: draft.keptMonths ?? usualKeptMonths,
    id: newId(),
    ledBy: lead.entraObjectId,
    closedAt: null,
    forgottenAt: null,
    version: 1,
  };
  await ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.insert(programme);
    await noteAct(stores, lead, ports.clock.now(), programme.id, 'programme-made');
  });
  return { ok: true, value: programme };
}

/** Replaces a programme's settings when nobody has changed them since `version`. */
export async function changeProgramme(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  id: string,
  version: number,
  draft: ProgrammeDraft,
): Promise<Outcome<Programme, 'not-found' | 'changed-meanwhile'> | { ok: false; problems: readonly FieldProblem[] }> {
  const known = await ports.inTenant(tenantId, (stores) => stores.programmes.byId(id));
  if (!known) return refused('not-found');
  const isNewContact = draft.neutralContact !== known.neutralContact;
  const problems = [...draftProblems(draft), ...(isNewContact ? await contactProblems(ports, tenantId, draft) : [])];
  if (problems.length > 0) return { ok: false, problems };
  return ports.inTenant(tenantId, async (stores) => {
    // Who made one from before that was kept is whoever cares for it now.
    const { closedAt, forgottenAt } = known;
    const settled = { ...draft, keptMonths: draft.keptMonths ?? known.keptMonths };
    const programme: Programme = {
      ...settled,
      id,
      ledBy: known.ledBy ?? lead.entraObjectId,
      closedAt,
      forgottenAt,
      version: version + 1,
    };
    if (!(await stores.programmes.update(programme))) return refused('changed-meanwhile');
    const about = { fields: changedFields(known, settled) };
    await noteAct(stores, lead, ports.clock.now(), id, 'programme-changed', about);
    return done(programme);
  });
}

/** Names of the settings that differ: what they are set to is nobody's business in a history. */
function changedFields(before: ProgrammeDraft, after: ProgrammeDraft): readonly string[] {
  const asText = (draft: ProgrammeDraft) =>
    new Map(Object.entries(draft).map(([field, value]) => [field, JSON.stringify(value, sorted)]));
  const [was, is] = [asText(before), asText(after)];
  return [...is].flatMap(([field, value]) => (was.get(field) === value ? [] : [field]));
}

/** The database keeps the parts of a setting in an order of its own. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;
