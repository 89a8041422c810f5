import type { Temporal } from 'temporal-polyfill';
import type { AgendaStore } from './agenda/agenda-store.ts';
import type { BulkStore } from './bulk/bulk-store.ts';
import type { ConversationStore } from './chat/conversation-store.ts';
import type { Installer } from './chat/installer.ts';
import type { Messenger } from './chat/messenger.ts';
import type { CheckInStore } from './checkin/check-in-store.ts';
import type { ClosingStore } from './closing/closing-store.ts';
import type { CommitmentStore } from './commitment/commitment-store.ts';
import type { MentoringEvent } from './events.ts';
import type { HelpStore } from './help/help-store.ts';
import type { LeadActStore } from './history/lead-act-store.ts';
import type { InsightStore } from './insight/insight-store.ts';
import type { Jobs } from './jobs.ts';
import type { Live } from './live.ts';
import type { DecisionStore } from './matching/decision-store.ts';
import type { MatchingEngine } from './matching/matching.ts';
import type { RoundStore } from './matching/round-store.ts';
import type { BookingStore } from './meeting/booking-store.ts';
import type { CalendarFeed } from './meeting/calendar-feed.ts';
import type { Calendar } from './meeting/calendar.ts';
import type { MeetingChangeStore } from './meeting/meeting-change-store.ts';
import type { MeetingStore } from './meeting/meeting-store.ts';
import type { SeriesStore } from './meeting/series-store.ts';
import type { WatchedCalendarStore } from './meeting/watched-calendar-store.ts';
import type { PersonalDataStore } from './my-data/personal-data-store.ts';
import type { NoticeStore } from './notice/notice-store.ts';
import type { PairingFactsStore } from './pairing/pairing-facts-store.ts';
import type { PairingStore } from './pairing/pairing-store.ts';
import type { Directory } from './people/directory.ts';
import type { GroupReadingStore } from './people/group-reading.ts';
import type { ImportStore } from './people/import-store.ts';
import type { ParticipantStore } from './people/participant-store.ts';
import type { PersonStore } from './people/person-store.ts';
import type { Photos } from './people/photos.ts';
import type { ProgrammePeopleStore } from './people/programme-people-store.ts';
import type { ProgrammeStore } from './programme/programme-store.ts';
import type { RetentionStore } from './retention/retention-store.ts';
import type { SummaryStore } from './summary/summary-store.ts';

/** "Now" comes from outside, so that tests and the sandbox can travel. */
export interface Clock {
  now(): Temporal.Instant;
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

/**
 * What was to be kept cannot be kept now, and nothing of it was: the disk of the database is full, or it lets itself only be
 * read. No service refused anything, so whoever gives up on a service does not give up on this.
 */
export class NotKeptError extends Error {
  override readonly name = 'NotKeptError';
}

/** The organisation does not let us, until one of its administrators consents: nothing that waiting alone would mend. */
export class NotAllowedError extends TemporaryError {
  override readonly name = 'NotAllowedError';
}

/** SHA-256 of a text in UTF-8, in hexadecimal; a text of many people is read while others have their turns. */
export type HashOf = (text: string) => Promise<string>;

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

/** Runs `work` in one transaction that sees and writes the rows of one tenant alone; rolls back when it throws. */
export type InTenant = <T>(tenantId: string, work: (stores: Stores) => Promise<T>) => Promise<T>;

/** What mentoring needs from outside, in its own words. */
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
