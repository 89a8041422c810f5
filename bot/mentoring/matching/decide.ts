import { v7 as newId } from 'uuid';
import { noteAct } from '../history/note-act.ts';
import { done, refused, type FieldProblem, type Outcome } from '../outcome.ts';
import { isOpen, isPublished } from '../pairing/pairing.ts';
import type { Participant, Role } from '../people/person.ts';
import type { Ports } from '../ports.ts';
import type { Couple } from './matching.ts';
import { lastWords, type Decision, type DecisionKind, type Lead } from './round.ts';
import { coupleKey } from './rules.ts';

/** What is decided about a couple. */
export interface NewDecision extends Couple {
  readonly kind: DecisionKind;
}

/** What a decision takes back; null for those that stand by themselves. */
const takesBack: Readonly<Record<DecisionKind, DecisionKind | null>> = {
  lock: null,
  unlock: 'lock',
  forbid: null,
  allow: 'forbid',
};

/**
 * Writes down what a lead decides about couples, all of it or, when anything is wrong, nothing; it takes effect in the next
 * round. What holds already, and what takes back nothing, is not written down again. Whether the rules allow a locked couple
 * is not looked at here: the answer could tell what only the two of them know.
 */
export async function decide(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  wanted: readonly NewDecision[],
): Promise<Outcome<null, 'not-found'> | { readonly ok: false; readonly problems: readonly FieldProblem[] }> {
  return ports.inTenant(tenantId, async (stores) => {
    await stores.programmes.lock(programmeId);
    if (!(await stores.programmes.byId(programmeId))) return refused('not-found');
    const participants = await stores.participants.ofProgramme(programmeId);
    const paired = new Set(
      (await stores.pairings.ofProgramme(programmeId))
        .filter((pairing) => isPublished(pairing) && isOpen(pairing))
        .map(coupleKey),
    );
    const before = await stores.decisions.ofProgramme(programmeId);
    const inForce = new Map(lastWords(before).map((one) => [coupleKey(one), one.kind]));
    const problems = wanted.flatMap((one, index) => {
      // What holds can be taken back, also when one of the two has left since.
      if (takesBack[one.kind] !== null && inForce.get(coupleKey(one)) === takesBack[one.kind]) return [];
      const strangers = notEnrolled(participants, one, `decisions.${index}.`);
      if (strangers.length > 0 || !paired.has(coupleKey(one))) return strangers;
      return [{ field: `decisions.${index}`, value: coupleKey(one), rule: 'is a pairing that was published already' }];
    });
    if (problems.length > 0) return { ok: false, problems };

    const decisions: Decision[] = [];
    for (const { kind, menteeId, mentorId } of wanted) {
      const key = coupleKey({ menteeId, mentorId });
      const holds = inForce.get(key);
      if (holds === kind || (takesBack[kind] !== null && holds !== takesBack[kind])) continue;
      inForce.set(key, kind);
      decisions.push({
        id: newId(),
        programmeId,
        number: (before.at(-1)?.number ?? 0) + decisions.length + 1,
        kind,
        menteeId,
        mentorId,
        decidedBy: lead,
        decidedAt: ports.clock.now(),
      });
    }
    await stores.decisions.insert(decisions);
    if (decisions.length > 0) {
      const about = { count: decisions.length };
      await noteAct(stores, lead, ports.clock.now(), programmeId, 'matching-decided', about);
    }
    return done(null);
  });
}

/** Who of a couple is not in the programme as what they are named as. */
export function notEnrolled(
  participants: readonly Participant[],
  { menteeId, mentorId }: Couple,
  prefix = '',
): readonly FieldProblem[] {
  const is = (personId: string, role: Role) =>
    participants.some((one) => one.personId === personId && one.role === role);
  const problems: FieldProblem[] = [];
  const noted = (field: string, value: string, role: Role) =>
    problems.push({ field: `${prefix}${field}`, value, rule: `is no ${role} of this programme` });
  if (!is(menteeId, 'mentee')) noted('menteeId', menteeId, 'mentee');
  if (!is(mentorId, 'mentor')) noted('mentorId', mentorId, 'mentor');
  return problems;
}
