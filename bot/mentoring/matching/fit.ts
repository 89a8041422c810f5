import type { Candidate, Reason } from './matching.ts';
import type { PossiblePair } from './rules.ts';

/**
 * How well a possible pair fits, 1 … 100, with its reasons in order of weight. Topics in common weigh most, since they
 * are what the two will talk about; then a wide gap and another department, which make the leader see further; hours
 * ease the booking. Weights: topics up to 50, gap up to 20, department 12, profession 8, hours up to 6, office 4.
 */
export function fitOf(mentee: Candidate, mentor: Candidate, pair: PossiblePair): { fit: number; reasons: Reason[] } {
  const { sharedTopics, levels, hours } = pair;
  const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;
  const reasons: Reason[] = [{ kind: 'shared-topics', topics: sharedTopics }];
  // The first topic counts most: with it the two have something to meet about.
  let fit = Math.min(50, 20 + 10 * sharedTopics.length);
  fit += Math.min(20, 5 * levels);
  reasons.push({ kind: 'seniority-gap', levels });
  if (differ(mentee.department, mentor.department)) {
    fit += 12;
    reasons.push({ kind: 'different-department' });
  }
  if (differ(mentee.profession, mentor.profession)) {
    fit += 8;
    reasons.push({ kind: 'different-profession' });
  }
  fit += Math.min(6, Math.floor(hours));
  reasons.push({ kind: 'shared-hours', hours: Math.round(hours * 10) / 10 });
  if (mentee.officeLocation !== null && mentee.officeLocation === mentor.officeLocation) {
    fit += 4;
    reasons.push({ kind: 'same-office' });
  }
  return { fit: Math.max(1, Math.min(100, fit)), reasons };
}
