import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Due, DueCalendar, OneServer } from '../mentoring/due.ts';
import type { MentoringEvent } from '../mentoring/events.ts';
import type { Live } from '../mentoring/live.ts';
import type { FindWatches } from '../mentoring/meeting/watched-calendar-store.ts';
import type { InTenant, Stores } from '../mentoring/ports.ts';
import type { DatabaseAddress, DatabasePasswords } from './address.ts';
import { connect } from './connection.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { graphTraffic, type GraphTraffic } from './graph-traffic.ts';
import { startQueue, type JobQueue } from './jobs.ts';
import { startLive } from './live.ts';
import { migrate } from './migrate.ts';
import { orNotKept } from './not-kept.ts';
import { oneServer } from './one-server.ts';
import { sharedRates, type SharedRates } from './shared-rates.ts';
import { bulkStore } from './stores/bulks.ts';
import { agendaStore, checkInStore, meetingChangeStore, meetingStore } from './stores/meetings.ts';
import { groupReadingStore } from './stores/group-readings.ts';
import { helpStore } from './stores/help.ts';
import { leadActStore } from './stores/lead-acts.ts';
import { closingStore } from './stores/closings.ts';
import { insightStore } from './stores/insight.ts';
import { conversationStore, noticeStore } from './stores/notices.ts';
import { pairingFactsStore } from './stores/pairing-facts.ts';
import { pairingStore } from './stores/pairings.ts';
import { importStore, participantStore, personStore } from './stores/people.ts';
import { personalDataStore } from './stores/personal-data.ts';
import { programmePeopleStore } from './stores/programme-people.ts';
import { programmeStore } from './stores/programmes.ts';
import { retentionStore } from './stores/retention.ts';
import { decisionStore, roundStore } from './stores/rounds.ts';
import type { Scope } from './stores/scope.ts';
import { bookingStore, seriesStore } from './stores/series.ts';
import { commitmentStore, summaryStore } from './stores/summaries.ts';
import { watchedCalendarStore } from './stores/watched-calendars.ts';

/** Everything that is kept, and the jobs that wait. */
export interface Storage {
  readonly inTenant: InTenant;
  readonly due: Due;
  readonly findWatches: FindWatches;
  readonly live: Live;
  readonly work: JobQueue['work'];
  readonly queues: JobQueue['standing'];
  readonly redrive: JobQueue['redrive'];
  readonly graphTraffic: GraphTraffic;
  readonly sharedRates: SharedRates;
  readonly oneServer: OneServer;
  isReady(): Promise<boolean>;
  /** Lets jobs under way finish, then lets the database go, which stops when it is our own. */
  close(): Promise<void>;
}

export interface StorageOptions {
  /** The runtime role's; together with `migrationUrl`. Without them Postgres runs embedded in `dataFolder`. */
  readonly databaseUrl?: string | undefined;
  readonly migrationUrl?: string | undefined;
  /** Where the two addresses name roles without their passwords. */
  readonly passwords?: DatabasePasswords | undefined;
  readonly dataFolder: string;
  readonly log: Logger;
  /** Told of everything that happened, when its transaction has committed. */
  readonly onEvent?: (tenantId: string, event: MentoringEvent) => void;
}

/** Opens the database, brings it up to date and starts the queue. Lets everything go again when a step fails. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { dataFolder, log } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    let isAlone = false;
    let urls = { databaseUrl: options.databaseUrl, migrationUrl: options.migrationUrl };
    if (urls.databaseUrl === undefined || urls.migrationUrl === undefined) {
      const embedded = await startEmbedded(dataFolder, log);
      closers.push(() => embedded.stop());
      urls = embedded;
      isAlone = true;
    }
    const { databaseUrl = '', migrationUrl = '' } = urls;
    const { passwords } = options;
    const running: DatabaseAddress = passwords ? { url: databaseUrl, password: passwords.running } : databaseUrl;
    const migrating: DatabaseAddress = passwords ? { url: migrationUrl, password: passwords.migrating } : migrationUrl;
    const { isNewer } = await migrate(migrating, decodeURIComponent(new URL(databaseUrl).username));
    if (isNewer) log.warn('the database was brought up to date by a newer Vantage: it is used as it is');
    const { database, inTenant: transact } = connect(running, (error) =>
      log.warn({ err: error }, 'an idle database connection ended'),
    );
    closers.push(() => database.destroy());
    const queue = await startQueue(running, database, { log, isNewer });
    closers.push(() => queue.stop());
    const live = await startLive(running, log);
    closers.push(() => live.stop());
    if (isAlone) await queue.resumeAbandoned();

    const inTenant: InTenant = async (tenantId, work) => {
      const events: MentoringEvent[] = [];
      const done = await orNotKept(() =>
        transact(tenantId, (trx) =>
          work({
            ...stores({ tenantId, trx }),
            happened: (event) => void events.push(event),
            enqueue: queue.enqueueIn(trx, tenantId),
          }),
        ),
      );
      for (const event of events) options.onEvent?.(tenantId, event);
      return done;
    };
    return {
      inTenant,
      due: {
        async endedMeetings(now, limit) {
          const found = sql<{ tenantId: string; meetingId: string }>`
            select tenant_id, meeting_id from due_meetings(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async series(now, limit) {
          const found = sql<{ tenantId: string; seriesId: string }>`
            select tenant_id, series_id from due_series(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async openMeetings(now, limit) {
          const found = sql<{ tenantId: string; meetingId: string }>`
            select tenant_id, meeting_id from due_open_meetings(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async agendas(now, limit) {
          const found = sql<{ tenantId: string; meetingId: string }>`
            select tenant_id, meeting_id from due_agendas(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async stalledPairings(now, limit) {
          const found = sql<{ tenantId: string; pairingId: string }>`
            select tenant_id, pairing_id from due_stalled(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async releases(now, limit) {
          const found = sql<{ tenantId: string; programmeId: string }>`
            select tenant_id, programme_id from due_releases(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async toForget(now, limit) {
          const found = sql<{ tenantId: string; programmeId: string }>`
            select tenant_id, programme_id from due_to_forget(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async notices(now, limit) {
          const found = sql<{ tenantId: string; noticeId: string }>`
            select tenant_id, notice_id from due_notices(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async calendarsToRead(unreadSince, limit) {
          const found = sql<DueCalendar>`
            select tenant_id, organizer_id from due_calendars_to_read(${unreadSince.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
        async calendarsToWatch(now, limit) {
          const found = sql<DueCalendar>`
            select tenant_id, organizer_id from due_calendars_to_watch(${now.toString()}, ${limit})`;
          return (await found.execute(database)).rows;
        },
      },
      async findWatches(watchIds) {
        const found = sql<Awaited<ReturnType<FindWatches>>[number]>`
          select watch_id, tenant_id, organizer_id, secret_hash from calendars_of_watches(${watchIds})`;
        return (await found.execute(database)).rows;
      },
      live,
      graphTraffic: graphTraffic(database),
      oneServer: oneServer(database),
      sharedRates: sharedRates(database),
      work: (name, concurrency, handler) => queue.work(name, concurrency, handler),
      queues: () => queue.standing(),
      redrive: () => queue.redrive(),
      isReady: () =>
        sql`select 1`.execute(database).then(
          () => true,
          (error: unknown) => {
            log.warn({ err: error }, 'the database does not answer');
            return false;
          },
        ),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function stores(scope: Scope): Omit<Stores, 'enqueue' | 'happened'> {
  return {
    people: personStore(scope),
    programmes: programmeStore(scope),
    participants: participantStore(scope),
    programmePeople: programmePeopleStore(scope),
    imports: importStore(scope),
    groupReadings: groupReadingStore(scope),
    pairings: pairingStore(scope),
    pairingFacts: pairingFactsStore(scope),
    rounds: roundStore(scope),
    decisions: decisionStore(scope),
    series: seriesStore(scope),
    bookings: bookingStore(scope),
    meetings: meetingStore(scope),
    meetingChanges: meetingChangeStore(scope),
    watchedCalendars: watchedCalendarStore(scope),
    agenda: agendaStore(scope),
    checkIns: checkInStore(scope),
    summaries: summaryStore(scope),
    commitments: commitmentStore(scope),
    help: helpStore(scope),
    leadActs: leadActStore(scope),
    bulks: bulkStore(scope),
    insight: insightStore(scope),
    closings: closingStore(scope),
    notices: noticeStore(scope),
    conversations: conversationStore(scope),
    personalData: personalDataStore(scope),
    retention: retentionStore(scope),
  };
}
