import { sharedMinutesFinder } from '../meeting/shared-hours.ts';
import type { WorkingHours } from '../people/person.ts';
import { managersAbove } from '../people/reporting-lines.ts';
import { relationOf, sharedTopics } from './fit.ts';
import type { Bar, Candidate, Couple, MatchingInput } from './matching.ts';

/** Judges pairs of one input, one at a time, in the words of the rules. */
export interface PairRules {
  /** Everything that stands in the way of the two, in the order of `hardRules`, `private` last; none when they may be paired. */
  barsOf(mentee: Candidate, mentor: Candidate): readonly Bar[];
  /** Working minutes the two share; null where a calendar cannot be read. */
  minutesOf(mentee: Candidate, mentor: Candidate): number | null;
}

export const coupleKey = ({ menteeId, mentorId }: Couple) => `${menteeId} ${mentorId}`;

/** Reads the rules of an input. What is looked up more than once, such as hours that many share, is worked out once. */
export function pairRules(input: MatchingInput): PairRules {
  const { rules } = input.settings;
  const shared = sharedMinutesFinder(input.period);
  const hoursKeys = new Map<WorkingHours, string>();
  const keyOf = (hours: WorkingHours) => {
    const key = hoursKeys.get(hours) ?? JSON.stringify(hours);
    hoursKeys.set(hours, key);
    return key;
  };
  const minutesOfHours = new Map<string, number>();
  const minutes = (a: WorkingHours, b: WorkingHours) => {
    const key = `${keyOf(a)} ${keyOf(b)}`;
    const found = minutesOfHours.get(key) ?? shared(a, b);
    minutesOfHours.set(key, found);
    return found;
  };
  const above = new Map<string, ReadonlySet<string>>();
  const managers = (id: string) => {
    const found = above.get(id) ?? managersAbove(input.reportingLines, id);
    above.set(id, found);
    return found;
  };
  const keys = (couples: readonly Couple[]) => new Set(couples.map(coupleKey));
  const [pairedBefore, declined, forbidden] = [keys(input.pairedBefore), keys(input.declined), keys(input.forbidden)];
  const minutesOf = (mentee: Candidate, mentor: Candidate) =>
    mentee.workingHours && mentor.workingHours && minutes(mentee.workingHours, mentor.workingHours);

  return {
    minutesOf,
    barsOf(mentee, mentor) {
      const bars: Bar[] = [];
      const bar = (rule: Bar, when: boolean) => {
        if (when) bars.push(rule);
      };
      const [one, other] = [mentee.personId, mentor.personId];
      const key = coupleKey({ menteeId: one, mentorId: other });
      const both = minutesOf(mentee, mentor);
      const manager = input.reportingLines.get(one) ?? null;
      bar('seniority-gap', mentee.seniority - mentor.seniority < rules.minimumSeniorityGap);
      bar('reporting-line', managers(other).has(one) || managers(one).has(other));
      const isSameManager = manager !== null && manager === (input.reportingLines.get(other) ?? null);
      bar('same-manager', !rules.allowSameManager && isSameManager);
      // Where a department is not known, that it differs is not known either.
      const differs = relationOf(mentee.department, mentor.department) === 'different';
      bar('same-department', rules.department === 'require' && !differs);
      bar('shared-topics', sharedTopics(mentee, mentor).length < rules.minimumSharedTopics);
      bar('calendar-unreadable', both === null);
      bar('shared-hours', both !== null && both < rules.minimumSharedHours * 60);
      bar('common-language', !mentee.languages.some((language) => mentor.languages.includes(language)));
      bar('paired-before', pairedBefore.has(key) && !(mentee.wishes.includes(other) && mentor.wishes.includes(one)));
      bar('forbidden', forbidden.has(key));
      const isUnwanted = mentee.exclusions.includes(other) || mentor.exclusions.includes(one);
      bar('private', isUnwanted || declined.has(key));
      return bars;
    },
  };
}
