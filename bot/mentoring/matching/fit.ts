import type { FitWeights, MatchingRules } from '../programme/programme.ts';
import { fitParts, type Candidate, type FitPart, type Preferences, type Reason } from './matching.ts';

/** The most points a fit can have. */
export const fullFit = 1_000;

/** The most points each part can give; together `fullFit`, unless nothing counts at all. */
export type FullPoints = Readonly<Record<FitPart, number>>;

/** Splits the points among the parts as they weigh; what whole numbers leave over goes to the largest remainders. */
export function fullPoints(weights: FitWeights, rules: MatchingRules): FullPoints {
  const counted = fitParts.map((part) => (part === 'department' && rules.department === 'off' ? 0 : weights[part]));
  const sum = counted.reduce((all, weight) => all + weight, 0);
  const exact = counted.map((weight) => (sum === 0 ? 0 : (weight * fullFit) / sum));
  const points = exact.map(Math.floor);
  const left = sum === 0 ? 0 : fullFit - points.reduce((all, one) => all + one, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) points[index] = (points[index] ?? 0) + 1;
  return Object.fromEntries(fitParts.map((part, index) => [part, points[index] ?? 0])) as Record<FitPart, number>;
}

/** How much a topic counts at its place in the mentee's order, 0 first. */
export function topicValue(place: number): number {
  return Math.max(1, 5 - place);
}

/** What the topics in common have to be worth for full points: the first three of the mentee's, or all where fewer. */
export function fullTopicValue(wanted: number): number {
  let value = 0;
  for (let place = 0; place < Math.min(3, wanted); place += 1) value += topicValue(place);
  return value;
}

/** Points for topics in common that are worth `value` in the mentee's order, of `wanted` topics. */
export function topicPoints(points: FullPoints, value: number, wanted: number): number {
  const full = fullTopicValue(wanted);
  return full === 0 ? 0 : Math.floor((points.topics * Math.min(full, value)) / full);
}

/** How two places or fields of work stand to each other. */
export type Relation = 'same' | 'different' | 'unknown';

export function relationOf(a: string | null, b: string | null): Relation {
  if (a === null || b === null) return 'unknown';
  return a === b ? 'same' : 'different';
}

/** Two thirds for another department; the rest of the part is for another profession. */
export function departmentPoints(points: FullPoints, relation: Relation): number {
  return relation === 'different' ? points.department - professionShare(points) : 0;
}

export function professionPoints(points: FullPoints, relation: Relation): number {
  return relation === 'different' ? professionShare(points) : 0;
}

function professionShare(points: FullPoints): number {
  return Math.floor(points.department / 3);
}

export function locationPoints(points: FullPoints, relation: Relation): number {
  return relation === 'different' ? points.location : 0;
}

/** A quarter for the least gap that is allowed and a quarter for each level more. */
export function seniorityPoints(points: FullPoints, levels: number, minimumGap: number): number {
  return Math.floor((points.seniority * Math.max(0, Math.min(4, levels - minimumGap + 1))) / 4);
}

/** Grows up to six shared hours. */
export function hoursPoints(points: FullPoints, minutes: number): number {
  return Math.floor((points.hours * Math.min(360, minutes)) / 360);
}

/** Grows up to three pairings in which the mentor was one before. */
export function experiencePoints(points: FullPoints, pairingsMentored: number): number {
  return Math.floor((points.experience * Math.min(3, pairingsMentored)) / 3);
}

/** The points of one side's preferences: half of the part for each. */
export function preferenceHalf(points: FullPoints, role: Candidate['role']): number {
  const half = Math.floor(points.preferences / 2);
  return role === 'mentee' ? half : points.preferences - half;
}

/** Things somebody said about whom they would like. */
export function statedPreferences({ office, profession }: Preferences, wishes: number): number {
  return (office === null ? 0 : 1) + (profession === null ? 0 : 1) + (wishes === 0 ? 0 : 1);
}

/** What each preference that is met adds, of a side's half; the whole half is theirs who stated none. */
export function preferenceStep(half: number, stated: number): number {
  return stated === 0 ? 0 : Math.floor(half / stated);
}

/** Whether what stands to each other so is what was asked for. */
export function isMet(preference: 'same' | 'different' | null, relation: Relation): boolean {
  return preference !== null && preference === relation;
}

function sidePreferencePoints(points: FullPoints, one: Candidate, other: Candidate): number {
  const half = preferenceHalf(points, one.role);
  const stated = statedPreferences(one.preferences, one.wishes.length);
  if (stated === 0) return half;
  const met = [
    isMet(one.preferences.office, relationOf(one.officeLocation, other.officeLocation)),
    isMet(one.preferences.profession, relationOf(one.profession, other.profession)),
    one.wishes.includes(other.personId),
  ].filter(Boolean).length;
  return met * preferenceStep(half, stated);
}

/** Topics that both have, the mentee's order first. */
export function sharedTopics(mentee: Candidate, mentor: Candidate): readonly string[] {
  return mentee.topics.filter((topic) => mentor.topics.includes(topic));
}

/**
 * How well two fit who may be paired: 0 … 1000, a whole number, with what each part gave and the reasons in words.
 * `minutes` are the working minutes they share. Everything else about a fit, tables and proofs included, is built from
 * the points in this file.
 */
export function fitOf(
  mentee: Candidate,
  mentor: Candidate,
  { points, rules, minutes }: { readonly points: FullPoints; readonly rules: MatchingRules; readonly minutes: number },
): { readonly fit: number; readonly parts: Readonly<Record<FitPart, number>>; readonly reasons: readonly Reason[] } {
  const topics = sharedTopics(mentee, mentor);
  const value = topics.reduce((sum, topic) => sum + topicValue(mentee.topics.indexOf(topic)), 0);
  const department = relationOf(mentee.department, mentor.department);
  const profession = relationOf(mentee.profession, mentor.profession);
  const office = relationOf(mentee.officeLocation, mentor.officeLocation);
  const levels = mentee.seniority - mentor.seniority;
  const parts: Record<FitPart, number> = {
    topics: topicPoints(points, value, mentee.topics.length),
    department: departmentPoints(points, department) + professionPoints(points, profession),
    location: locationPoints(points, office),
    seniority: seniorityPoints(points, levels, rules.minimumSeniorityGap),
    hours: hoursPoints(points, minutes),
    experience: experiencePoints(points, mentor.pairingsMentored),
    preferences: sidePreferencePoints(points, mentee, mentor) + sidePreferencePoints(points, mentor, mentee),
  };
  const reasons: Reason[] = [{ kind: 'shared-topics', topics }];
  if (department === 'different') reasons.push({ kind: 'different-department' });
  if (profession === 'different') reasons.push({ kind: 'different-profession' });
  if (office !== 'unknown') reasons.push({ kind: office === 'same' ? 'same-office' : 'different-office' });
  reasons.push({ kind: 'seniority-gap', levels });
  reasons.push({ kind: 'shared-hours', hours: Math.round(minutes / 6) / 10 });
  if (mentor.pairingsMentored > 0) reasons.push({ kind: 'has-mentored', pairings: mentor.pairingsMentored });
  return { fit: fitParts.reduce((sum, part) => sum + parts[part], 0), parts, reasons };
}
