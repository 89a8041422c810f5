import { fitOf, fullPoints } from './fit.ts';
import type { CandidatePair, HardRule, MatchingInput } from './matching.ts';
import { pairRules } from './rules.ts';

/**
 * Every mentee with every mentor, one after another as they are asked for: the rules in the way, and the fit where there
 * are none. Private reasons are left out: such a pair looks as if nothing of the kind were known.
 */
export function* candidatePairs(input: MatchingInput): Generator<CandidatePair> {
  const rules = pairRules(input);
  const points = fullPoints(input.settings.weights, input.settings.rules);
  const [mentees, mentors] = (['mentee', 'mentor'] as const).map((role) =>
    input.candidates
      .filter((candidate) => candidate.role === role)
      .toSorted((a, b) => (a.personId < b.personId ? -1 : 1)),
  );
  for (const mentee of mentees ?? []) {
    for (const mentor of mentors ?? []) {
      const bars = rules.barsOf(mentee, mentor).filter((bar): bar is HardRule => bar !== 'private');
      const minutes = rules.minutesOf(mentee, mentor) ?? 0;
      const fit = bars.length > 0 ? null : fitOf(mentee, mentor, { points, rules: input.settings.rules, minutes }).fit;
      yield { menteeId: mentee.personId, mentorId: mentor.personId, bars, fit };
    }
  }
}
