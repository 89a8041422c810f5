import { Temporal } from 'temporal-polyfill';
import type { Candidate, Couple, MatchingInput } from '../../../../bot/mentoring/matching/matching.ts';
import { defaultRules, defaultWeights } from '../../../../bot/mentoring/programme/programme.ts';

/** A mentee and a mentor who may be paired and of whom nothing else is known. */
export const senior: Candidate = {
  personId: 'senior',
  role: 'mentee',
  capacity: 1,
  isPlaced: false,
  timesLeftOut: 0,
  seniority: 5,
  topics: ['data', 'law', 'music'],
  languages: ['en'],
  workingHours: { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' },
  department: null,
  profession: null,
  officeLocation: null,
  pairingsMentored: 0,
  preferences: { office: null, profession: null },
  wishes: [],
  exclusions: [],
};
export const junior: Candidate = { ...senior, personId: 'junior', role: 'mentor', seniority: 1 };
export const both: Couple = { menteeId: 'senior', mentorId: 'junior' };

/** An organisation of people of whom nobody has a manager. */
export function organisationOf(candidates: readonly Candidate[], more: Partial<MatchingInput> = {}): MatchingInput {
  return {
    candidates,
    reportingLines: new Map(candidates.map(({ personId }) => [personId, null])),
    settings: { rules: defaultRules, weights: defaultWeights, objective: 'total' },
    period: { startsOn: Temporal.PlainDate.from('2027-03-16'), endsOn: Temporal.PlainDate.from('2027-03-22') },
    pairedBefore: [],
    declined: [],
    locked: [],
    forbidden: [],
    seed: 1,
    start: null,
    ...more,
  };
}
