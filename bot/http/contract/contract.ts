import { z } from 'zod';

/** What tab and server say to each other. Instants are ISO strings in UTC, dates `YYYY-MM-DD`, ids UUIDs. */
const id = z.uuid();
const instant = z.iso.datetime();
const date = z.iso.date();
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
});

export const Me = z.object({
  displayName: z.string(),
  isLead: z.boolean(),
  /** Null when the directory's person is not known here yet. */
  personId: id.nullable(),
  timeZone: z.string().nullable(),
  now: instant,
});

export const ProgrammeInput = z.object({
  name: text(100),
  startsOn: date,
  endsOn: date,
  cadence: Cadence,
  meetings: z.int().min(1).max(26),
  lengthMinutes: z.union([z.literal(30), z.literal(45), z.literal(60)], { error: 'must be 30, 45 or 60' }),
  topics: z.array(Topic).min(1).max(60),
  rules: Rules,
  /** Lowest first. */
  gradeLadder: z.array(text(60)).max(40),
});
export const Programme = ProgrammeInput.extend({ id, version });
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
  failure: z.string().nullable(),
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
export const ProgrammePerson = PersonSummary.extend({
  grade: z.string().nullable(),
  seniority: z.int(),
  role: Role.nullable(),
  /** Labels. What is private is counted, not named: it is between the person and the matching. */
  topics: z.array(z.string()),
  privateTopics: z.int(),
  mailbox: z.enum(['unread', 'readable', 'unknown-person', 'no-mailbox', 'access-denied', 'unusable-settings']),
});
/** GET /api/programmes/:id/people?role=&search=&offset=&limit= */
export const PeoplePage = z.object({
  total: z.int(),
  mentors: z.int(),
  mentees: z.int(),
  people: z.array(ProgrammePerson),
});

export const Reason = z.discriminatedUnion('kind', [
  /** Labels; the two people see them all, the lead only how many private ones there are besides. */
  z.object({ kind: z.literal('shared-topics'), topics: z.array(z.string()), privateTopics: z.int() }),
  z.object({ kind: z.literal('seniority-gap'), levels: z.int() }),
  z.object({ kind: z.literal('shared-hours'), hours: z.number() }),
  z.object({ kind: z.literal('different-department') }),
  z.object({ kind: z.literal('different-profession') }),
  z.object({ kind: z.literal('same-office') }),
]);
export const PairingState = z.enum(['proposed', 'offered', 'active', 'paused', 'closed', 'declined']);
export const WaitingFor = z.enum(['publishing', 'mentee-answer', 'mentor-answer', 'signatures', 'nothing']);
export const SeriesSummary = z.object({
  state: z.enum(['planned', 'booking', 'booked', 'failed']),
  /** First meeting, ISO with offset and zone as `2026-12-01T10:00:00+00:00[Europe/London]`. */
  start: z.string().nullable(),
  everyWeeks: z.int().nullable(),
  lengthMinutes: z.int().nullable(),
  joinUrl: z.url().nullable(),
  problem: z.string().nullable(),
});
/** Whose answer is waited for is not told to the lead: from the next look they would know who declined. */
export const LeadWaitingFor = z.enum(['publishing', 'answers', 'signatures', 'nothing']);
/** How the lead sees a pairing: states, counts and dates. A decline is not told apart by side. */
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
  nextMeetingAt: instant.nullable(),
  checkInsSent: z.int(),
  checkInsAnswered: z.int(),
});
export const Unplaced = z.object({
  person: PersonSummary,
  role: Role,
  reason: z.string(),
  possiblePartners: z.int(),
});
/** GET /api/programmes/:id/pairings, and the answer to POST …/matching and POST …/publish. */
export const Pairings = z.object({ totalFit: z.int(), pairings: z.array(LeadPairing), unplaced: z.array(Unplaced) });

export const WhoTalked = z.enum(['mostly-me', 'balanced', 'mostly-the-other']);
export const AgendaItem = z.object({
  id,
  text: z.string(),
  state: z.enum(['suggested', 'taken-in']),
  mine: z.boolean(),
});
export const Meeting = z.object({
  id,
  number: z.int(),
  startsAt: instant,
  endsAt: instant,
  state: z.enum(['planned', 'held', 'cancelled']),
  agenda: z.array(AgendaItem),
  agendaPublishedAt: instant.nullable(),
  /** My own check-in for it; null before the meeting has ended. */
  checkIn: z.object({ id, answered: z.boolean() }).nullable(),
  /** Who talked more, as each side saw it: the one answer that both see, once both have given it. */
  whoTalked: z.object({ mine: WhoTalked, theirs: WhoTalked }).nullable(),
});
export const MyPairing = z.object({
  id,
  programme: z.object({ id, name: z.string(), startsOn: date, endsOn: date }),
  /** What I am in it. */
  role: Role,
  partner: PersonSummary,
  reasons: z.array(Reason),
  state: PairingState,
  waitingFor: WaitingFor,
  /** What is asked of me now. */
  asked: z.enum(['answer', 'sign', 'nothing']),
  iSigned: z.boolean(),
  series: SeriesSummary.nullable(),
  meetings: z.array(Meeting),
});
/** GET /api/my/pairings: offered and active ones; never proposed, never declined. */
export const MyPairings = z.object({ pairings: z.array(MyPairing) });
/** GET and PUT /api/my/participations: the programmes I am enrolled in and my topics there. */
export const Participation = z.object({
  programmeId: id,
  programme: z.string(),
  role: Role,
  topics: z.array(z.string()),
  offered: z.array(Topic),
});
export const Participations = z.object({ participations: z.array(Participation) });
export const TopicsInput = z.object({ topics: z.array(z.string()).max(60) });

/** POST /api/my/pairings/:id/answer */
export const AnswerInput = z.object({ answer: z.enum(['accept', 'decline']) });
/** POST /api/my/meetings/:id/agenda; PUT and DELETE …/agenda/:itemId */
export const AgendaItemInput = z.object({ text: text(300) });
export const AgendaItemChange = z.object({
  text: text(300).optional(),
  takeIn: z.literal(true).optional(),
  /** New place in the order, 0 first. */
  position: z.int().min(0).max(20).optional(),
});
/** POST /api/my/check-ins/:id */
export const CheckInInput = z.object({
  tookPlace: z.enum(['yes', 'no']),
  whoTalked: WhoTalked.nullable(),
  questions: z.enum(['none', 'a-few', 'many']).nullable(),
  useful: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable(),
});

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
export type SeriesSummary = z.infer<typeof SeriesSummary>;
export type LeadPairing = z.infer<typeof LeadPairing>;
export type Unplaced = z.infer<typeof Unplaced>;
export type Pairings = z.infer<typeof Pairings>;
export type AgendaItem = z.infer<typeof AgendaItem>;
export type Meeting = z.infer<typeof Meeting>;
export type MyPairing = z.infer<typeof MyPairing>;
export type MyPairings = z.infer<typeof MyPairings>;
export type Participation = z.infer<typeof Participation>;
export type CheckInInput = z.infer<typeof CheckInInput>;
