import { assign } from './assignment.ts';
import { fitOf } from './fit.ts';
import type { Candidate, HardRule, Matcher, ProposedPairing, Unplaced } from './matching.ts';
import { pairJudge } from './rules.ts';

/** Candidates in an order that does not hang on how they came in, so that the same people give the same pairings. */
function ordered(candidates: readonly Candidate[], role: Candidate['role']): readonly Candidate[] {
  return candidates
    .filter((candidate) => candidate.role === role)
    .toSorted((a, b) => (a.personId < b.personId ? -1 : a.personId > b.personId ? 1 : 0));
}

/** The exact matcher: looks at every pair, then solves the whole as one assignment. */
export const exactMatcher: Matcher = (input) => {
  const mentees = ordered(input.candidates, 'mentee');
  const mentors = ordered(input.candidates, 'mentor');
  const judge = pairJudge(input);
  const barred = new Map<string, Map<HardRule, number>>();
  const possible = new Map<string, number>();
  const note = (personId: string, rule: HardRule | null) => {
    if (rule === null) {
      possible.set(personId, (possible.get(personId) ?? 0) + 1);
      return;
    }
    const counts = barred.get(personId) ?? new Map<HardRule, number>();
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
    barred.set(personId, counts);
  };

  const pairs = mentees.map((mentee) =>
    mentors.map((mentor): ProposedPairing | null => {
      const verdict = judge(mentee, mentor);
      note(mentee.personId, verdict.bars);
      note(mentor.personId, verdict.bars);
      if (verdict.bars !== null) return null;
      return { menteeId: mentee.personId, mentorId: mentor.personId, ...fitOf(mentee, mentor, verdict.pair) };
    }),
  );
  const columns = assign(pairs.map((row) => row.map((pair) => pair?.fit ?? null)));
  const pairings = columns.flatMap((column, row) => (column === null ? [] : [pairs[row]?.[column] ?? null]));
  const placed = pairings.filter((pairing) => pairing !== null);
  const names = new Set(placed.flatMap((pairing) => [pairing.menteeId, pairing.mentorId]));

  const unplaced = [...mentees, ...mentors]
    .filter((candidate) => !names.has(candidate.personId))
    .map((candidate): Unplaced => {
      const possiblePartners = possible.get(candidate.personId) ?? 0;
      return {
        personId: candidate.personId,
        role: candidate.role,
        reason: possiblePartners > 0 ? 'others-fit-better' : inTheWay(candidate, barred.get(candidate.personId)),
        possiblePartners,
      };
    });
  return { pairings: placed, unplaced, totalFit: placed.reduce((sum, pairing) => sum + pairing.fit, 0) };
};

/** The rule that bars somebody most often; an unreadable calendar of their own comes before all others. */
function inTheWay(candidate: Candidate, counts: ReadonlyMap<HardRule, number> | undefined): Unplaced['reason'] {
  if (!candidate.workingHours) return 'calendar-unreadable';
  const most = [...(counts ?? [])].toSorted(([, a], [, b]) => b - a)[0];
  // Nobody of the other role is there at all.
  return most?.[0] ?? 'no-partners';
}
