import { done, refused, type FieldProblem, type Outcome } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import { notEnrolled } from './decide.ts';
import { decodeInput } from './input-text.ts';
import type { Couple, WhatIf } from './matching.ts';

/** What pairing two people would do to the proposals, and everybody whom the answer names. */
export interface WhatIfAnswer {
  readonly programme: Programme;
  readonly whatIf: WhatIf;
  readonly people: readonly Person[];
}

/**
 * Asks of the newest proven round what putting two people together would do to it. `not-matched`: there are no proposals,
 * or one of the two came later.
 */
export async function askWhatIf(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  couple: Couple,
  signal: AbortSignal,
): Promise<
  | Outcome<WhatIfAnswer, 'not-found' | 'not-matched'>
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }
> {
  const found = await ports.inTenant(tenantId, async (stores) => {
    const programme = await stores.programmes.byId(programmeId);
    if (!programme) return refused('not-found');
    const problems = notEnrolled(await stores.participants.ofProgramme(programmeId), couple);
    if (problems.length > 0) return { ok: false, problems } as const;
    const round = (await stores.rounds.ofProgramme(programmeId)).find(({ state }) => state === 'proven');
    if (!round || round.publishedAt !== null) return refused('not-matched');
    const text = await stores.rounds.inputText(round.id);
    const result = await stores.rounds.result(round.id);
    return text === null || result === null ? refused('not-matched') : done({ programme, text, result });
  });
  if (!found.ok) return found;
  const { programme, text, result } = found.value;
  const input = decodeInput(text);
  const takesPart = (personId: string) => input.candidates.some((one) => one.personId === personId);
  if (!takesPart(couple.menteeId) || !takesPart(couple.mentorId)) return refused('not-matched');
  const whatIf = await ports.matching.whatIf(input, result, couple, { signal });
  const people = await ports.inTenant(tenantId, (stores) => stores.people.byIds(namedIn(whatIf, couple)));
  return done({ programme, whatIf, people });
}

function namedIn(whatIf: WhatIf, { menteeId, mentorId }: Couple): readonly string[] {
  const moved = whatIf.kind === 'possible' ? [...whatIf.removed, ...whatIf.added] : [];
  return [...new Set([menteeId, mentorId, ...moved.flatMap((one) => [one.menteeId, one.mentorId])])];
}
