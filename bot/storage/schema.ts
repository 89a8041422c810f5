import type { ColumnType, Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ConversationReference } from '../mentoring/chat/chat.ts';
import type { Reach, Refusal } from '../mentoring/chat/conversation.ts';
import type { BulkResult } from '../mentoring/bulk/bulk.ts';
import type { CheckInAnswers } from '../mentoring/checkin/check-in.ts';
import type { AnotherRoundAnswer } from '../mentoring/closing/closing.ts';
import type { CommitmentState } from '../mentoring/commitment/commitment.ts';
import type { Helper, HelpState, HelpWish } from '../mentoring/help/help-request.ts';
import type { ActAbout, ActKind } from '../mentoring/history/lead-act.ts';
import type { Figure, Key } from '../mentoring/insight/figure.ts';
import type { FitPart, MatchingResult, Reason, Totals } from '../mentoring/matching/matching.ts';
import type { DecisionKind, Lead, Round, RoundProblem } from '../mentoring/matching/round.ts';
import type {
  BookingProblem,
  BookingState,
  ChangedBy,
  Farewell,
  MailboxAddress,
  MeetingChange,
  MeetingState,
  OrderProblem,
  SeriesState,
  Slot,
} from '../mentoring/meeting/meeting.ts';
import type { NoticeState, NoticeSubject } from '../mentoring/notice/notice.ts';
import type { PairingState } from '../mentoring/pairing/pairing.ts';
import type { ImportRun, ImportState } from '../mentoring/people/import-run.ts';
import type { Mailbox, Preferences, Role, WorkingHours } from '../mentoring/people/person.ts';
import type { Cadence, FitWeights, MatchingRules, Objective, Topic } from '../mentoring/programme/programme.ts';
import type { SummaryState, Verdict } from '../mentoring/summary/summary.ts';
import type { AgendaItemState } from '../mentoring/agenda/agenda.ts';

/** Read as `Temporal`, written as text, which Postgres takes without loss. */
type Instant = ColumnType<Temporal.Instant, string, string>;
type MaybeInstant = ColumnType<Temporal.Instant | null, string | null, string | null>;
type Day = ColumnType<Temporal.PlainDate, string, string>;
type MaybeDay = ColumnType<Temporal.PlainDate | null, string | null, string | null>;
/** Read as a value, written as JSON text: the driver would take an array for a Postgres array. */
type Json<T> = ColumnType<T, JsonText<T>, JsonText<T>>;
type JsonText<T> = null extends T ? string | null : string;

interface Row {
  tenantId: string;
  id: string;
}

/** The tables as they stand after the last migration; columns in camel case here, in snake case there. */
export interface Schema {
  person: Row & {
    userPrincipalName: string;
    entraObjectId: string | null;
    displayName: string;
    jobTitle: string | null;
    grade: string | null;
    seniority: number | null;
    department: string | null;
    profession: string | null;
    officeLocation: string | null;
    timeZone: string | null;
    languages: Json<readonly string[]>;
    managerId: string | null;
    mailbox: Json<Mailbox>;
    ownHours: Json<WorkingHours | null>;
  };
  programme: Row & {
    name: string;
    startsOn: Day;
    endsOn: Day;
    cadence: Cadence;
    meetings: number;
    lengthMinutes: 30 | 45 | 60;
    topics: Json<readonly Topic[]>;
    rules: Json<MatchingRules>;
    weights: Json<FitWeights>;
    objective: Objective;
    gradeLadder: Json<readonly string[]>;
    booking: Json<StoredBookingRules>;
    openToSignUp: boolean;
    neutralContact: string | null;
    ledBy: string | null;
    version: number;
    closedAt: MaybeInstant;
    keptMonths: number;
    forgottenAt: MaybeInstant;
  };
  participant: Row & {
    programmeId: string;
    personId: string;
    role: Role;
    topics: Json<readonly string[]>;
    capacity: number;
    preferences: Json<Preferences>;
    wishes: Json<readonly string[]>;
    exclusions: Json<readonly string[]>;
    pausedUntil: MaybeDay;
    isTold: boolean;
  };
  import: Row & {
    programmeId: string;
    source: Json<ImportRun['source']>;
    state: ImportState;
    people: number;
    toRead: number;
    read: number;
    failure: ImportRun['failure'];
    readingSteps: Generated<number>;
    nextPage: string | null;
    isListed: Generated<boolean>;
  };
  groupPerson: {
    tenantId: string;
    importId: string;
    entraObjectId: string;
    userPrincipalName: string;
    displayName: string;
    jobTitle: string | null;
    department: string | null;
    officeLocation: string | null;
    isMember: boolean;
    isAsked: Generated<boolean>;
    managerObjectId: string | null;
  };
  pairing: Row & {
    programmeId: string;
    menteeId: string;
    mentorId: string;
    state: PairingState;
    fit: number;
    parts: Json<Readonly<Record<FitPart, number>> | null>;
    reasons: Json<readonly Reason[]>;
    menteeAcceptedAt: MaybeInstant;
    menteeSignedAt: MaybeInstant;
    mentorAcceptedAt: MaybeInstant;
    mentorSignedAt: MaybeInstant;
  };
  round: Row & {
    programmeId: string;
    number: number;
    state: Round['state'];
    requestedBy: Json<Lead>;
    startedAt: Instant;
    finishedAt: MaybeInstant;
    publishedAt: MaybeInstant;
    phase: Round['phase'];
    progress: number;
    rules: Json<MatchingRules>;
    weights: Json<FitWeights>;
    objective: Objective;
    /** The driver reads what may go beyond 32 bits with a sign as text. */
    seed: ColumnType<string, number, number>;
    startedFrom: string | null;
    decisionsKnown: number;
    input: Buffer | null;
    inputHash: string | null;
    result: Json<MatchingResult | null>;
    totals: Json<Totals | null>;
    problem: Json<RoundProblem | null>;
  };
  matchingDecision: Row & {
    programmeId: string;
    number: number;
    kind: DecisionKind;
    menteeId: string;
    mentorId: string;
    decidedBy: Json<Lead>;
    decidedAt: Instant;
  };
  series: Row & {
    pairingId: string;
    state: SeriesState;
    version: number;
    cadence: Cadence;
    lengthMinutes: number;
    slot: Json<StoredSlot | null>;
    options: Json<readonly StoredOption[]>;
    decideBy: MaybeInstant;
    pausedUntil: MaybeDay;
    resumedAt: MaybeInstant;
    problem: BookingProblem | null;
    changeProblem: BookingProblem | null;
  };
  booking: Row & {
    seriesId: string;
    meetingId: string | null;
    version: number;
    state: BookingState;
    slot: Json<StoredSlot>;
    meetings: Json<readonly StoredMeeting[] | null>;
    organizer: Json<MailboxAddress | null>;
    isAsked: boolean;
    eventId: string | null;
    joinUrl: string | null;
    uid: string | null;
    farewell: Farewell | null;
  };
  meeting: Row & {
    seriesId: string;
    pairingId: string;
    number: number;
    startsAt: Instant;
    endsAt: Instant;
    bookingId: string | null;
    eventId: string | null;
    state: MeetingState;
    response: Json<StoredResponse | null>;
    meetingOrder: Json<StoredOrder | null>;
    orderProblem: OrderProblem | null;
    options: Json<readonly string[]>;
    decideBy: MaybeInstant;
    agendaPublishedAt: MaybeInstant;
    agendaPlannedFor: MaybeInstant;
  };
  meetingChange: Row & { meetingId: string; kind: MeetingChange['kind']; changedBy: ChangedBy; at: Instant };
  watchedCalendar: {
    tenantId: string;
    organizerId: string;
    watchId: string | null;
    secretHash: string | null;
    expiresAt: MaybeInstant;
    mark: string | null;
    windowStart: MaybeInstant;
    windowEnd: MaybeInstant;
    readAt: MaybeInstant;
    watchAgainAt: Instant;
  };
  agendaItem: Row & {
    meetingId: string;
    authorId: string;
    text: string;
    questions: Json<readonly string[]>;
    version: number;
    state: AgendaItemState;
    reachedAt: MaybeInstant;
    carriedFrom: string | null;
    position: number;
  };
  checkIn: Row & {
    meetingId: string;
    personId: string;
    answers: Json<CheckInAnswers | null>;
  };
  summary: {
    tenantId: string;
    meetingId: string;
    version: number;
    text: string;
    writtenAt: Instant;
    state: SummaryState;
    verdict: Verdict | null;
    correction: string | null;
    verdictAt: MaybeInstant;
  };
  commitment: Row & {
    pairingId: string;
    meetingId: string;
    text: string;
    state: CommitmentState;
    verdict: Verdict | null;
    menteeAnsweredBefore: string | null;
    mentorAnsweredBefore: string | null;
    proposedAt: Instant;
    openedAt: MaybeInstant;
    saidDoneAt: MaybeInstant;
    endedAt: MaybeInstant;
  };
  helpRequest: Row & {
    programmeId: string;
    pairingId: string | null;
    personId: string;
    askedOf: Helper;
    contactId: string | null;
    wants: HelpWish;
    words: string | null;
    state: HelpState;
    askedAt: Instant;
    seenAt: MaybeInstant;
    doneAt: MaybeInstant;
  };
  leadAct: Row & {
    programmeId: string;
    kind: ActKind;
    leadId: string;
    leadName: string;
    at: Instant;
    about: Json<ActAbout>;
  };
  bulkAct: Row & {
    programmeId: string;
    deed: Json<StoredDeed>;
    askedBy: Json<Lead>;
    askedAt: Instant;
    endedAt: MaybeInstant;
  };
  bulkItem: { tenantId: string; bulkId: string; position: number; pairingId: string; result: BulkResult | null };
  insightRelease: Row & {
    programmeId: string;
    month: Day;
    releasedAt: Instant;
    figures: Json<readonly Figure[]>;
  };
  usedUpAnswer: { tenantId: string; checkInId: string; key: Key; releaseId: string };
  closing: {
    tenantId: string;
    programmeId: string;
    thankedAt: MaybeInstant;
    thankedBy: Json<Lead | null>;
    words: string | null;
    asksAnotherRound: boolean;
    closedBy: Json<Lead | null>;
  };
  anotherRound: {
    tenantId: string;
    participantId: string;
    answer: AnotherRoundAnswer['answer'];
    role: Role | null;
    answeredAt: Instant;
  };
  notice: Row & {
    personId: string;
    key: string;
    about: string;
    subject: Json<NoticeSubject>;
    state: NoticeState;
    sendAfter: Instant;
    activityIds: Json<readonly string[]>;
  };
  conversation: {
    tenantId: string;
    entraObjectId: string;
    reference: Json<ConversationReference | null>;
    reach: Reach;
    mutedAt: MaybeInstant;
    triedAt: MaybeInstant;
    refused: Refusal | null;
  };
}

/**
 * A slot as JSON; `start` as `Temporal.ZonedDateTime` prints it. Slots from when a month was four weeks have `everyWeeks`
 * in place of `repeats`.
 */
export type StoredSlot = { readonly start: string } & Pick<Slot, 'lengthMinutes' | 'meetings'> &
  (Pick<Slot, 'repeats'> | { readonly everyWeeks: number });

/** A planned meeting as JSON; instants as ISO text. */
export interface StoredMeeting {
  readonly start: string;
  readonly end: string;
  readonly from: string | null;
  readonly state: 'in-place' | 'moved' | 'clashes';
}

export interface StoredOption {
  readonly slot: StoredSlot;
  readonly meetings: readonly StoredMeeting[];
}

export interface StoredResponse {
  readonly response: 'accepted' | 'tentative' | 'declined';
  readonly by: Role;
  readonly at: string;
}

export type StoredOrder =
  | { readonly kind: 'move'; readonly startsAt: string; readonly by: ChangedBy }
  | { readonly kind: 'cancel'; readonly isOfferedAgain: boolean; readonly by: ChangedBy };

export type StoredDeed =
  { readonly kind: 'nudge' | 'book' | 'resume' | 'end' } | { readonly kind: 'pause'; readonly until: string | null };

export interface StoredBookingRules {
  readonly organizer: 'mentee' | 'mentor' | 'shared-mailbox';
  readonly sharedMailbox: string | null;
  readonly decideWithinDays: number;
  readonly blackouts: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}
