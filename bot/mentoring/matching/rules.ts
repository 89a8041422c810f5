import { sharedHours } from '../meeting/working-time.ts';
import type { WorkingHours } from '../people/person.ts';
import { managersAbove } from '../people/reporting-lines.ts';
import type { Candidate, HardRule, MatchingInput } from './matching.ts';

/** What is known of a pair that breaks no rule. */
export interface PossiblePair {
  readonly sharedTopics: readonly string[];
  readonly levels: number;
  readonly hours: number;
}

/** The first hard rule that bars a pair, or what makes it possible. */
export type Verdict = { readonly bars: HardRule } | { readonly bars: null; readonly pair: PossiblePair };

/** Builds the judge of pairs for one run; managers and shared hours are worked out once for each person and kind of day. */
export function pairJudge({ reportingLines, rules, period, pairedBefore }: MatchingInput) {
  const above = new Map<string, ReadonlySet<string>>();
  const managers = (id: string) => {
    const found = above.get(id) ?? managersAbove(reportingLines, id);
    above.set(id, found);
    return found;
  };
  const hoursOf = new Map<string, number>();
  const hours = (a: WorkingHours, b: WorkingHours) => {
    const key = JSON.stringify([a, b]);
    const found = hoursOf.get(key) ?? sharedHours(a, b, period);
    hoursOf.set(key, found);
    return found;
  };
  return (mentee: Candidate, mentor: Candidate): Verdict => {
    const levels = mentee.seniority - mentor.seniority;
    if (levels < rules.minimumSeniorityGap) return { bars: 'seniority-gap' };
    if (managers(mentor.personId).has(mentee.personId) || managers(mentee.personId).has(mentor.personId)) {
      return { bars: 'reporting-line' };
    }
    const wanted = new Set(mentee.topics);
    const sharedTopics = mentor.topics.filter((topic) => wanted.has(topic)).toSorted();
    if (sharedTopics.length < rules.minimumSharedTopics) return { bars: 'shared-topics' };
    if (!mentee.workingHours || !mentor.workingHours) return { bars: 'calendar-unreadable' };
    const shared = hours(mentee.workingHours, mentor.workingHours);
    if (shared < rules.minimumSharedHours) return { bars: 'shared-hours' };
    if (pairedBefore.has(`${mentee.personId} ${mentor.personId}`)) return { bars: 'already-paired' };
    return { bars: null, pair: { sharedTopics, levels, hours: shared } };
  };
}
