import type { MentoringEvent } from './events.ts';
import type { Temporal } from 'temporal-polyfill';
import type { AgendaItem } from './agenda/agenda.ts';
import type { ReachSeen } from './attention/reach.ts';
import type { SomePeople } from './attention/some-people.ts';
import type { Bulk, BulkCounts, BulkItem, BulkResult } from './bulk/bulk.ts';
import type { BotMessage, ConversationReference, DeliveryProblem, MessageGone } from './chat/chat.ts';
import type { Conversation } from './chat/conversation.ts';
import type { CheckIn } from './checkin/check-in.ts';
import type { AnotherRoundAnswer, Closing, Outcomes } from './closing/closing.ts';
import type { Commitment } from './commitment/commitment.ts';
import type { MatchingEngine, MatchingResult } from './matching/matching.ts';
import type { Decision, Lead, Round } from './matching/round.ts';
import type { HelpRequest } from './help/help-request.ts';
import type { ActFilter, LeadAct } from './history/lead-act.ts';
import type { MonthOfMeetings } from './insight/months.ts';
import type { InsightRelease } from './insight/release.ts';
import type { GivenAnswers, UsedUp } from './insight/release.ts';
import type { Interval } from './meeting/interval.ts';
import type { Booking, MailboxAddress, Meeting, MeetingChange, Series, Slot } from './meeting/meeting.ts';
import type { WatchedCalendar } from './meeting/watched-calendar.ts';
import type { MyData, Somebody } from './my-data/my-data.ts';
import type { Notice } from './notice/notice.ts';
import type { Outcome } from './outcome.ts';
import type { Lately, PairingFacts } from './pairing/pairing-facts.ts';
import type { Pairing } from './pairing/pairing.ts';
import type { ImportRun } from './people/import-run.ts';
import type { Mailbox, Participant, Person, Role, WorkingHours } from './people/person.ts';
import type { PeopleFilter, PeoplePlace, Standing, StandingCount } from './people/standing.ts';
import type { Rank } from './people/seniority.ts';
import type { Programme } from './programme/programme.ts';
import type { Summary } from './summary/summary.ts';

/** "Now" comes from outside, so that tests and the sandbox can travel. */
export interface Clock {
  now(): Temporal.Instant;
}

/** Somebody as the organisation's directory knows them. */
export interface DirectoryPerson {
  readonly entraObjectId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly officeLocation: string | null;
}

/** A group of the directory. */
export interface DirectoryGroup {
  readonly groupId: string;
  readonly displayName: string;
  readonly description: string | null;
}

/** What a mailbox tells of its owner. */
export interface MailboxSettings {
  readonly mailbox: Mailbox;
  /** As `Person.languages`; none where it does not say. */
  readonly languages: readonly string[];
}

/** The organisation's directory. Methods throw `TemporaryError` when the directory cannot be asked now. */
export interface Directory {
  /** Looks people up by userPrincipalName or object id; those it does not know are missing from the answer. */
  find(tenantId: string, keys: readonly string[]): Promise<ReadonlyMap<string, DirectoryPerson>>;
  /**
   * A page of the people of a group, nested groups included: the first, or the one that an earlier page calls its `next`.
   * `not-found` when there is no such group, `mark-lost` when the directory does not know that page any more.
   */
  groupPage(
    tenantId: string,
    groupId: string,
    page: string | null,
  ): Promise<
    Outcome<{ readonly people: readonly DirectoryPerson[]; readonly next: string | null }, 'not-found' | 'mark-lost'>
  >;
  /** At most twenty groups in whose names words begin like these; `not-allowed` when groups may not be looked at. */
  findGroups(tenantId: string, words: string): Promise<Outcome<readonly DirectoryGroup[], 'not-allowed'>>;
  /** A group, and how many people are in it and in the groups within it. */
  lookAtGroup(
    tenantId: string,
    groupId: string,
  ): Promise<Outcome<DirectoryGroup & { readonly people: number }, 'not-found' | 'not-allowed'>>;
  /** The manager of each person, by object id; null for those who have none. */
  managers(tenantId: string, objectIds: readonly string[]): Promise<ReadonlyMap<string, DirectoryPerson | null>>;
  /** What each mailbox tells of its owner, by object id. */
  mailboxes(tenantId: string, objectIds: readonly string[]): Promise<ReadonlyMap<string, MailboxSettings>>;
}

/** A small square picture of somebody. */
export interface Photo {
  readonly type: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';
  readonly bytes: Uint8Array;
}

/** Pictures that people have given the organisation of themselves. */
export interface Photos {
  /** Null where there is none, it is not ours to see, or it cannot be had now: whoever shows people shows their initials. */
  of(tenantId: string, entraObjectId: string): Promise<Photo | null>;
}

/** A mailbox that cannot be read is unknown, never free. */
export type Busy =
  | { readonly ok: true; readonly intervals: readonly Interval[] }
  | { readonly ok: false; readonly reason: 'no-mailbox' | 'access-denied' | 'unreadable' };

/** What stands in the calendar, read back from it. */
export interface BookedEvent {
  readonly eventId: string;
  readonly joinUrl: string | null;
  /** What the event is called in everybody's calendar. */
  readonly uid: string | null;
}

/** What somebody has answered to an invitation. */
export interface InvitationResponse {
  /** In lower case. */
  readonly userPrincipalName: string;
  readonly response: 'accepted' | 'tentative' | 'declined';
  readonly at: Temporal.Instant;
}

/** One occurrence, read back from the organiser's calendar. */
export interface Occurrence {
  readonly eventId: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly cancelled: boolean;
  /** What those invited have answered, without those who have not. */
  readonly responses: readonly InvitationResponse[];
}

/**
 * Why the calendar did not do what it was asked. `gone`: no such event. `person-gone`: nobody has this mailbox any more.
 * `no-mailbox`, `access-denied`: the mailbox is not there or not open to us, now. `crosses-neighbour`: a meeting may not come
 * to lie on the day of, or past, another of its series.
 */
export type CalendarRefusal = 'gone' | 'person-gone' | 'no-mailbox' | 'access-denied' | 'crosses-neighbour' | 'refused';

export type CalendarOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: CalendarRefusal; readonly detail: string };

/** Everybody's calendars. Methods throw `TemporaryError` when the calendar cannot be asked now. */
export interface Calendar {
  /** When each of these people is busy, by object id, recurring events expanded, tentative counted as busy. */
  busy(
    tenantId: string,
    people: readonly MailboxAddress[],
    from: Temporal.Instant,
    to: Temporal.Instant,
  ): Promise<ReadonlyMap<string, Busy>>;
  /**
   * Makes an event of online meetings once: the same `bookingId` never leads to a second one, whatever is retried. With
   * `isAsked` an earlier try may have made it, so that it is looked for first.
   */
  book(
    tenantId: string,
    booking: {
      readonly bookingId: string;
      readonly isAsked: boolean;
      /** A series, also of one meeting; or a single meeting. */
      readonly isSeries: boolean;
      readonly organizer: MailboxAddress;
      readonly attendees: readonly MailboxAddress[];
      readonly slot: Slot;
      readonly subject: string;
      /** Plain text; the Microsoft side makes it safe HTML. */
      readonly body: string;
    },
  ): Promise<CalendarOutcome<BookedEvent>>;
  /** The event that was made under this id, looked up by its mark; null when there is none. */
  find(tenantId: string, organizer: MailboxAddress, bookingId: string): Promise<CalendarOutcome<BookedEvent | null>>;
  /** The event as it stands now, its join link included. */
  read(tenantId: string, organizer: MailboxAddress, eventId: string): Promise<CalendarOutcome<BookedEvent>>;
  /** The meetings of an event in order of time: the occurrences of a series, or the one meeting. */
  occurrences(
    tenantId: string,
    organizer: MailboxAddress,
    eventId: string,
    from: Temporal.Instant,
    to: Temporal.Instant,
  ): Promise<CalendarOutcome<readonly Occurrence[]>>;
  /** One meeting as it stands now. */
  occurrence(tenantId: string, organizer: MailboxAddress, eventId: string): Promise<CalendarOutcome<Occurrence>>;
  /** Whether the event stands in the calendar of somebody who is invited; those whose calendar cannot be read: a refusal. */
  hasCopy(tenantId: string, invited: MailboxAddress, uid: string): Promise<CalendarOutcome<boolean>>;
  /** Moves one meeting; everybody invited is told by Outlook. */
  move(
    tenantId: string,
    organizer: MailboxAddress,
    eventId: string,
    start: Temporal.ZonedDateTime,
    lengthMinutes: number,
  ): Promise<CalendarOutcome<null>>;
  /** Cancels a meeting or a whole series with a word to those invited. What is gone already counts as done. */
  cancel(tenantId: string, organizer: MailboxAddress, eventId: string, comment: string): Promise<CalendarOutcome<null>>;
  /** Replaces our own text of a meeting's invitation, and never the part that Teams put there. */
  describe(tenantId: string, organizer: MailboxAddress, eventId: string, body: string): Promise<CalendarOutcome<null>>;
}

/** Why a calendar cannot be followed. */
export type FeedRefusal = Extract<CalendarRefusal, 'no-mailbox' | 'access-denied' | 'person-gone'>;

/** What happened in a calendar. */
export interface CalendarChanges {
  /** Ids of events that are new or differ: of a series its own, whichever of its occurrences it was. */
  readonly changed: readonly string[];
  /** Ids of events, and of single occurrences, that are gone. */
  readonly removed: readonly string[];
  /** Where the next reading begins. */
  readonly mark: string;
}

/** That we are told of changes in somebody's calendar, until then. */
export interface Watch {
  readonly watchId: string;
  readonly expiresAt: Temporal.Instant;
}

/** What happens in calendars. Methods throw `TemporaryError` when the calendar cannot be asked now. */
export interface CalendarFeed {
  /**
   * What happened in the organiser's calendar since the mark, within the window; all that stands there when the mark is
   * null. The window of a mark is the one it was first read with.
   */
  changes(
    tenantId: string,
    organizer: MailboxAddress,
    mark: string | null,
    window: Interval,
  ): Promise<Outcome<CalendarChanges, FeedRefusal | 'mark-lost'>>;
  /** Has us told of changes, each time with the secret; one made before for the same calendar ends. */
  watch(
    tenantId: string,
    organizer: MailboxAddress,
    secret: string,
  ): Promise<Outcome<Watch, FeedRefusal | 'not-reachable'>>;
  /** Has us told for longer; `gone` where there is no such watch any more, or it is kept from us. */
  renewWatch(tenantId: string, watchId: string): Promise<Outcome<Watch, 'gone'>>;
  /** Has us told no more; nothing happens where there is no such watch, or it is kept from us. */
  endWatch(tenantId: string, watchId: string): Promise<void>;
}

/** The bot's voice. */
export interface Messenger {
  send(
    tenantId: string,
    to: ConversationReference,
    message: BotMessage,
  ): Promise<{ readonly ok: true; readonly activityId: string } | DeliveryProblem>;
  /** Replaces what an earlier message shows. */
  update(
    tenantId: string,
    to: ConversationReference,
    activityId: string,
    message: BotMessage,
  ): Promise<{ readonly ok: true } | DeliveryProblem | MessageGone>;
}

/**
 * What came of installing the app for somebody. `already`: they have it. `not-allowed`: the organisation does not let us, or
 * does not have the app. `person-gone`: nobody is called so any more.
 */
export type Installation = 'installed' | 'already' | 'not-allowed' | 'person-gone';

/** Brings the bot to people who have not added it themselves. Throws `TemporaryError` when that cannot be done now. */
export interface Installer {
  /** The chat tells of the installation by itself, as if the person had added it. */
  install(tenantId: string, entraObjectId: string): Promise<Installation>;
}

/** The directory, calendar or chat cannot be asked now; the job that asked is tried again. */
export class TemporaryError extends Error {
  override readonly name: string = 'TemporaryError';
  /** How long the other side asked us to wait; null when it did not say. */
  readonly retryAfterSeconds: number | null;
  constructor(message: string, retryAfterSeconds: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The organisation does not let us, until one of its administrators consents: nothing that waiting alone would mend. */
export class NotAllowedError extends TemporaryError {
  override readonly name = 'NotAllowedError';
}

/** What runs later, by name. Data holds ids only, so that a job always acts on what is true when it runs. */
export interface Jobs {
  'people.enrich': { readonly importId: string };
  /** Ask the directory about somebody who came in alone. */
  'person.enrich': { readonly personId: string };
  'people.import-group': { readonly importId: string };
  'matching.run': { readonly roundId: string };
  /** Look for times for a series, and offer them to the two or take the best. */
  'series.book': { readonly seriesId: string };
  'booking.make': { readonly bookingId: string };
  'booking.verify': { readonly bookingId: string };
  'booking.take-back': { readonly bookingId: string };
  /** Compare a series with what stands in Outlook. */
  'series.follow': { readonly seriesId: string };
  /** Look for new times for a meeting that has none, and offer them or take the best. */
  'meeting.offer': { readonly meetingId: string };
  /** Carry out what somebody asked to be done with a meeting. */
  'meeting.order': { readonly meetingId: string };
  'invitation.update': { readonly meetingId: string };
  /** Plan what is asked before a meeting, or plan it anew where the meeting moved. */
  'agenda.plan': { readonly meetingId: string };
  /** See to it that we are told of changes in somebody's calendar, or no more. */
  'calendar.watch': { readonly organizerId: string };
  /** Read what happened in somebody's calendar. */
  'calendar.follow': { readonly organizerId: string };
  'meeting.ended': { readonly meetingId: string };
  /** See whether the directory still knows somebody who could not be reached. */
  'person.look-for': { readonly personId: string };
  /** Have whoever was asked for help told of it. */
  'help.tell': { readonly helpId: string };
  /** Have the two of a pairing asked who have not met for long. */
  'pairing.stalled': { readonly pairingId: string };
  /** Have the lead told of meetings that the mentee moves. */
  'lead.alert': { readonly pairingId: string };
  /** Do with many pairings what a lead wants done with them. */
  'pairings.bulk': { readonly bulkId: string };
  /** Release what may be told of the answers before this month. */
  'insight.release': { readonly programmeId: string };
  /** Have everybody thanked who took part in a programme. */
  'programme.thank': { readonly programmeId: string };
  /** End what is open of a closed programme. */
  'programme.close': { readonly programmeId: string };
  /** Delete what was said in a programme that has been kept long enough. */
  'programme.forget': { readonly programmeId: string };
  /** Tell somebody by chat, if there is still a reason to. */
  'notice.send': { readonly noticeId: string };
  /** Have the cards of a notice show how things stand now. */
  'notice.update': { readonly noticeId: string };
}

export interface PersonStore {
  byId(id: string): Promise<Person | null>;
  byIds(ids: readonly string[]): Promise<readonly Person[]>;
  byEntraObjectId(objectId: string): Promise<Person | null>;
  byUserPrincipalNames(names: readonly string[]): Promise<readonly Person[]>;
  all(): Promise<readonly Person[]>;
  /** What everybody's seniority follows from. */
  ranks(): Promise<readonly Rank[]>;
  /** At most so many participants of the programme whose mailboxes have not been read. */
  unreadOf(programmeId: string, limit: number): Promise<readonly Person[]>;
  /** Languages that anybody here speaks, as `Person.languages`. */
  languages(): Promise<readonly string[]>;
  /** Writes down what somebody says of themselves, and nothing else. */
  saveLanguages(id: string, languages: readonly string[]): Promise<void>;
  /** The same of when they work; null where they leave it to their mailbox. */
  saveOwnHours(id: string, hours: WorkingHours | null): Promise<void>;
  /** Those of a programme whose name holds this text, by name; as much of each as somebody else in it may be shown. */
  search(asked: {
    readonly programmeId: string;
    readonly text: string;
    readonly exceptId: string;
    readonly most: number;
  }): Promise<readonly Pick<Person, 'id' | 'displayName' | 'jobTitle'>[]>;
  /** Inserts or replaces by id; of those who are here already their own hours stay. */
  save(people: readonly Person[]): Promise<void>;
  /**
   * Writes down what the directory said, and nothing else of a person, who may have changed meanwhile; languages only of
   * those of whom none are known.
   */
  saveRead(read: readonly Pick<Person, 'id' | 'entraObjectId' | 'timeZone' | 'languages' | 'mailbox'>[]): Promise<void>;
  /** Of those who take part in a programme, or are in a pairing of it, the ones whom the chat does not reach, by name. */
  outOfReach(
    programmeId: string,
    limit: number,
  ): Promise<SomePeople<{ readonly person: Person; readonly why: Exclude<ReachSeen, 'reached'> }>>;
  /** Those who take part in a programme on that day and are in no pairing of it, by name. */
  unpaired(
    programmeId: string,
    day: Temporal.PlainDate,
    limit: number,
  ): Promise<SomePeople<{ readonly person: Person; readonly role: Role }>>;
  /** Holds other transactions that lock everybody until this one ends: two that bring people in come one after the other. */
  lockAll(): Promise<void>;
  /** Holds other transactions that lock one of these people until this one ends. */
  lock(ids: readonly string[]): Promise<void>;
}

export interface ProgrammeStore {
  byId(id: string): Promise<Programme | null>;
  byIds(ids: readonly string[]): Promise<readonly Programme[]>;
  all(): Promise<readonly Programme[]>;
  insert(programme: Programme): Promise<void>;
  /** Saves when the stored version is `programme.version - 1`; false when somebody else was first. `closedAt` stays, see `close`. */
  update(programme: Programme): Promise<boolean>;
  /** Writes down that it was closed, and nothing else of it. */
  close(id: string, at: Temporal.Instant): Promise<void>;
  /** Holds other transactions that lock the same programme until this one ends. */
  lock(id: string): Promise<void>;
}

export interface ParticipantStore {
  byId(id: string): Promise<Participant | null>;
  ofProgramme(programmeId: string): Promise<readonly Participant[]>;
  /** Those of these people who take part in it. */
  ofPeople(programmeId: string, personIds: readonly string[]): Promise<readonly Participant[]>;
  isAnybodyIn(programmeId: string): Promise<boolean>;
  ofPerson(personId: string): Promise<readonly Participant[]>;
  /** Inserts or replaces by programme and person; `isTold` stays as it is, see `markTold`. */
  save(participants: readonly Participant[]): Promise<void>;
  /** Writes down that these people know that they take part; answers those who did not until now. */
  markTold(programmeId: string, personIds: readonly string[]): Promise<readonly Participant[]>;
  remove(id: string): Promise<void>;
}

/** Everybody the tenant knows, as they stand towards a programme. */
export interface ProgrammePeopleStore {
  /**
   * In the order of names, and of ids where these are the same; those behind `after`, without the first `skip` of them. All
   * of them where there is no limit.
   */
  page(
    programmeId: string,
    filter: PeopleFilter,
    page: { readonly after: PeoplePlace | null; readonly skip: number; readonly limit: number | null },
  ): Promise<readonly Standing[]>;
  count(programmeId: string, filter: PeopleFilter): Promise<number>;
  one(programmeId: string, personId: string): Promise<Standing | null>;
  /** Of those who take part. */
  counts(programmeId: string): Promise<readonly StandingCount[]>;
}

export interface ImportStore {
  byId(id: string): Promise<ImportRun | null>;
  ofProgramme(programmeId: string): Promise<readonly ImportRun[]>;
  save(run: ImportRun): Promise<void>;
}

/** How far the reading of a group has come. */
export interface GroupReading {
  /** Grows with every step that is kept: whoever began at another number was overtaken. */
  readonly steps: number;
  /** The directory's own mark of the next page of people; null for the first. */
  readonly nextPage: string | null;
  /** Whether the last page is read. */
  readonly isListed: boolean;
}

/** Somebody of a group, or above somebody of it, as far as the directory was asked. */
export interface GroupPerson extends DirectoryPerson {
  readonly isMember: boolean;
  /** Null where nobody is above them. */
  readonly managerObjectId: string | null;
}

/** What is known of a group that is being read, until everybody of it comes in together. */
export interface GroupReadingStore {
  /** How far it has come, and held until the transaction ends, when `forUpdate`. */
  byImport(importId: string, options?: { readonly forUpdate?: boolean }): Promise<GroupReading | null>;
  save(importId: string, reading: GroupReading): Promise<void>;
  addMembers(importId: string, members: readonly DirectoryPerson[]): Promise<void>;
  /** Writes down who manages whom; it is still to be asked who manages those who are new by that. */
  addManagers(importId: string, line: ReadonlyMap<string, DirectoryPerson | null>): Promise<void>;
  /** Object ids of at most so many of whom it is not known who manages them. */
  unasked(importId: string, limit: number): Promise<readonly string[]>;
  everybody(importId: string): Promise<readonly GroupPerson[]>;
  /** Leaves nobody of it. */
  forget(importId: string): Promise<void>;
}

export interface PairingStore {
  /** Reads the pairing and holds it until the transaction ends, when `forUpdate`. */
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Pairing | null>;
  byIds(ids: readonly string[]): Promise<readonly Pairing[]>;
  ofProgramme(programmeId: string): Promise<readonly Pairing[]>;
  ofPerson(personId: string): Promise<readonly Pairing[]>;
  /** Of every programme, those still proposed aside. */
  published(): Promise<readonly Pairing[]>;
  insert(pairings: readonly Pairing[]): Promise<void>;
  update(pairings: readonly Pairing[]): Promise<void>;
  removeProposed(programmeId: string): Promise<void>;
}

export interface PairingFactsStore {
  /** Of the published pairings of a programme, or of those of them that have these ids, in no order. */
  ofProgramme(programmeId: string, lately: Lately, ids?: readonly string[]): Promise<readonly PairingFacts[]>;
}

export interface RoundStore {
  /** Reads the round and holds it until the transaction ends, when `forUpdate`. */
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Round | null>;
  /** Newest first. */
  ofProgramme(programmeId: string): Promise<readonly Round[]>;
  insert(round: Round): Promise<void>;
  update(round: Round): Promise<void>;
  /** Writes down how far a round is; false, and nothing written, when it runs no more. */
  saveProgress(id: string, phase: Round['phase'], progress: number): Promise<boolean>;
  /** Keeps what a round came from, and its result where there is one. */
  keep(id: string, inputText: string, result: MatchingResult | null): Promise<void>;
  /** The text that was kept; null when none was. */
  inputText(id: string): Promise<string | null>;
  result(id: string): Promise<MatchingResult | null>;
  /** Published rounds of the programme that left somebody without a pairing, by person. */
  timesLeftOut(programmeId: string): Promise<ReadonlyMap<string, number>>;
}

/** Only grows: what was decided once is never changed. */
export interface DecisionStore {
  /** In the order in which they were made. */
  ofProgramme(programmeId: string): Promise<readonly Decision[]>;
  insert(decisions: readonly Decision[]): Promise<void>;
}

export interface SeriesStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Series | null>;
  ofPairings(pairingIds: readonly string[]): Promise<readonly Series[]>;
  insert(series: Series): Promise<void>;
  update(series: Series): Promise<void>;
}

export interface BookingStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Booking | null>;
  /** In the order of their versions. */
  ofSeries(seriesIds: readonly string[]): Promise<readonly Booking[]>;
  /** Those that stand in somebody's calendar, by their object id in the directory. */
  standingWith(organizerId: string): Promise<readonly Booking[]>;
  insert(booking: Booking): Promise<void>;
  update(booking: Booking): Promise<void>;
}

export interface MeetingStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Meeting | null>;
  ofPairings(pairingIds: readonly string[]): Promise<readonly Meeting[]>;
  /** Those that stand in these events. */
  ofBookings(bookingIds: readonly string[]): Promise<readonly Meeting[]>;
  save(meetings: readonly Meeting[]): Promise<void>;
  /** Writes down for which start it has been planned what is asked before the meeting; null for none. */
  noteAgendaPlanned(id: string, startsAt: Temporal.Instant | null): Promise<void>;
}

/** Only grows. */
export interface MeetingChangeStore {
  /** In the order in which they happened. */
  ofMeetings(meetingIds: readonly string[]): Promise<readonly MeetingChange[]>;
  insert(changes: readonly MeetingChange[]): Promise<void>;
}

export interface WatchedCalendarStore {
  /** Reads it and holds it until the transaction ends, when `forUpdate`. */
  byOrganizer(organizerId: string, options?: { readonly forUpdate?: boolean }): Promise<WatchedCalendar | null>;
  /** Inserts it unless it is there: neither watched nor read, and to be seen to at that time. */
  insertMissing(organizerId: string, watchAgainAt: Temporal.Instant): Promise<void>;
  update(calendar: WatchedCalendar): Promise<void>;
  remove(organizerId: string): Promise<void>;
}

export interface AgendaStore {
  ofMeeting(meetingId: string): Promise<readonly AgendaItem[]>;
  /** Each meeting's in their order. */
  ofMeetings(meetingIds: readonly string[]): Promise<readonly AgendaItem[]>;
  byId(id: string): Promise<AgendaItem | null>;
  save(item: AgendaItem): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface CheckInStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<CheckIn | null>;
  ofMeetings(meetingIds: readonly string[]): Promise<readonly CheckIn[]>;
  insert(checkIn: CheckIn): Promise<void>;
  update(checkIn: CheckIn): Promise<void>;
}

/** One for a meeting; who writes one holds the meeting meanwhile. */
export interface SummaryStore {
  ofMeetings(meetingIds: readonly string[]): Promise<readonly Summary[]>;
  /** Inserts or replaces by meeting. */
  save(summary: Summary): Promise<void>;
}

export interface CommitmentStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Commitment | null>;
  ofMeeting(meetingId: string): Promise<Commitment | null>;
  /** Oldest first. */
  ofPairings(pairingIds: readonly string[]): Promise<readonly Commitment[]>;
  /** Those that stand, said to be done or not, oldest first. */
  openOf(pairingId: string): Promise<readonly Commitment[]>;
  /** Inserts or replaces by id. */
  save(commitment: Commitment): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface HelpStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<HelpRequest | null>;
  /** Oldest first. */
  ofProgramme(programmeId: string): Promise<readonly HelpRequest[]>;
  /** Those that somebody has made, oldest first. */
  ofPerson(personId: string): Promise<readonly HelpRequest[]>;
  /** Inserts or replaces by id. */
  save(request: HelpRequest): Promise<void>;
}

/** Only grows: what a lead has done is never changed. */
export interface LeadActStore {
  insert(act: LeadAct): Promise<void>;
  /** Newest first, those older than the act `before`. */
  ofProgramme(
    programmeId: string,
    wanted: ActFilter & { readonly before: string | null; readonly limit?: number },
  ): Promise<readonly LeadAct[]>;
  /** Everybody who has done something, as they were last called. */
  leadsOf(programmeId: string): Promise<readonly Lead[]>;
}

export interface BulkStore {
  /** Reads the wish and holds it until the transaction ends, when `forUpdate`. */
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Bulk | null>;
  /** Newest first. */
  ofProgramme(programmeId: string, limit: number): Promise<readonly Bulk[]>;
  /** With the pairings it is about, in the order of their turns. */
  insert(bulk: Bulk, pairingIds: readonly string[]): Promise<void>;
  /** Writes down that every pairing has had its turn. */
  end(id: string, at: Temporal.Instant): Promise<void>;
  /** The first that waits for its turn; null when none does. */
  nextItem(id: string): Promise<BulkItem | null>;
  saveResult(id: string, position: number, result: BulkResult): Promise<void>;
  counts(id: string): Promise<BulkCounts>;
  /** In the order of their turns, beyond the position `after`. */
  items(
    id: string,
    wanted: { readonly skippedOnly: boolean; readonly after: number; readonly limit: number },
  ): Promise<readonly BulkItem[]>;
}

export interface InsightStore {
  /** What was answered about the meetings of a programme that took place, oldest first. */
  given(programmeId: string): Promise<readonly GivenAnswers[]>;
  /** In the order of their months. */
  releases(programmeId: string): Promise<readonly InsightRelease[]>;
  /** Throws where an answer would be used up twice: nothing is released then. */
  insert(release: InsightRelease, usedUp: readonly UsedUp[]): Promise<void>;
  /** Months with meetings, in their order. */
  months(programmeId: string): Promise<readonly MonthOfMeetings[]>;
}

export interface ClosingStore {
  ofProgramme(programmeId: string): Promise<Closing | null>;
  /** Inserts or replaces by programme. */
  save(closing: Closing): Promise<void>;
  outcomes(programmeId: string): Promise<Omit<Outcomes, 'meetingsHeld' | 'meetingsWithAgenda'>>;
  /** What somebody said to another round; null before they did. */
  answerOf(participantId: string): Promise<AnotherRoundAnswer | null>;
  /** The same of a whole programme, by participant. */
  answers(programmeId: string): Promise<ReadonlyMap<string, AnotherRoundAnswer>>;
  /** Inserts or replaces by participant. */
  saveAnswer(participantId: string, answer: AnotherRoundAnswer, at: Temporal.Instant): Promise<void>;
}

export interface NoticeStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Notice | null>;
  /** Oldest first. */
  ofPerson(personId: string): Promise<readonly Notice[]>;
  /** Those about these things, by the ids that `aboutOf` gives. */
  about(ids: readonly string[], options?: { readonly forUpdate?: boolean }): Promise<readonly Notice[]>;
  /** Inserts it unless its person has one of the same key; false when they have. */
  insertMissing(notice: Notice): Promise<boolean>;
  /** The same for many. */
  insertAll(notices: readonly Notice[]): Promise<void>;
  update(notice: Notice): Promise<void>;
  /** How many could not be delivered to those who take part in a programme. */
  undeliverable(programmeId: string): Promise<number>;
}

export interface ConversationStore {
  ofPerson(entraObjectId: string): Promise<Conversation | null>;
  ofPeople(entraObjectIds: readonly string[]): Promise<ReadonlyMap<string, Conversation>>;
  save(entraObjectId: string, conversation: Conversation): Promise<void>;
  /** The same, unless they can be written to meanwhile: then nothing is changed. */
  saveUnlessOpen(entraObjectId: string, conversation: Conversation): Promise<void>;
}

/** All that is kept of one person, wherever it is. */
export interface PersonalDataStore {
  /** What is theirs to have. */
  read(who: Somebody): Promise<MyData>;
  /** Deletes it, or makes it nameless where others' rows need it. To be done once nothing of theirs runs any more. */
  erase(who: Somebody): Promise<void>;
}

/** What goes when a programme has been kept long enough, see the README of retention. */
export interface RetentionStore {
  /** Deletes what was said in it, and empties what remains. */
  deleteWords(programmeId: string): Promise<void>;
  /** At most so many people whose names nothing holds but this programme; held until the transaction ends. */
  peopleOf(programmeId: string, limit: number): Promise<readonly Person[]>;
  /** Somebody, held until the transaction ends, if nothing holds their name; else null. */
  ofNothing(personId: string): Promise<Person | null>;
  /** Ends all parts in it, and writes down when that was. */
  finish(programmeId: string, at: Temporal.Instant): Promise<void>;
}

/** Everything stored for one tenant, within one transaction. */
export interface Stores {
  readonly people: PersonStore;
  readonly programmes: ProgrammeStore;
  readonly participants: ParticipantStore;
  readonly programmePeople: ProgrammePeopleStore;
  readonly imports: ImportStore;
  readonly groupReadings: GroupReadingStore;
  readonly pairings: PairingStore;
  readonly pairingFacts: PairingFactsStore;
  readonly rounds: RoundStore;
  readonly decisions: DecisionStore;
  readonly series: SeriesStore;
  readonly bookings: BookingStore;
  readonly meetings: MeetingStore;
  readonly meetingChanges: MeetingChangeStore;
  readonly watchedCalendars: WatchedCalendarStore;
  readonly agenda: AgendaStore;
  readonly checkIns: CheckInStore;
  readonly summaries: SummaryStore;
  readonly commitments: CommitmentStore;
  readonly help: HelpStore;
  readonly leadActs: LeadActStore;
  readonly bulks: BulkStore;
  readonly insight: InsightStore;
  readonly closings: ClosingStore;
  readonly notices: NoticeStore;
  readonly conversations: ConversationStore;
  readonly personalData: PersonalDataStore;
  readonly retention: RetentionStore;
  /** Told once this transaction commits, and not when it does not. */
  happened(event: MentoringEvent): void;
  /** Runs the job after this transaction commits, and not when it does not. With a key, one waiting job at a time. */
  enqueue<Name extends keyof Jobs>(
    name: Name,
    data: Jobs[Name],
    options?: { readonly key?: string; readonly afterSeconds?: number },
  ): Promise<void>;
}

export interface DueCalendar {
  readonly tenantId: string;
  readonly organizerId: string;
}

/** What time makes due, over all tenants; ids only. */
export interface Due {
  /** Planned meetings whose end has passed. */
  endedMeetings(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly meetingId: string }[]>;
  /** Series whose two have had their time to choose, and those whose pause is over. */
  series(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly seriesId: string }[]>;
  /** Meetings without a time whose two have had theirs to choose one. */
  openMeetings(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly meetingId: string }[]>;
  /** Meetings soon to come for whose start it is not planned yet what is asked before, and those it was planned for in vain. */
  agendas(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly meetingId: string }[]>;
  /** Active pairings whose two have not met for three weeks and have not been asked about it since. */
  stalledPairings(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly pairingId: string }[]>;
  /** Programmes for which nothing was released yet this month. */
  releases(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly programmeId: string }[]>;
  /** Programmes that have been kept long enough. */
  toForget(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly programmeId: string }[]>;
  /** Notices planned whose time has come. */
  notices(
    now: Temporal.Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly noticeId: string }[]>;
  /** Calendars that nobody has read since then. */
  calendarsToRead(unreadSince: Temporal.Instant, limit: number): Promise<readonly DueCalendar[]>;
  /** Calendars whose watch has to be seen to. */
  calendarsToWatch(now: Temporal.Instant, limit: number): Promise<readonly DueCalendar[]>;
}

/** Whose calendar each of these watches is on, over all tenants; those that are not known are missing from the answer. */
export type FindWatches = (watchIds: readonly string[]) => Promise<
  readonly {
    readonly watchId: string;
    readonly tenantId: string;
    readonly organizerId: string;
    /** SHA-256 of the secret, in hexadecimal. */
    readonly secretHash: string;
  }[]
>;

/** Runs `work` in one transaction that sees and writes the rows of one tenant alone; rolls back when it throws. */
export type InTenant = <T>(tenantId: string, work: (stores: Stores) => Promise<T>) => Promise<T>;

/** SHA-256 of a text in UTF-8, in hexadecimal; a text of many people is read while others have their turns. */
export type HashOf = (text: string) => Promise<string>;

/** What mentoring needs from outside, in its own words. */
/** What those who look at it now are told. Only ids: they ask for the rest as themselves. */
export type News =
  | {
      readonly kind: 'pairing';
      readonly id: string;
      readonly programmeId: string;
      /** Whom of the two it concerns. */
      readonly people: readonly string[];
    }
  | { readonly kind: 'programme'; readonly id: string }
  /** Somebody is in an item of an agenda, or in none any more; nothing is kept of it. */
  | {
      readonly kind: 'presence';
      readonly people: readonly string[];
      readonly meetingId: string;
      readonly itemId: string | null;
      readonly personId: string;
    }
  /** Something may have been told that was not heard. */
  | { readonly kind: 'missed' };

/** What changes, told within moments, whichever server it happens on; after what it tells of is kept. */
export interface Live {
  /** Calls back for all news of a tenant; answers how to stop. Who may know what is for the listener to see to. */
  listen(tenantId: string, heard: (news: News) => void): () => void;
  /** Tells what is not kept. May be lost. */
  whisper(tenantId: string, news: Extract<News, { kind: 'presence' }>): Promise<void>;
}

export interface Ports {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly photos: Photos;
  readonly calendar: Calendar;
  readonly calendarFeed: CalendarFeed;
  readonly messenger: Messenger;
  readonly installer: Installer;
  readonly matching: MatchingEngine;
  readonly hashOf: HashOf;
  readonly live: Live;
  readonly inTenant: InTenant;
  /** Leads to the tab, for invitations; null where it cannot be reached by a link. */
  readonly tabLink: string | null;
  /** Leads to a page of the tab, as `/my/sign-up`; null where it cannot be reached by a link. */
  readonly linkTo: (page: string) => string | null;
}
