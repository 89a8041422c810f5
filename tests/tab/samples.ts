import type { AgendaItem } from '../../bot/http/contract/agenda.ts';
import type { CouldPair } from '../../bot/http/contract/could-pair.ts';
import type { Meeting } from '../../bot/http/contract/meetings.ts';
import type { MyMeeting } from '../../bot/http/contract/my-meeting.ts';
import type { MyPairing } from '../../bot/http/contract/my-pairings.ts';
import type { Participation } from '../../bot/http/contract/participations.ts';
import type { PersonSummary } from '../../bot/http/contract/person.ts';
import type { Programme } from '../../bot/http/contract/programme.ts';
import type { SeriesSummary, TimesOption } from '../../bot/http/contract/series.ts';

export const id = (last: number) => `0193a000-0000-7000-8000-${String(last).padStart(12, '0')}`;

export const partner: PersonSummary = {
  id: id(2),
  userPrincipalName: 'priya.rao@contoso.example',
  displayName: 'Priya Rao',
  jobTitle: 'Project engineer',
  department: 'Engineering',
  officeLocation: 'Singapore',
  timeZone: 'Asia/Singapore',
};

/** A meeting on 8 December at ten in London, changed by `more`. */
export const meeting = (more: Partial<Meeting> = {}): Meeting => ({
  id: id(10 + (more.number ?? 1)),
  number: 1,
  startsAt: '2026-12-08T10:00:00Z',
  endsAt: '2026-12-08T10:45:00Z',
  state: 'planned',
  wasHeld: more.state === 'held',
  isMoved: false,
  joinUrl: 'https://teams.example/join/1',
  response: null,
  pending: null,
  problem: null,
  options: [],
  decideBy: null,
  agenda: [],
  agendaPublishedAt: null,
  openQuestions: [],
  checkIn: null,
  whoTalked: null,
  theirWords: null,
  summary: null,
  ...more,
});

/** An item of an agenda that the reader put there, changed by `more`. */
export const item = (text: string, more: Partial<AgendaItem> = {}): AgendaItem => ({
  id: more.id ?? id(1_000 + Array.from(text, (one) => one.charCodeAt(0)).reduce((sum, one) => sum + one, 0)),
  text,
  questions: [],
  version: 1,
  state: 'taken-in',
  reachedAt: null,
  isCarriedOver: false,
  mine: true,
  ...more,
});

/** The same meeting as its own page shows it to the mentee, changed by `more`. */
export const myMeeting = (more: Partial<MyMeeting> = {}): MyMeeting => ({
  ...meeting(more),
  pairingId: id(3),
  role: 'mentee',
  partner,
  meetings: 6,
  previousMeeting: null,
  nextMeeting: null,
  carryTo: null,
  commitments: [],
  ...more,
});

export const series = (state: SeriesSummary['state'], more: Partial<SeriesSummary> = {}): SeriesSummary => {
  const isChosen = ['booking', 'booked', 'verified', 'changing'].includes(state);
  return {
    state,
    start: isChosen ? '2026-12-08T10:00:00+00:00[Europe/London]' : null,
    repeats: isChosen ? { kind: 'month', week: 2 } : null,
    cadence: 'monthly',
    lengthMinutes: 45,
    joinUrl: isChosen && state !== 'booking' ? 'https://teams.example/join/1' : null,
    problem: state === 'failed' ? 'no-common-slot' : null,
    changeProblem: null,
    options: [],
    decideBy: null,
    pausedUntil: null,
    ...more,
  };
};

/** Every second Tuesday of a month at ten in London, or from another first day; one meeting moved, another clashing. */
export const timesOption = (day = '2026-12-08', more: Partial<TimesOption> = {}): TimesOption => ({
  start: `${day}T10:00:00+00:00[Europe/London]`,
  repeats: { kind: 'month', week: 2 },
  lengthMinutes: 45,
  meetings: [
    { startsAt: `${day}T10:00:00Z`, endsAt: `${day}T10:45:00Z`, state: 'in-place' },
    { startsAt: '2027-01-13T14:00:00Z', endsAt: '2027-01-13T14:45:00Z', state: 'moved' },
    { startsAt: '2027-02-09T10:00:00Z', endsAt: '2027-02-09T10:45:00Z', state: 'clashes' },
  ],
  ...more,
});

/** The pairing of a mentee who is asked for an answer, changed by `more`. */
export const pairing = (more: Partial<MyPairing> = {}): MyPairing => ({
  id: id(3),
  programme: {
    id: id(4),
    name: 'Spring',
    startsOn: '2026-12-01',
    endsOn: '2027-06-30',
    cadence: 'monthly',
    lengthMinutes: 45,
  },
  role: 'mentee',
  partner,
  reasons: [
    { kind: 'shared-topics', topics: ['AI tools', 'Faith at work'], privateTopics: 0 },
    { kind: 'seniority-gap', levels: 3 },
    { kind: 'different-department' },
    { kind: 'shared-hours', hours: 2.5 },
  ],
  state: 'offered',
  waitingFor: 'mentee-answer',
  asked: 'answer',
  iSigned: false,
  signedAt: { mentee: null, mentor: null },
  series: null,
  meetings: [],
  commitments: [],
  ...more,
});

export const participation: Participation = {
  programmeId: id(4),
  programme: 'Spring',
  role: 'mentee',
  topics: ['ai-tools'],
  offered: [
    { key: 'ai-tools', label: 'AI tools', sensitive: false },
    { key: 'faith-at-work', label: 'Faith at work', sensitive: true },
    { key: 'hybrid-working', label: 'Hybrid working', sensitive: false },
  ],
  capacity: 1,
  prefersOffice: null,
  prefersProfession: null,
  wishes: [],
  exclusions: [],
  pausedUntil: null,
};

/** A programme with one ordinary and one private topic. */
export const programme: Programme = {
  id: id(4),
  version: 1,
  name: 'Spring',
  startsOn: '2027-01-04',
  endsOn: '2027-06-30',
  cadence: 'monthly',
  meetings: 6,
  lengthMinutes: 45,
  topics: [
    { key: 'ai-tools', label: 'AI tools', sensitive: false },
    { key: 'faith', label: 'Faith at work', sensitive: true },
  ],
  rules: {
    minimumSeniorityGap: 2,
    minimumSharedTopics: 1,
    minimumSharedHours: 2,
    department: 'prefer',
    allowSameManager: false,
  },
  weights: { topics: 45, department: 12, location: 5, seniority: 13, hours: 5, experience: 5, preferences: 15 },
  objective: 'total',
  gradeLadder: ['AO', 'EO'],
  booking: { organizer: 'mentee', sharedMailbox: null, decideWithinDays: 2, blackouts: [] },
  openToSignUp: true,
  neutralContact: null,
  closedAt: null,
  keptMonths: 12,
};

/** How many of the programme could be paired under the rules as they are in the form. */
export const couldPair: CouldPair = {
  mentees: 12,
  withSomebody: 9,
  mentors: 10,
  pairs: 40,
  perRule: [{ rule: 'seniority-gap', mentees: 2 }],
  isSampled: false,
};
