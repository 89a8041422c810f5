import { configure } from '@testing-library/react';
import type { DecisionsInput } from '../../../bot/http/contract/decisions.ts';
import type { MatchingReview, Proposal, Unplaced } from '../../../bot/http/contract/matching.ts';
import type { Obstacle } from '../../../bot/http/contract/obstacles.ts';
import type { ProgrammePerson } from '../../../bot/http/contract/people.ts';
import type { PersonSummary } from '../../../bot/http/contract/person.ts';
import type { Round } from '../../../bot/http/contract/rounds.ts';
import type { WhatIf, WhatIfInput } from '../../../bot/http/contract/what-if.ts';
import { me, openTab, screen, type Answers } from '../page.tsx';
import { id, partner, programme } from '../samples.ts';

// Fluent hides the page behind a dialog once the focus is in what it sees of it, which is nothing here: what is hidden is
// looked at in a real browser.
configure({ defaultHidden: true });

const departments = ['Engineering', 'Finance', 'Legal', 'People'];
const topics = ['AI tools', 'Data literacy', 'Early careers'];
const at = <One>(list: readonly One[], index: number): One => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('the list is empty');
  return found;
};

/** Somebody of a number, each of another name; a mentor of an even department, a mentee of an odd one. */
export const person = (role: 'mentor' | 'mentee', number: number): PersonSummary => ({
  ...partner,
  id: id((role === 'mentor' ? 100_000 : 200_000) + number),
  displayName: `${role === 'mentor' ? 'Ruby' : 'Petra'} ${number}`,
  userPrincipalName: `${role}.${number}@contoso.example`,
  jobTitle: role === 'mentor' ? 'Graduate' : 'Director',
  department: at(departments, role === 'mentor' ? number * 2 : number * 2 + 1),
});

/** The proposal of a number: the higher it is, the less it fits. */
export const proposal = (number: number, more: Partial<Proposal> = {}): Proposal => ({
  id: id(300_000 + number),
  mentor: person('mentor', number),
  mentee: person('mentee', number),
  fit: 950 - Math.floor(number / 4),
  parts: { topics: 400, department: 120, location: 50, seniority: 100, hours: 40, experience: 0, preferences: 150 },
  reasons: [
    { kind: 'shared-topics', topics: [at(topics, number)], privateTopics: 1 },
    { kind: 'different-department' },
    { kind: 'different-office' },
    { kind: 'seniority-gap', levels: 3 },
    { kind: 'shared-hours', hours: 5.5 },
  ],
  isLocked: false,
  isNew: false,
  ...more,
});
export const proposals = (count: number): readonly Proposal[] =>
  Array.from({ length: count }, (_, index) => proposal(index + 1));

export const round = (more: Partial<Round> = {}): Round => ({
  id: id(400_000 + (more.number ?? 1)),
  number: 1,
  state: 'proven',
  by: 'Samira Haddadine',
  startedAt: '2026-12-01T08:00:00Z',
  finishedAt: '2026-12-01T08:00:05Z',
  publishedAt: null,
  phase: 'explaining',
  progress: 1,
  rules: programme.rules,
  weights: programme.weights,
  objective: 'total',
  seed: 1,
  inputHash: 'ab'.repeat(32),
  totals: { placed: 6, pairings: 3, totalFit: 12_345, lowestFit: 812, bestTotalFit: null },
  problem: null,
  ...more,
});

/** A person as the list of a programme's people has them. */
export const inProgramme = (role: 'mentor' | 'mentee', number: number): ProgrammePerson => ({
  ...person(role, number),
  grade: null,
  seniority: role === 'mentor' ? 2 : 6,
  role,
  topics: [],
  privateTopics: 0,
  mailbox: 'readable',
  reach: 'reached',
  told: 'told',
});

export const obstacle = (rule: Obstacle['rule'], bars: number, barsAlone = 0): Obstacle => ({ rule, bars, barsAlone });
export const unplaced = (number: number, more: Partial<Unplaced> = {}): Unplaced => ({
  person: person('mentee', number),
  role: 'mentee',
  reason: 'seniority-gap',
  possiblePartners: 0,
  obstacles: [obstacle('seniority-gap', 12, 4), obstacle('reporting-line', 3)],
  ...more,
});

/** A server that holds a programme's matching as the real one does, as far as the page can tell. */
export interface FakeDesk {
  rounds: readonly Round[];
  review: Omit<MatchingReview, 'newest'>;
  /** Of a couple, by what somebody asks. */
  whatIf: (menteeId: string, mentorId: string) => WhatIf | Error;
  people: readonly ProgrammePerson[];
}

export const path = `/programmes/${programme.id}`;

/** What leads have decided, the newest first. */
function decide(desk: FakeDesk, { decisions }: DecisionsInput): FakeDesk['review']['decisions'] {
  const named = ({ menteeId, mentorId }: DecisionsInput['decisions'][number]) => {
    const all = [...desk.people, ...desk.review.proposals.flatMap(({ mentee, mentor }) => [mentee, mentor])];
    const [mentee, mentor] = [menteeId, mentorId].map((one) => all.find(({ id: found }) => found === one));
    if (!mentee || !mentor) throw new Error('nobody of that id is here');
    return { mentee, mentor };
  };
  const made = decisions.map((one, index) => ({
    ...named(one),
    id: id(500_000 + desk.review.decisions.length + index),
    kind: one.kind,
    by: 'Samira Haddadine',
    at: '2026-12-01T09:00:00Z',
    isApplied: false,
  }));
  const isOther = (one: FakeDesk['review']['decisions'][number]) =>
    !made.some(({ mentee, mentor }) => mentee.id === one.mentee.id && mentor.id === one.mentor.id);
  return [...made.toReversed(), ...desk.review.decisions.filter(isOther)];
}

/** The review page over a server that holds what is given; `answers` stand before its own. */
export async function openMatching(
  given: Partial<FakeDesk> & { readonly proposed?: readonly Proposal[] } = {},
  answers: Answers = {},
) {
  const { proposed = proposals(3), ...held } = given;
  const shown = round();
  const desk: FakeDesk = {
    rounds: [shown],
    review: { shown, proposals: [...proposed], unplaced: [], dissolved: [], decisions: [] },
    whatIf: () => new Error('nobody asks here'),
    people: [],
    ...held,
  };
  const tab = await openTab('/lead/matching', {
    'GET /me': { ...me, isLead: true },
    'GET /programmes': { programmes: [programme] },
    [`GET ${path}/rounds`]: () => ({ rounds: desk.rounds }),
    [`GET ${path}/matching`]: () => ({ newest: desk.rounds[0] ?? null, ...desk.review }),
    [`POST ${path}/decisions`]: (body: DecisionsInput) => {
      desk.review = { ...desk.review, decisions: decide(desk, body) };
      return { decisions: desk.review.decisions };
    },
    [`POST ${path}/what-if`]: ({ menteeId, mentorId }: WhatIfInput) => desk.whatIf(menteeId, mentorId),
    [`GET ${path}/people`]: (_body: unknown, query: URLSearchParams) => {
      const people = desk.people.filter(
        ({ role, displayName }) => role === query.get('role') && displayName.includes(query.get('search') ?? ''),
      );
      return { total: people.length, mentors: 0, mentees: 0, people, next: null };
    },
    ...answers,
  });
  await screen.findByRole('radiogroup');
  return { ...tab, desk };
}
