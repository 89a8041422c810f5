import { z } from 'zod';

/** What tab and server say to each other. Instants are ISO strings in UTC, dates `YYYY-MM-DD`, ids UUIDs. */
const id = z.uuid();
const instant = z.iso.datetime();
/** A day that the database can hold: there is no year 0. */
const date = z.iso.date().refine((day) => !day.startsWith('0000'), { error: 'is no day of the calendar' });
/** What the database can hold: whole characters, none of them NUL. */
const text = (limit: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(limit)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), { error: 'holds characters that are no text' });
const version = z.int32().max(2_147_483_646);

export const Problem = z.object({
  /** Stable, for programs. */
  code: z.string(),
  /** For people, plain and kind. */
  message: z.string(),
  /** What is wrong with which field, where the request was at fault. */
  fields: z.array(z.object({ field: z.string(), value: z.string(), rule: z.string() })).optional(),
  /** To be quoted to an administrator. */
  reference: z.string(),
});

export const ClientConfig = z.object({
  /** `sandbox`: no Teams around the page; tokens come from /sandbox/token. */
  host: z.enum(['teams', 'sandbox']),
  clientId: z.string(),
});

export const Role = z.enum(['mentor', 'mentee']);
export const Cadence = z.enum(['weekly', 'every-two-weeks', 'monthly']);
export const Topic = z.object({
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  label: text(60),
  sensitive: z.boolean(),
});
export const Rules = z.object({
  minimumSeniorityGap: z.int().min(1).max(20),
  minimumSharedTopics: z.int().min(1).max(10),
  minimumSharedHours: z.number().min(0.5).max(8),
  department: z.enum(['off', 'prefer', 'require']),
  allowSameManager: z.boolean(),
});
const weight = z.int().min(0).max(100);
/** How much each part of a fit counts; not all 0. */
export const Weights = z.object({
  topics: weight,
  department: weight,
  location: weight,
  seniority: weight,
  hours: weight,
  experience: weight,
  preferences: weight,
});
export const Objective = z.enum(['total', 'fairest']);

export const Me = z.object({
  displayName: z.string(),
  isLead: z.boolean(),
  /** Null when the directory's person is not known here yet. */
  personId: id.nullable(),
  timeZone: z.string().nullable(),
  now: instant,
});

/** A name of a mailbox, as a file of people has them. */
const address = text(256)
  .toLowerCase()
  .regex(/^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+\.[^\s@<>"(),;:\\[\]]+$/, {
    error: 'must be an address like name@company.com',
  });
/** Somebody picked from those in a programme, by id; else an address. */
const personOrAddress = z.union([id, address], { error: 'must be an address like name@company.com' });
/** How meetings come into the calendars. */
export const BookingRules = z.object({
  /** In whose calendar the meetings are made. */
  organizer: z.enum(['mentee', 'mentor', 'shared-mailbox']),
  /** The mailbox that calls the meetings when `organizer` says so; else null. */
  sharedMailbox: address.nullable(),
  /** Days the two have to choose a time before the best is booked; 0 books it at once. */
  decideWithinDays: z.int().min(0).max(14),
  /** Days on which nobody meets, both included. */
  blackouts: z.array(z.object({ name: text(100), from: date, to: date })).max(100),
});

const keptMonths = z.int().min(1).max(60);
export const ProgrammeInput = z.object({
  name: text(100),
  startsOn: date,
  endsOn: date,
  cadence: Cadence,
  meetings: z.int().min(1).max(26),
  lengthMinutes: z.union([z.literal(30), z.literal(45), z.literal(60)], { error: 'must be 30, 45 or 60' }),
  topics: z.array(Topic).min(1).max(60),
  rules: Rules,
  weights: Weights,
  objective: Objective,
  /** Lowest first. */
  gradeLadder: z.array(text(60)).max(40),
  booking: BookingRules,
  /** Whether people may sign up by themselves, until it ends. */
  openToSignUp: z.boolean(),
  /** Somebody of the organisation who has no part in it and can be asked for help; null where none is named. */
  neutralContact: address.nullable(),
  /** Months from its end for which what was said in it is kept; stays as it is, 12 at first, where it is left out. */
  keptMonths: keptMonths.optional(),
});
export const Programme = ProgrammeInput.extend({
  id,
  version,
  keptMonths,
  /** Null while it is open. */
  closedAt: instant.nullable(),
});
export const ProgrammeChange = ProgrammeInput.extend({ version });

export const ImportProblem = z.object({
  line: z.int().nullable(),
  field: z.string(),
  value: z.string(),
  rule: z.string(),
  message: z.string(),
});
export const ImportRun = z.object({
  id,
  source: z.enum(['file', 'group']),
  unknownColumns: z.array(z.string()),
  state: z.enum(['reading', 'done', 'failed']),
  people: z.int(),
  toRead: z.int(),
  read: z.int(),
  failure: z.enum(['group-not-found', 'directory-closed', 'directory-unavailable']).nullable(),
});
/** Answer 422 to an import file: every bad line, nothing imported. */
export const ImportRefused = z.object({
  code: z.literal('import-refused'),
  message: z.string(),
  problems: z.array(ImportProblem),
});
export const GroupImportInput = z.object({ groupId: z.guid(), role: Role.nullable() });

export const PersonSummary = z.object({
  id,
  userPrincipalName: z.string(),
  displayName: z.string(),
  jobTitle: z.string().nullable(),
  department: z.string().nullable(),
  officeLocation: z.string().nullable(),
  timeZone: z.string().nullable(),
});
/** Why the chat does not reach somebody. */
export const Unreached = z.enum(['never-installed', 'removed', 'blocked', 'disabled', 'lost', 'left', 'unknown']);
export const Reach = z.enum(['reached', ...Unreached.options]);
/** Whether somebody knows that they take part; `on-its-way`: the bot tells them within their working hours. */
export const Told = z.enum(['told', 'on-its-way', 'untold']);
export const ProgrammePerson = PersonSummary.extend({
  grade: z.string().nullable(),
  seniority: z.int(),
  role: Role.nullable(),
  /** Labels. What is private is counted, not named: it is between the person and the matching. */
  topics: z.array(z.string()),
  privateTopics: z.int(),
  mailbox: z.enum(['unread', 'readable', 'unknown-person', 'no-mailbox', 'access-denied', 'unusable-settings']),
  reach: Reach,
  /** Null for those who take no part. */
  told: Told.nullable(),
});
/** GET /api/programmes/:id/people, see `PeopleQuery`. */
export const PeoplePage = z.object({
  total: z.int(),
  mentors: z.int(),
  mentees: z.int(),
  people: z.array(ProgrammePerson),
  /** The `cursor` of the next page; null on the last. */
  next: z.string().nullable(),
});

export const Reason = z.discriminatedUnion('kind', [
  /** Labels; the two people see them all, the lead only how many private ones there are besides. */
  z.object({ kind: z.literal('shared-topics'), topics: z.array(z.string()), privateTopics: z.int() }),
  z.object({ kind: z.literal('seniority-gap'), levels: z.int() }),
  z.object({ kind: z.literal('shared-hours'), hours: z.number() }),
  z.object({ kind: z.literal('different-department') }),
  z.object({ kind: z.literal('different-profession') }),
  z.object({ kind: z.literal('same-office') }),
  z.object({ kind: z.literal('different-office') }),
  z.object({ kind: z.literal('has-mentored'), pairings: z.int() }),
]);
export const PairingState = z.enum(['offered', 'active', 'paused', 'closed', 'declined']);
export const WaitingFor = z.enum(['mentee-answer', 'mentor-answer', 'signatures', 'nothing']);
/** After so many weeks, or each month on such a weekday: that of the first meeting's day in its own zone. */
export const Repeats = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('weeks'), every: z.int() }),
  /** On the weekday of the first meeting, in this week of every month. */
  z.object({
    kind: z.literal('month'),
    week: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('last')]),
  }),
]);
/** A time at which a series could meet. */
export const TimesOption = z.object({
  /** First meeting, ISO with offset and zone as `2026-12-01T10:00:00+00:00[Europe/London]`. */
  start: z.string(),
  repeats: Repeats,
  lengthMinutes: z.int(),
  /** Each meeting as it would stand: in its place, moved to a free time of its week, or kept although somebody is busy. */
  meetings: z.array(z.object({ startsAt: instant, endsAt: instant, state: z.enum(['in-place', 'moved', 'clashes']) })),
});
export const SeriesState = z.enum([
  'planned',
  'offered',
  'booking',
  'booked',
  'verified',
  'changing',
  'paused',
  'ending',
  'ended',
  'failed',
]);
/** Why meetings could not be booked, or not as they were asked for. */
export const BookingProblem = z.enum([
  'mentee-calendar-unreadable',
  'mentor-calendar-unreadable',
  'no-common-slot',
  'programme-over',
  'person-left',
  'calendar-unavailable',
  'refused-by-calendar',
  'organizer-missing',
  'organizer-denied',
  'deleted-in-outlook',
  'invitation-missing',
]);
/** Why one meeting could not be changed. */
export const OrderProblem = z.enum([
  'crosses-neighbour',
  'gone',
  'refused-by-calendar',
  'calendar-unavailable',
  'no-free-time',
]);
export const SeriesSummary = z.object({
  state: SeriesState,
  /** First meeting, as in `TimesOption`; null while no time is chosen. */
  start: z.string().nullable(),
  repeats: Repeats.nullable(),
  cadence: Cadence,
  lengthMinutes: z.int(),
  joinUrl: z.url().nullable(),
  problem: BookingProblem.nullable(),
  /** Why the last change that somebody asked for did not happen. */
  changeProblem: BookingProblem.nullable(),
  /** Times to choose from, best first. */
  options: z.array(TimesOption),
  /** When the best is booked unasked. */
  decideBy: instant.nullable(),
  pausedUntil: date.nullable(),
});
/** Whose answer is waited for is not told to the lead: from the next look they would know who declined. */
export const LeadWaitingFor = z.enum(['answers', 'signatures', 'nothing']);
/** How often somebody moved or cancelled a meeting, or said no to one. */
export const ChangeCounts = z.object({ moved: z.int(), cancelled: z.int(), declined: z.int() });
/** How a pairing does that goes on, from dates and counts alone: never from what anybody has answered. */
export const Health = z.enum(['on-track', 'quiet', 'needs-a-look']);
/** Why it does not do well. `moved-often`: one of the two keeps moving meetings. */
export const HealthReason = z.enum(['not-met', 'booking-failed', 'moved-often', 'check-ins-skipped']);
/** How the lead sees a pairing that was published: states, counts and dates. A decline is not told apart by side. */
export const LeadPairing = z.object({
  id,
  mentee: PersonSummary,
  mentor: PersonSummary,
  fit: z.int(),
  reasons: z.array(Reason),
  state: PairingState,
  waitingFor: LeadWaitingFor,
  series: SeriesSummary.nullable(),
  meetingsHeld: z.int(),
  meetingsPlanned: z.int(),
  /** Meetings held without a published agenda. */
  meetingsWithoutAgenda: z.int(),
  nextMeetingAt: instant.nullable(),
  /** Whether the mentee has published an agenda for it; null where there is none. */
  nextHasAgenda: z.boolean().nullable(),
  /** When the last meeting that was held ended. */
  lastMeetingAt: instant.nullable(),
  /** Null of one that is not going on. */
  health: Health.nullable(),
  healthReasons: z.array(HealthReason),
  checkInsSent: z.int(),
  checkInsAnswered: z.int(),
  /** How often each side changed a meeting. */
  changes: z.object({ mentee: ChangeCounts, mentor: ChangeCounts }),
  /** Whether the chat reaches each side, and why it does not. */
  reach: z.object({ mentee: Reach, mentor: Reach }),
});
/** GET /api/programmes/:id/pairings, and the answer to POST …/publish: what was published, best fit first, a page at a time. */
export const Pairings = z.object({
  /** Pairings that are wanted, on this page or another, and the sum of their fits. */
  total: z.int(),
  totalFit: z.int(),
  /** Pairings in each state that are wanted but for their state. */
  states: z.record(PairingState, z.int()),
  /** Of everybody in a pairing. */
  departments: z.array(z.string()),
  pairings: z.array(LeadPairing),
  /** The cursor of the next page; null on the last. */
  next: z.string().nullable(),
});

/** What a part gave to a fit; they add up to it. */
export const FitParts = z.record(z.enum(Object.keys(Weights.shape) as [keyof typeof Weights.shape]), z.int());
export const HardRule = z.enum([
  'seniority-gap',
  'reporting-line',
  'same-manager',
  'same-department',
  'shared-topics',
  'calendar-unreadable',
  'shared-hours',
  'common-language',
  'paired-before',
  'forbidden',
]);
/**
 * What stands between two people, as the lead is told. `not-together` is all that is said of what holds for just these two:
 * that they were paired before, or that one of them has a private reason.
 */
export const Bar = z.enum([...HardRule.exclude(['paired-before']).options, 'not-together']);
/** `language-unknown`: of one of the two no language is known. */
export const ObstacleRule = z.enum([...HardRule.options, 'language-unknown']);
/** A rule in the way: how many people of the other role it bars, and how many of them nothing else does. */
export const Obstacle = z.object({ rule: ObstacleRule, bars: z.int(), barsAlone: z.int() });
export const Unplaced = z.object({
  person: PersonSummary,
  role: Role,
  reason: z.enum([...ObstacleRule.options, 'others-fit-better', 'no-partners']),
  possiblePartners: z.int(),
  obstacles: z.array(Obstacle),
});
export const Proposal = z.object({
  /** Of the pairing. */
  id,
  mentee: PersonSummary,
  mentor: PersonSummary,
  fit: z.int(),
  parts: FitParts,
  reasons: z.array(Reason),
  isLocked: z.boolean(),
  /** Not among the proposals of the round before. */
  isNew: z.boolean(),
});
/** A couple of a round before that this one did not propose again. */
export const Dissolved = z.object({ mentee: PersonSummary, mentor: PersonSummary, fit: z.int() });
export const DecisionKind = z.enum(['lock', 'unlock', 'forbid', 'allow']);
/** What a lead decided about two people; takes effect in the next run. */
export const Decision = z.object({
  id,
  kind: DecisionKind,
  mentee: PersonSummary,
  mentor: PersonSummary,
  /** Name of the lead. */
  by: z.string(),
  at: instant,
  /** Whether the newest finished round knew of it. */
  isApplied: z.boolean(),
});
/** The answer to POST /api/programmes/:id/decisions: as in `MatchingReview`. */
export const Decisions = z.object({ decisions: z.array(Decision) });
/** POST /api/programmes/:id/decisions: all of them or none. */
export const DecisionsInput = z.object({
  decisions: z
    .array(z.object({ kind: DecisionKind, menteeId: id, mentorId: id }))
    .min(1)
    .max(200),
});
export const RoundProblem = z.discriminatedUnion('reason', [
  /** `value`: what the rule is set to, where it has one. */
  z.object({
    reason: z.literal('nobody-possible'),
    obstacles: z.array(Obstacle.extend({ value: z.union([z.number(), z.string()]).nullable() })),
  }),
  z.object({ reason: z.enum(['no-mentors', 'no-mentees', 'not-proven', 'changed-meanwhile']) }),
  z.object({ reason: z.literal('locked-pair-barred'), mentee: PersonSummary, mentor: PersonSummary, bar: Bar }),
  z.object({ reason: z.literal('locked-person-missing'), mentee: PersonSummary, mentor: PersonSummary }),
  z.object({ reason: z.literal('locked-beyond-capacity'), person: PersonSummary, capacity: z.int() }),
]);
export const RoundTotals = z.object({
  placed: z.int(),
  pairings: z.int(),
  totalFit: z.int(),
  lowestFit: z.int().nullable(),
  /** With `fairest`: the best total there is, to show what fairness costs. */
  bestTotalFit: z.int().nullable(),
});
/** One run of the matching. POST /api/programmes/:id/matching starts one and answers 202. */
export const Round = z.object({
  id,
  number: z.int(),
  state: z.enum(['running', 'proven', 'failed', 'cancelled']),
  by: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  phase: z.enum(['waiting', 'reading', 'searching', 'solving', 'proving', 'explaining']),
  /** 0 … 1. */
  progress: z.number().min(0).max(1),
  rules: Rules,
  weights: Weights,
  objective: Objective,
  seed: z.int(),
  /** SHA-256 of everything the result follows from, in hexadecimal. */
  inputHash: z.string().nullable(),
  totals: RoundTotals.nullable(),
  problem: RoundProblem.nullable(),
});
export const RoundInput = z.object({
  objective: Objective.optional(),
  seed: z.int().min(0).max(4_294_967_295).optional(),
});
/** GET /api/programmes/:id/rounds: newest first. */
export const Rounds = z.object({ rounds: z.array(Round) });
/** POST /api/programmes/:id/rounds/:roundId/replay */
export const Replay = z.object({
  /** Whether the kept input still has the kept hash. */
  sameInput: z.boolean(),
  /** Whether it led to the same pairings and prices again. */
  sameResult: z.boolean(),
});
/** GET /api/programmes/:id/matching: all that the review page shows. */
export const MatchingReview = z.object({
  /** The newest round that was begun; null before the first. */
  newest: Round.nullable(),
  /** The round the proposals come from. */
  shown: Round.nullable(),
  proposals: z.array(Proposal),
  unplaced: z.array(Unplaced),
  dissolved: z.array(Dissolved),
  /** The last word on each couple, newest first; what takes one back stays until the proposals know of it. */
  decisions: z.array(Decision),
});
/** POST /api/programmes/:id/what-if */
export const WhatIfInput = z.object({ menteeId: id, mentorId: id });
const Moved = z.object({ mentee: PersonSummary, mentor: PersonSummary, fit: z.int() });
export const WhatIf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paired'), fit: z.int(), reasons: z.array(Reason) }),
  z.object({ kind: z.literal('barred'), bars: z.array(Bar) }),
  z.object({ kind: z.literal('no-room'), person: PersonSummary }),
  z.object({
    kind: z.literal('possible'),
    fit: z.int(),
    parts: FitParts,
    reasons: z.array(Reason),
    /** Changes of the totals; what gets worse is negative. */
    placed: z.int(),
    totalFit: z.int(),
    removed: z.array(Moved),
    added: z.array(Moved),
  }),
]);

export const WhoTalked = z.enum(['mostly-me', 'balanced', 'mostly-the-other']);
export const Verdict = z.enum(['yes', 'partly', 'no']);
/** What the mentee heard in a meeting, and what the mentor says of it. */
export const Summary = z.object({
  /** 1 when first written; each writing anew has the next. */
  version: z.int(),
  text: z.string(),
  writtenAt: instant,
  /** `written`: waits for the mentor. `confirmed`: final. `to-be-mended`: the mentee may write the next version. */
  state: z.enum(['written', 'confirmed', 'to-be-mended']),
  verdict: Verdict.nullable(),
  correction: z.string().nullable(),
});
/** What the mentee said they would do. */
export const Commitment = z.object({
  id,
  meetingId: id,
  text: z.string(),
  /** `proposed`: its summary is not confirmed. `said-done`: by the mentee. `closed`: the mentor sees that something changed. */
  state: z.enum(['proposed', 'open', 'said-done', 'closed', 'dropped']),
  /** Whether the mentor heard it said so. */
  verdict: Verdict.nullable(),
});
export const AgendaItem = z.object({
  id,
  text: z.string(),
  /** Open questions to ask about it. */
  questions: z.array(z.string()),
  /** Of its words: the next as soon as they are different. */
  version: z.int(),
  /** `reached`: the two are done with it. `carried-over`: it stands on the agenda of a later meeting. */
  state: z.enum(['suggested', 'taken-in', 'reached', 'carried-over']),
  reachedAt: instant.nullable(),
  /** It comes from an earlier meeting. */
  isCarriedOver: z.boolean(),
  mine: z.boolean(),
});
/** Lists of questions in the messages: those of a common topic, and those that suit any. */
export const QuestionGroup = z.enum([
  'ai',
  'data',
  'careers',
  'inclusion',
  'hybrid',
  'social',
  'customers',
  'sustainability',
  'leadership',
  'wellbeing',
  'any',
]);
/** Questions offered for a topic, by their places in a list; without its name where it is not to be named. */
export const OpenQuestions = z.object({
  topic: z.string().nullable(),
  group: QuestionGroup,
  numbers: z.array(z.int()),
});
export const Meeting = z.object({
  id,
  number: z.int(),
  startsAt: instant,
  endsAt: instant,
  /** `open`: it was cancelled and is to be given a new time; `startsAt` is when it was to be. */
  state: z.enum(['planned', 'open', 'held', 'cancelled']),
  /** It counts as held: its end has passed, and I have not said that it did not take place. */
  wasHeld: z.boolean(),
  /** It stands at another time than its series repeats at. */
  isMoved: z.boolean(),
  joinUrl: z.url().nullable(),
  /** What one of the two has answered to the invitation. */
  response: z.object({ response: z.enum(['accepted', 'tentative', 'declined']), by: Role, at: instant }).nullable(),
  /** What is being done with it now. */
  pending: z.enum(['move', 'cancel', 'new-time']).nullable(),
  /** Why the last thing asked for did not happen. */
  problem: OrderProblem.nullable(),
  /** New times to choose from. */
  options: z.array(instant),
  decideBy: instant.nullable(),
  agenda: z.array(AgendaItem),
  agendaPublishedAt: instant.nullable(),
  /** Questions to pick from for it: none once nothing can be added any more. */
  openQuestions: z.array(OpenQuestions),
  /** My own check-in for it; null before the meeting has ended. */
  checkIn: z.object({ id, answered: z.boolean() }).nullable(),
  /** Who talked more, as each side saw it: the one answer that both see, once both have given it. */
  whoTalked: z.object({ mine: WhoTalked, theirs: WhoTalked }).nullable(),
  /** What the other side wrote in their check-in and shows me on purpose. */
  theirWords: z.string().nullable(),
  summary: Summary.nullable(),
});
export const MyPairing = z.object({
  id,
  programme: z.object({ id, name: z.string(), startsOn: date, endsOn: date, cadence: Cadence, lengthMinutes: z.int() }),
  /** What I am in it. */
  role: Role,
  partner: PersonSummary,
  reasons: z.array(Reason),
  state: PairingState,
  waitingFor: WaitingFor,
  /** What is asked of me now. */
  asked: z.enum(['answer', 'sign', 'nothing']),
  iSigned: z.boolean(),
  /** When each side signed the agreement. */
  signedAt: z.object({ mentee: instant.nullable(), mentor: instant.nullable() }),
  series: SeriesSummary.nullable(),
  meetings: z.array(Meeting),
  /** Oldest first. */
  commitments: z.array(Commitment),
});
/** GET /api/my/pairings: offered and active ones; never proposed, never declined. */
export const MyPairings = z.object({ pairings: z.array(MyPairing) });
/** GET and PUT /api/my/participations: the programmes I am enrolled in and my topics there. */
export const Participation = z.object({
  programmeId: id,
  programme: z.string(),
  role: Role,
  /** In the order in which they are wanted. */
  topics: z.array(z.string()),
  offered: z.array(Topic),
  /** Pairings I have room for at once: 1 … 5 as a mentor, 1 … 3 as a mentee. */
  capacity: z.int(),
  prefersOffice: z.enum(['same', 'different']).nullable(),
  prefersProfession: z.enum(['same', 'different']).nullable(),
  /** People I ask for, and those I would rather not be paired with: ids of those whom `MyProfile` names, else addresses. Nobody else sees either; a wish that is met adds to the fit. */
  wishes: z.array(z.string()),
  exclusions: z.array(z.string()),
  /** No new pairing before this day. */
  pausedUntil: date.nullable(),
});
export const Participations = z.object({ participations: z.array(Participation) });
/** PUT /api/my/participations/:programmeId: what is left out stays as it is. */
export const ParticipationChange = z.object({
  topics: z.array(z.string()).max(60).optional(),
  capacity: z.int().min(1).max(5).optional(),
  prefersOffice: z.enum(['same', 'different']).nullable().optional(),
  prefersProfession: z.enum(['same', 'different']).nullable().optional(),
  wishes: z.array(personOrAddress).max(20).optional(),
  exclusions: z.array(personOrAddress).max(100).optional(),
  pausedUntil: date.nullable().optional(),
});

/** POST /api/my/pairings/:id/answer */
export const AnswerInput = z.object({ answer: z.enum(['accept', 'decline']) });
const questions = z
  .array(text(300))
  .max(3)
  .refine((all) => new Set(all).size === all.length, { error: 'names a question twice' });
/** POST /api/my/meetings/:id/agenda; PUT and DELETE …/agenda/:itemId */
export const AgendaItemInput = z.object({ text: text(300), questions: questions.optional() });
export const AgendaItemChange = z.object({
  text: text(300).optional(),
  /** All that it is to hold. */
  questions: questions.optional(),
  takeIn: z.literal(true).optional(),
  /** New place in the order, 0 first. */
  position: z.int().min(0).max(20).optional(),
});
/** POST /api/my/check-ins/:id */
export const CheckInInput = z.object({
  tookPlace: z.enum(['yes', 'moved', 'no']),
  whoTalked: WhoTalked.nullable(),
  spokeOpenly: z.enum(['yes', 'partly', 'no']).nullable(),
  menteesAgenda: z.enum(['yes', 'partly', 'no']).nullable(),
  summedUp: z.enum(['yes', 'no']).nullable(),
  /** Nobody else reads them unless they are shown on purpose. */
  words: text(1_000).nullable(),
  areWordsShared: z.boolean(),
});
/** POST /api/my/meetings/:id/summary: of the mentee. */
export const SummaryInput = z.object({
  /** The one after the last. */
  version,
  text: text(1_000),
  commitment: text(300).nullable(),
});
/** POST /api/my/meetings/:id/summary/verdict: of the mentor. */
export const VerdictInput = z.object({
  /** The one that was read. */
  version,
  verdict: Verdict,
  /** Null where there is no commitment. */
  commitmentVerdict: Verdict.nullable(),
  correction: text(500).nullable(),
});
/** POST /api/my/commitments/:id: the mentee says the first three, the mentor the last two. */
export const CommitmentInput = z.object({
  answer: z.enum(['done', 'still-on-it', 'let-go', 'changed', 'not-yet']),
});

/** POST /api/my/pairings/:id/times: one of those offered, by its first meeting. */
export const TimesChoice = z.object({ start: instant });
/** POST /api/my/pairings/:id/series/times: the best times, were the series changed like this; nothing is changed. */
export const SeriesWish = z.object({
  cadence: Cadence.optional(),
  lengthMinutes: z.union([z.literal(30), z.literal(45), z.literal(60)]).optional(),
  /** On this day of the week alone, 1 for Monday, as the mentee's calendar has it. */
  weekday: z.int().min(1).max(7).optional(),
});
export const Times = z.object({ options: z.array(TimesOption) });
/** POST /api/my/pairings/:id/series: have it changed, to one of the times that `…/series/times` gives. */
export const SeriesChange = SeriesWish.extend({ start: instant });
/** POST /api/my/pairings/:id/pause; null: until somebody resumes it. */
export const PauseInput = z.object({ until: date.nullable() });
/** GET /api/my/meetings/:id/times: starts at which both are free. */
export const MeetingTimes = z.object({ times: z.array(instant) });
/** POST /api/my/meetings/:id/move */
export const MoveInput = z.object({ startsAt: instant });
/** POST /api/my/meetings/:id/cancel */
export const CancelInput = z.object({ isOfferedAgain: z.boolean() });
/** POST /api/programmes/:id/pairings/:pairingId/replace: somebody takes the place of one of the two. */
export const ReplaceInput = z.object({ role: Role, personId: id });

/** Whom somebody asks for help. */
export const Helper = z.enum(['lead', 'contact']);
/** `way-out`: they would like their pairing to end, and to talk first. */
export const HelpWish = z.enum(['talk', 'way-out']);
export const HelpState = z.enum(['open', 'seen', 'done']);
/** GET /api/my/pairings/:id/help: whom I can ask about it, and what I have asked. Nobody else sees it. */
export const HelpChoices = z.object({
  /** Whether whoever leads the programme can be asked. */
  lead: z.boolean(),
  /** Who has no part in the programme and can be asked; `isHere` when the chat reaches them. */
  contact: z
    .object({
      displayName: z.string(),
      jobTitle: z.string().nullable(),
      userPrincipalName: z.string(),
      isHere: z.boolean(),
    })
    .nullable(),
  asked: z.array(z.object({ id, to: Helper, wants: HelpWish, state: HelpState, askedAt: instant })),
});
/** POST /api/my/pairings/:id/help */
export const HelpInput = z.object({ to: Helper, wants: HelpWish, words: text(500).nullable() });

const Two = z.object({ pairingId: id, mentee: PersonSummary, mentor: PersonSummary });
/** GET /api/programmes/:id/attention: what the lead may have to see to. */
export const Attention = z.object({
  /** Asked of the lead, newest first; what is done aside. */
  help: z.array(
    z.object({
      id,
      person: PersonSummary,
      /** The other one of the pairing it is about; they do not know of it. */
      partner: PersonSummary.nullable(),
      wants: HelpWish,
      words: z.string().nullable(),
      state: HelpState,
      askedAt: instant,
    }),
  ),
  stalled: z.array(Two.extend({ since: instant })),
  /** Meetings that the mentee has moved or cancelled, from two on. */
  moved: z.array(Two.extend({ times: z.int() })),
  /** Offers that have not been answered for ten days; not by whom. */
  unanswered: z.array(Two.extend({ since: instant })),
  /** Offers that came to nothing and whose mentee has no other pairing; not through whom. */
  declined: z.array(Two),
  /** Pairings whose meetings could not be booked, and why. */
  failed: z.array(Two.extend({ problem: BookingProblem.nullable() })),
  /** Those who take part and are in no pairing, once some are: the first of them by name, and how many there are. */
  unpaired: z.array(z.object({ person: PersonSummary, role: Role })),
  unpairedCount: z.int(),
  /** The first of them by name; `unreachedCount` says how many there are. */
  unreached: z.array(z.object({ person: PersonSummary, why: Unreached })),
  unreachedCount: z.int(),
  /** Messages that wait until their people can be reached. */
  undelivered: z.int(),
});
/** GET /api/programmes/:id/attention/count: how many things there are to see to; those without a pairing or out of reach count as one each. */
export const AttentionCount = z.object({ count: z.int() });
/** POST /api/programmes/:id/help/:helpId */
export const HelpSettled = z.object({ state: z.enum(['seen', 'done']) });

export type Problem = z.infer<typeof Problem>;
export type ClientConfig = z.infer<typeof ClientConfig>;
export type Me = z.infer<typeof Me>;
export type Topic = z.infer<typeof Topic>;
export type Programme = z.infer<typeof Programme>;
export type ProgrammeInput = z.infer<typeof ProgrammeInput>;
export type ImportRun = z.infer<typeof ImportRun>;
export type ImportRefused = z.infer<typeof ImportRefused>;
export type PersonSummary = z.infer<typeof PersonSummary>;
export type ProgrammePerson = z.infer<typeof ProgrammePerson>;
export type PeoplePage = z.infer<typeof PeoplePage>;
export type Reason = z.infer<typeof Reason>;
export type Repeats = z.infer<typeof Repeats>;
export type TimesOption = z.infer<typeof TimesOption>;
export type BookingRules = z.infer<typeof BookingRules>;
export type SeriesWish = z.infer<typeof SeriesWish>;
export type SeriesSummary = z.infer<typeof SeriesSummary>;
export type Health = z.infer<typeof Health>;
export type LeadPairing = z.infer<typeof LeadPairing>;
export type Weights = z.infer<typeof Weights>;
export type Objective = z.infer<typeof Objective>;
export type FitParts = z.infer<typeof FitParts>;
export type Bar = z.infer<typeof Bar>;
export type Obstacle = z.infer<typeof Obstacle>;
export type Unplaced = z.infer<typeof Unplaced>;
export type Proposal = z.infer<typeof Proposal>;
export type Dissolved = z.infer<typeof Dissolved>;
export type DecisionKind = z.infer<typeof DecisionKind>;
export type Decision = z.infer<typeof Decision>;
export type DecisionsInput = z.infer<typeof DecisionsInput>;
export type RoundProblem = z.infer<typeof RoundProblem>;
export type Round = z.infer<typeof Round>;
export type RoundInput = z.infer<typeof RoundInput>;
export type MatchingReview = z.infer<typeof MatchingReview>;
export type WhatIf = z.infer<typeof WhatIf>;
export type WhatIfInput = z.infer<typeof WhatIfInput>;
export type Pairings = z.infer<typeof Pairings>;
export type AgendaItem = z.infer<typeof AgendaItem>;
export type Verdict = z.infer<typeof Verdict>;
export type Commitment = z.infer<typeof Commitment>;
export type CommitmentInput = z.infer<typeof CommitmentInput>;
export type OpenQuestions = z.infer<typeof OpenQuestions>;
export type Meeting = z.infer<typeof Meeting>;
export type MyPairing = z.infer<typeof MyPairing>;
export type MyPairings = z.infer<typeof MyPairings>;
export type Participation = z.infer<typeof Participation>;
export type ParticipationChange = z.infer<typeof ParticipationChange>;
export type CheckInInput = z.infer<typeof CheckInInput>;
export type Helper = z.infer<typeof Helper>;
export type HelpChoices = z.infer<typeof HelpChoices>;
export type Attention = z.infer<typeof Attention>;
export type Unreached = z.infer<typeof Unreached>;
