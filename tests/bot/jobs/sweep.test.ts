import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as takeLong } from 'node:timers/promises';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { startSweep } from '../../../bot/jobs/sweep.ts';
import { planAgenda } from '../../../bot/mentoring/agenda/plan-agenda.ts';
import { startWorkers } from '../../../bot/jobs/workers.ts';
import type { ConversationReference } from '../../../bot/mentoring/chat/chat.ts';
import type { Due } from '../../../bot/mentoring/due.ts';
import type { Booking, Meeting, Series, Slot } from '../../../bot/mentoring/meeting/meeting.ts';
import { newBooking } from '../../../bot/mentoring/meeting/new-booking.ts';
import { newSeries } from '../../../bot/mentoring/meeting/new-series.ts';
import type { WatchedCalendar } from '../../../bot/mentoring/meeting/watched-calendar.ts';
import type { InTenant, Ports } from '../../../bot/mentoring/ports.ts';
import type { Storage } from '../../../bot/storage/storage.ts';
import type { TestDatabase } from '../../support/database/database.ts';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';
import { until } from '../../support/until.ts';
import { pairing, person, programme } from '../storage/samples.ts';

const log = pino({ level: 'silent' });
const tenant = randomUUID();
const start = Temporal.Instant.from('2027-02-10T10:00:00Z');
const end = Temporal.Instant.from('2027-02-10T10:45:00Z');
const slot: Slot = {
  start: start.toZonedDateTimeISO('Europe/London'),
  lengthMinutes: 45,
  meetings: 1,
  repeats: { kind: 'weeks', every: 1 },
};
const minutes = (count: number) => ({ minutes: count });
const hour = { hours: 1 };

let stored: TestStorage;
let database: TestDatabase;
let storage: Storage;
/** What the clock says, until a test sets it. */
let now: Temporal.Instant;
beforeEach(async () => {
  stored = await startStorage();
  ({ database, storage } = stored);
  now = start;
});
afterEach(() => stored.stop());

const clock = { now: () => now };
/** One whole look at what is due: it is over when the last question has been answered and everything found is enqueued. */
async function look(at: Temporal.Instant): Promise<void> {
  now = at;
  const seen = { isAnswered: false, enqueuing: 0 };
  const due: Due = {
    ...storage.due,
    async calendarsToRead(...asked) {
      const found = await storage.due.calendarsToRead(...asked);
      seen.isAnswered = true;
      return found;
    },
  };
  const inTenant: InTenant = async (tenantId, work) => {
    seen.enqueuing += 1;
    try {
      return await storage.inTenant(tenantId, work);
    } finally {
      seen.enqueuing -= 1;
    }
  };
  const sweep = startSweep({ ...storage, clock, due, inTenant, log });
  await until(() => seen.isAnswered && seen.enqueuing === 0);
  await sweep.stop();
}

async function jobs(name: string) {
  const { rows } = await database.asAdmin(
    `select data->'data' as data, data->>'tenantId' as tenant, state from pgboss.job where name = $1 order by created_on`,
    [name],
  );
  return rows;
}

interface Booked {
  readonly tenantId: string;
  readonly meeting: Meeting;
  readonly people: readonly string[];
}

/** An active pairing with one meeting, and two people who can be reached and are always at work. */
async function book(more: Partial<Meeting> = {}, tenantId = tenant): Promise<Booked> {
  const workingHours = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5, 6, 7], start: '00:00', end: '23:59' };
  const [mentee, mentor] = [1, 2].map(() =>
    person({ entraObjectId: randomUUID(), mailbox: { state: 'readable', workingHours } }),
  ) as [ReturnType<typeof person>, ReturnType<typeof person>];
  const run = programme();
  const pair = pairing({ programmeId: run.id, menteeId: mentee.id, mentorId: mentor.id, state: 'active' });
  const series: Series = {
    ...newSeries(newId(), pair.id, run),
    state: 'booked',
    version: 1,
  };
  const event: Booking = {
    ...newBooking({ seriesId: series.id, meetingId: null, version: 1, slot }),
    state: 'made',
    organizer: { ...mentee, entraObjectId: mentee.entraObjectId ?? '' },
    isAsked: true,
    eventId: 'series',
    joinUrl: 'https://teams.example/join',
  };
  const meeting: Meeting = {
    id: newId(),
    seriesId: series.id,
    pairingId: pair.id,
    number: 1,
    startsAt: start,
    endsAt: end,
    bookingId: event.id,
    eventId: randomUUID(),
    state: 'planned',
    response: null,
    order: null,
    orderProblem: null,
    options: [],
    decideBy: null,
    agendaPublishedAt: null,
    ...more,
  };
  await storage.inTenant(tenantId, async (stores) => {
    await stores.people.save([mentee, mentor]);
    await stores.programmes.insert(run);
    await stores.pairings.insert([pair]);
    await stores.series.insert(series);
    await stores.bookings.insert(event);
    await stores.meetings.save([meeting]);
    for (const one of [mentee, mentor]) {
      const reference = { conversationId: one.id } as ConversationReference;
      await stores.conversations.save(one.entraObjectId ?? '', {
        reference,
        reach: 'open',
        mutedAt: null,
        triedAt: null,
        refused: null,
      });
    }
  });
  return { tenantId, meeting, people: [mentee.id, mentor.id] };
}

async function planCheckIn({ tenantId, meeting, people }: Booked, sendAfter: Temporal.Instant): Promise<string> {
  const [checkInId, id, personId] = [newId(), newId(), people[0] ?? ''];
  const subject = { kind: 'check-in', checkInId } as const;
  await storage.inTenant(tenantId, async (stores) => {
    await stores.meetings.save([{ ...meeting, state: 'held' }]);
    await stores.checkIns.insert({ id: checkInId, meetingId: meeting.id, personId, answers: null });
    await stores.notices.insertMissing({ id, personId, subject, state: 'planned', sendAfter, activityIds: [] });
  });
  return id;
}

describe('the end of a meeting', () => {
  it('is noticed once it has passed, not before, and waits as one job however often it is looked at', async () => {
    const { meeting } = await book();
    await look(end.subtract(minutes(1)));
    expect(await jobs('meeting.ended')).toEqual([]);
    for (const at of [end, end, end.add(minutes(1)), end.add(hour)]) await look(at);
    expect(await jobs('meeting.ended')).toEqual([{ data: { meetingId: meeting.id }, tenant, state: 'created' }]);
  });

  it('waits as one job when the clock is set back an hour and comes there again', async () => {
    await book();
    await look(end.add(minutes(1)));
    await look(end.add(minutes(1)).subtract(hour));
    await look(end.add(minutes(2)));
    expect(await jobs('meeting.ended')).toHaveLength(1);
  });

  it('is noticed after a clock has jumped past it', async () => {
    const { meeting } = await book();
    await look(end.subtract(minutes(30)));
    await look(end.add({ hours: 24 * 30 }));
    expect(await jobs('meeting.ended')).toMatchObject([{ data: { meetingId: meeting.id } }]);
  });

  it('waits once when several servers look at the same moment', async () => {
    await book();
    await Promise.all(Array.from({ length: 5 }, () => look(end)));
    expect(await jobs('meeting.ended')).toHaveLength(1);
  });

  it.each(['held', 'cancelled'] as const)('of one that is %s is no news', async (state) => {
    await book({ state });
    await look(end.add(hour));
    expect(await jobs('meeting.ended')).toEqual([]);
  });

  it('is noticed for each tenant under its own name', async () => {
    const other = randomUUID();
    const [mine, theirs] = [await book(), await book({}, other)];
    await look(end);
    expect(
      (await jobs('meeting.ended')).toSorted((a, b) => (a['tenant'] === tenant ? -1 : b['tenant'] === tenant ? 1 : 0)),
    ).toEqual([
      { data: { meetingId: mine.meeting.id }, tenant, state: 'created' },
      { data: { meetingId: theirs.meeting.id }, tenant: other, state: 'created' },
    ]);
  });
});

describe('what is asked before a meeting', () => {
  const early = start.subtract({ hours: 24 * 20 });
  const ports = (at: Temporal.Instant) =>
    ({ clock: { now: () => at }, inTenant: storage.inTenant }) as unknown as Ports;
  const notices = async () => {
    const { rows } = await database.asAdmin(
      `select subject->>'kind' as kind, subject->>'occasion' as occasion, state from notice order by 1, 2`,
    );
    return rows;
  };

  it('is planned from two weeks before on, and anew when the meeting has moved or is left out, however far', async () => {
    const { meeting } = await book();
    const due = async (at: Temporal.Instant) => (await storage.due.agendas(at, 500)).map(({ meetingId }) => meetingId);
    const plan = (at: Temporal.Instant) => planAgenda(ports(at), tenant, meeting.id);
    const move = (more: Partial<Meeting>) =>
      storage.inTenant(tenant, (stores) => stores.meetings.save([{ ...meeting, ...more }]));
    expect(await due(start.subtract({ hours: 24 * 14, seconds: 1 }))).toEqual([]);
    expect(await due(start.subtract({ hours: 24 * 14 }))).toEqual([meeting.id]);
    expect(await due(start)).toEqual([]);
    await plan(early);
    expect(await due(start.subtract({ hours: 24 }))).toEqual([]);
    for (const days of [-1, 30]) {
      await move({ startsAt: start.add({ hours: 24 * days }), endsAt: end.add({ hours: 24 * days }) });
      expect(await due(early)).toEqual([meeting.id]);
      await plan(early);
      expect(await due(early)).toEqual([]);
    }
    // Their time is found when it comes; a job now would find that it has nothing to do.
    expect(await jobs('notice.send')).toEqual([]);
    const occasion = start.add({ hours: 24 * 30 }).toString();
    expect(await notices()).toEqual(
      ['agenda-question', 'agenda-reminder', 'agenda-suggestion'].map((kind) => ({ kind, occasion, state: 'planned' })),
    );
    await move({ state: 'cancelled', bookingId: null, eventId: null });
    expect(await due(early)).toEqual([meeting.id]);
    await plan(early);
    expect(await due(early)).toEqual([]);
  });

  it('is planned once, by however many servers and wherever the clock is set', async () => {
    const { meeting } = await book();
    for (const hours of [0, 1, -1, 1]) {
      const at = start.subtract({ hours: 24 * 2 }).add({ hours });
      await Promise.all(Array.from({ length: 4 }, () => planAgenda(ports(at), tenant, meeting.id)));
    }
    expect((await notices()).map(({ kind }) => kind)).toEqual([
      'agenda-question',
      'agenda-reminder',
      'agenda-suggestion',
    ]);
  });

  it('is asked anew only where the meeting moved by more than a week after it was asked', async () => {
    const { meeting } = await book();
    const at = start.subtract({ hours: 24 * 2 });
    const asked = async () =>
      (await notices()).filter(({ kind }) => kind === 'agenda-question').map(({ state }) => state);
    await planAgenda(ports(at), tenant, meeting.id);
    await database.asAdmin(`update notice set state = 'sent', activity_ids = '["1"]'`);
    for (const [days, states] of [
      [7, ['sent']],
      [8, ['sent', 'planned']],
      [0, ['sent', 'dropped']],
      [20, ['sent', 'planned']],
    ] as const) {
      const hours = 24 * days;
      const moved = { ...meeting, startsAt: start.add({ hours }), endsAt: end.add({ hours }) };
      await storage.inTenant(tenant, (stores) => stores.meetings.save([moved]));
      await planAgenda(ports(at), tenant, meeting.id);
      expect([days, await asked()]).toEqual([days, states]);
    }
  });

  it('is not planned for a meeting that begins within two hours', async () => {
    const { meeting } = await book();
    await planAgenda(ports(start.subtract({ hours: 2 })), tenant, meeting.id);
    expect(await notices()).toEqual([]);
  });
});

describe('a check-in', () => {
  it('waits as one job from its time on, and not before, wherever the clock is set', async () => {
    const noticeId = await planCheckIn(await book(), end);
    await look(end.subtract(minutes(1)));
    expect(await jobs('notice.send')).toEqual([]);
    for (const at of [end, end.subtract(hour), end.add(minutes(1)), end.add(hour)]) await look(at);
    expect(await jobs('notice.send')).toEqual([{ data: { noticeId }, tenant, state: 'created' }]);
  });
});

describe('a calendar that is followed', () => {
  /** One that is watched for days to come and was read at `end`. */
  async function followed(more: Partial<WatchedCalendar> = {}): Promise<string> {
    const organizerId = randomUUID();
    await storage.inTenant(tenant, async (stores) => {
      await stores.watchedCalendars.insertMissing(organizerId, end);
      const times = { readAt: end, watchAgainAt: end.add({ hours: 100 }) };
      await stores.watchedCalendars.update({ organizerId, watch: null, reading: null, ...times, ...more });
    });
    return organizerId;
  }

  it('is read once nobody has for six hours, and waits as one job however often it is looked at', async () => {
    const organizerId = await followed();
    await look(end.add({ hours: 6 }).subtract(minutes(1)));
    expect(await jobs('calendar.follow')).toEqual([]);
    for (const hours of [6, 7, 8]) await look(end.add({ hours }));
    expect(await jobs('calendar.follow')).toEqual([{ data: { organizerId }, tenant, state: 'created' }]);
    expect(await jobs('calendar.watch')).toEqual([]);
  });

  it('is read when it never was', async () => {
    const organizerId = await followed({ readAt: null });
    await look(start);
    expect(await jobs('calendar.follow')).toMatchObject([{ data: { organizerId } }]);
  });

  it('has its watch seen to when that is due, and not before', async () => {
    const organizerId = await followed({ watchAgainAt: end.add(hour) });
    await look(end.add(minutes(59)));
    expect(await jobs('calendar.watch')).toEqual([]);
    for (const at of [hour, minutes(61)]) await look(end.add(at));
    expect(await jobs('calendar.watch')).toEqual([{ data: { organizerId }, tenant, state: 'created' }]);
  });

  it('is read by one job at a time, and by one more for all that came meanwhile', async () => {
    const [organizerId, other] = [randomUUID(), randomUUID()];
    const begun: string[] = [];
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await storage.work('calendar.follow', 4, async ({ data }) => {
      begun.push(data.organizerId);
      if (data.organizerId === organizerId) await released;
    });
    const tell = (id: string) =>
      storage.inTenant(tenant, (stores) => stores.enqueue('calendar.follow', { organizerId: id }));
    await tell(organizerId);
    await until(() => begun.length === 1);
    for (let count = 0; count < 5; count += 1) await tell(organizerId);
    // Jobs begin in their order: had the second of the first calendar been let in, it would have begun before this one.
    await tell(other);
    await until(() => begun.includes(other));
    expect(begun).toEqual([organizerId, other]);
    release();
    await until(async () => (await jobs('calendar.follow')).every(({ state }) => state === 'completed'));
    expect(begun).toEqual([organizerId, other, organizerId]);
  });
});

describe('a look that fails', () => {
  it('is followed by another', async () => {
    const { meeting } = await book();
    now = end;
    let looks = 0;
    const due: Due = {
      ...storage.due,
      async endedMeetings(...asked) {
        looks += 1;
        if (looks === 1) throw new Error('the database went away');
        return storage.due.endedMeetings(...asked);
      },
    };
    const sweep = startSweep({ ...storage, clock, due, log });
    await until(async () => (await jobs('meeting.ended')).length > 0);
    await sweep.stop();
    expect(await jobs('meeting.ended')).toMatchObject([{ data: { meetingId: meeting.id } }]);
  });
});

describe('a look', () => {
  it('that fails each time does not hide what the others find', async () => {
    const { meeting } = await book();
    now = end;
    const due: Due = {
      ...storage.due,
      async openMeetings() {
        throw new Error('a date that nobody can reckon with');
      },
      endedMeetings: async () => [],
      agendas: async () => [{ tenantId: tenant, meetingId: meeting.id }],
    };
    const sweep = startSweep({ ...storage, clock, due, log });
    await until(async () => (await jobs('agenda.plan')).length > 0);
    await sweep.stop();
  });

  it('that takes long is taken less often, and the others as often as ever', async () => {
    const taken = { long: 0, short: 0 };
    const due: Due = {
      ...storage.due,
      async stalledPairings() {
        taken.long += 1;
        // After the second one, twenty times as long a pause follows.
        await takeLong(1_000);
        return [];
      },
      async notices() {
        taken.short += 1;
        return [];
      },
    };
    const sweep = startSweep({ ...storage, clock, due, log });
    await until(() => taken.short === 4);
    await sweep.stop();
    expect(taken.long).toBe(2);
  });
});

describe('of several servers', () => {
  it('one at a time takes a look', async () => {
    await Promise.all([book(), book()]);
    const taken = { now: 0, most: 0, all: 0 };
    const due: Due = {
      ...storage.due,
      async notices() {
        taken.now += 1;
        taken.all += 1;
        taken.most = Math.max(taken.most, taken.now);
        await takeLong(300);
        taken.now -= 1;
        return [];
      },
    };
    const sweeps = [1, 2, 3].map(() => startSweep({ ...storage, clock, due, log }));
    await until(() => taken.all >= 4);
    await Promise.all(sweeps.map((sweep) => sweep.stop()));
    expect(taken.most).toBe(1);
  });

  it('another has its turn when the connection of the one that is at it ends', async () => {
    let goOn: (() => void) | null = null as (() => void) | null;
    const stuck = storage.oneServer('a look', () => new Promise((resolve) => (goOn = resolve)));
    const ends = expect(stuck).rejects.toThrow();
    await until(() => goOn !== null);
    expect(await storage.oneServer('a look', async () => undefined)).toBe(false);
    expect(await storage.oneServer('another look', async () => undefined)).toBe(true);
    await database.asAdmin(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7611002
         and database = (select oid from pg_database where datname = current_database())`,
    );
    await until(() => storage.oneServer('a look', async () => undefined));
    goOn?.();
    await ends;
  });
});

describe('while the clock is moved by an hour', () => {
  /** The parts around mentoring: the calendar holds the meeting as it was booked, the chat keeps what it is sent. */
  function parts(meeting: Meeting) {
    const sent: string[] = [];
    const never = async () => {
      throw new Error('nobody asks for this here');
    };
    const occurrence = {
      eventId: meeting.eventId ?? '',
      startsAt: start,
      endsAt: end,
      cancelled: false,
      responses: [],
    };
    const ports: Ports = {
      clock,
      inTenant: storage.inTenant,
      directory: {
        find: never,
        groupPage: never,
        findGroups: never,
        lookAtGroup: never,
        managers: never,
        mailboxes: never,
      },
      calendar: {
        busy: never,
        book: never,
        find: never,
        read: never,
        occurrences: never,
        occurrence: async () => ({ ok: true, value: occurrence }),
        hasCopy: never,
        move: never,
        cancel: never,
        describe: never,
      },
      photos: { of: never },
      calendarFeed: { changes: never, watch: never, renewWatch: never, endWatch: never },
      messenger: {
        async send(_tenantId, to, message) {
          sent.push(`${message.kind} ${to.conversationId}`);
          return { ok: true, activityId: `activity ${sent.length}` };
        },
        update: never,
      },
      installer: { install: never },
      matching: { run: never, whatIf: never, couldPair: never },
      hashOf: never,
      live: { listen: () => () => undefined, whisper: never },
      tabLink: null,
      linkTo: () => null,
    };
    return { ports, sent };
  }
  const work = (ports: Ports) => startWorkers(ports, log, (name, most, handler) => storage.work(name, most, handler));
  const allDone = async () =>
    (await Promise.all(['meeting.ended', 'notice.send'].map(jobs))).flat().every(({ state }) => state === 'completed');

  it('nobody is asked early: the meeting’s own end decides', async () => {
    const { meeting } = await book();
    const { ports, sent } = parts(meeting);
    // An hour too early by a clock that is wrong, and set right before the job begins.
    await look(end.add(minutes(10)));
    now = end.subtract(minutes(50));
    await work(ports);
    await until(allDone);
    expect(await storage.inTenant(tenant, (stores) => stores.meetings.byId(meeting.id))).toMatchObject({
      state: 'planned',
    });
    await look(now);
    expect(await jobs('notice.send')).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('a check-in is not sent before its time', async () => {
    const booked = await book();
    await planCheckIn(booked, end);
    const { ports, sent } = parts(booked.meeting);
    await look(end.add(minutes(10)));
    now = end.subtract(minutes(50));
    await work(ports);
    await until(allDone);
    expect(sent).toEqual([]);
  });

  it('nobody is asked twice', async () => {
    const { meeting, people } = await book();
    const { ports, sent } = parts(meeting);
    await work(ports);
    await look(end.add(minutes(1)));
    await until(async () => (await jobs('meeting.ended')).length === 1 && (await allDone()));
    for (const at of [end.add(minutes(2)), end.subtract(minutes(58)), end.add(minutes(3)), end.add(hour)]) {
      await look(at);
      await until(allDone);
    }
    expect(sent.toSorted()).toEqual(people.map((id) => `check-in ${id}`).toSorted());
    expect(await jobs('meeting.ended')).toHaveLength(1);
  });
});

describe('the end of a meeting', () => {
  it('is noticed although another tenant has hundreds that get nowhere', async () => {
    const { meeting } = await book();
    const small = await book({ startsAt: start.add(minutes(5)), endsAt: end.add(minutes(5)) }, randomUUID());
    await database.asAdmin(
      `insert into meeting (tenant_id, id, series_id, pairing_id, number, starts_at, ends_at, event_id, state)
       select tenant_id, gen_random_uuid(), series_id, pairing_id, 1 + n, starts_at, ends_at, event_id || n, state
       from meeting, generate_series(1, 499) n where id = $1`,
      [meeting.id],
    );
    for (let looks = 0; looks < 2; looks += 1) await look(end.add(hour));
    const found = await jobs('meeting.ended');
    expect(found.some((job) => JSON.stringify(job).includes(small.meeting.id))).toBe(true);
  });
});
