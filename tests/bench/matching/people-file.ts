import { Temporal } from 'temporal-polyfill';
import type { Candidate, MatchingInput } from '../../../bot/mentoring/matching/matching.ts';
import { readImportFile, type ImportRow } from '../../../bot/mentoring/people/import-file.ts';
import type { Person } from '../../../bot/mentoring/people/person.ts';
import { effectiveSeniority } from '../../../bot/mentoring/people/seniority.ts';
import { defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';

/**
 * The organisation of an import file, everybody in it enrolled as it says: with its own topics, default rules, and
 * working hours of 9 to 17 in each one's zone, which a file does not tell. Throws when the file has problems.
 */
export function readPeople(bytes: Uint8Array): MatchingInput {
  const context = { ladder: [], topics: [] as string[], knownPeople: new Set<string>() };
  const first = readImportFile(bytes, context);
  // A file names its topics nowhere else than where they are unknown to the programme.
  const topics = first.ok
    ? []
    : first.problems.filter(({ rule }) => rule === 'unknown-topic').map(({ value }) => value);
  const file = readImportFile(bytes, { ...context, topics });
  if (!file.ok) {
    const [problem] = file.problems;
    throw new Error(
      `line ${problem?.line ?? '?'}: ${problem?.field ?? ''} ${problem?.value ?? ''} ${problem?.rule ?? ''}`,
    );
  }
  const people = file.rows.map((row): Person => ({
    ...row,
    id: row.userPrincipalName,
    entraObjectId: null,
    managerId: row.managerUserPrincipalName,
    mailbox: { state: 'unread' },
    ownHours: null,
  }));
  const seniority = effectiveSeniority(people, []);
  return {
    candidates: file.rows.flatMap((row) => candidate(row, seniority.get(row.userPrincipalName) ?? 0)),
    reportingLines: new Map(file.rows.map((row) => [row.userPrincipalName, row.managerUserPrincipalName])),
    settings: { rules: defaultRules, weights: defaultWeights, objective: 'total' },
    period: { startsOn: Temporal.PlainDate.from('2027-01-04'), endsOn: Temporal.PlainDate.from('2027-07-02') },
    pairedBefore: [],
    declined: [],
    locked: [],
    forbidden: [],
    seed: 1,
    start: null,
  };
}

function candidate(row: ImportRow, seniority: number): readonly Candidate[] {
  if (row.role === null) return [];
  return [
    {
      personId: row.userPrincipalName,
      role: row.role,
      capacity: row.capacity ?? 1,
      isPlaced: false,
      timesLeftOut: 0,
      seniority,
      topics: row.topics,
      languages: row.languages.length === 0 ? ['en'] : row.languages,
      workingHours: { timeZone: row.timeZone ?? 'UTC', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' },
      department: row.department,
      profession: row.profession,
      officeLocation: row.officeLocation,
      pairingsMentored: 0,
      preferences: { office: null, profession: null },
      wishes: [],
      exclusions: [],
    },
  ];
}
