import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { AgendaItem } from '../../../bot/mentoring/agenda/agenda.ts';
import type { CheckIn } from '../../../bot/mentoring/checkin/check-in.ts';
import type { Commitment } from '../../../bot/mentoring/commitment/commitment.ts';
import type { Summary } from '../../../bot/mentoring/summary/summary.ts';
import type { Booking, Meeting, Series, Slot } from '../../../bot/mentoring/meeting/meeting.ts';
import { newBooking } from '../../../bot/mentoring/meeting/new-booking.ts';
import { newSeries } from '../../../bot/mentoring/meeting/new-series.ts';
import type { Pairing } from '../../../bot/mentoring/pairing/pairing.ts';
import type { ImportRun } from '../../../bot/mentoring/people/import-run.ts';
import type { Stores } from '../../../bot/mentoring/ports.ts';
import { defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';
import { saveProgramme, startStorage, type TestStorage } from '../../support/database/storage.ts';
import { pairing, participant, person, programme } from './samples.ts';
import type { Notice } from '../../../bot/mentoring/notice/notice.ts';
import type { Conversation } from '../../../bot/mentoring/chat/conversation.ts';

const at = (text: string) => Temporal.Instant.from(text);
let stored: TestStorage;
let tenant: string;
/** Every test has a tenant of its own. */
const within = <T>(work: (stores: Stores) => Promise<T>) => stored.storage.inTenant(tenant, work);

beforeAll(async () => {
  stored = await startStorage();
});
afterAll(() => stored.stop());
beforeEach(() => {
  tenant = randomUUID();
});

async function paired(more: Partial<Pairing> = {}) {
  const found = await saveProgramme(within);
  const pair = pairing({ programmeId: found.run.id, menteeId: found.mentee.id, mentorId: found.mentor.id, ...more });
  await within((stores) => stores.pairings.insert([pair]));
  return { ...found, pair };
}

async function booked() {
  const found = await paired({ state: 'active' });
  const slot: Slot = {
    start: Temporal.ZonedDateTime.from('2027-03-24T10:30:00+00:00[Europe/London]'),
    lengthMinutes: 45,
    meetings: 6,
    repeats: { kind: 'weeks', every: 2 },
  };
  const series: Series = { ...newSeries(newId(), found.pair.id, found.run), state: 'booked', version: 1, slot };
  const booking: Booking = {
    ...newBooking({ seriesId: series.id, meetingId: null, version: 1, slot }),
    state: 'made',
    isAsked: true,
    eventId: 'event',
    joinUrl: 'https://teams.example/join',
  };
  const meeting = (number: number): Meeting => ({
    id: newId(),
    seriesId: series.id,
    pairingId: found.pair.id,
    number,
    startsAt: at('2027-03-24T10:30:00Z').add({ hours: 336 * (number - 1) }),
    endsAt: at('2027-03-24T11:15:00Z').add({ hours: 336 * (number - 1) }),
    bookingId: booking.id,
    eventId: `event-${number}`,
    state: 'planned',
    response: null,
    order: null,
    orderProblem: null,
    options: [],
    decideBy: null,
    agendaPublishedAt: null,
  });
  const meetings = [meeting(1), meeting(2)] as const;
  await within(async (stores) => {
    await stores.series.insert(series);
    await stores.bookings.insert(booking);
    await stores.meetings.save(meetings);
  });
  return { ...found, series, booking, meetings };
}

/** In which order two transactions ended, of which the second began when the first had its lock. */
async function orderOf(first: (stores: Stores) => Promise<void>, second: (stores: Stores) => Promise<void>) {
  const order: string[] = [];
  let other: Promise<void> | undefined;
  await within(async (stores) => {
    await first(stores);
    other = within(async (others) => {
      await second(others);
      order.push('second');
    });
    // Round trips that give the other every chance to pass if it could.
    for (let turn = 0; turn < 20; turn += 1) await stores.programmes.byId(newId());
    order.push('first');
  });
  await other;
  return order;
}

describe('people', () => {
  it('come back as they were saved, by id, object id, name and all together', async () => {
    const full = person({
      userPrincipalName: 'ada@contoso.example',
      entraObjectId: randomUUID(),
      displayName: '=1+1 <b>Ada</b> "\u202e O\'Neill; drop table person',
      jobTitle: 'Head',
      grade: 'SCS1',
      seniority: 7,
      department: 'Finance',
      profession: 'Data',
      officeLocation: 'Leeds',
      timeZone: 'Europe/London',
      languages: ['en', 'fr'],
      mailbox: {
        state: 'readable',
        workingHours: { timeZone: 'Asia/Kolkata', days: [1, 2, 3], start: '09:00', end: '17:30' },
      },
    });
    const plain = person({ managerId: full.id, mailbox: { state: 'unreadable', problem: 'no-mailbox' } });
    await within((stores) => stores.people.save([full, plain]));
    await within(async ({ people }) => {
      expect(await people.byId(full.id)).toEqual(full);
      expect(await people.byEntraObjectId(full.entraObjectId ?? '')).toEqual(full);
      expect(await people.byUserPrincipalNames(['ada@contoso.example', 'nobody@contoso.example'])).toEqual([full]);
      expect(await people.byIds([plain.id, plain.id, newId()])).toEqual([plain]);
      expect(await people.byIds([])).toEqual([]);
      expect(await people.byUserPrincipalNames([])).toEqual([]);
      expect(await people.all()).toEqual([full, plain]);
      expect(await people.byId(newId())).toBeNull();
      expect(await people.byEntraObjectId(randomUUID())).toBeNull();
    });
  });

  it('may come before their managers, and be replaced, however many', async () => {
    const ids = Array.from({ length: 3_000 }, () => newId());
    // Each one's manager is the next; the last has none.
    const everybody = ids.map((id, index) => person({ id, managerId: ids[index + 1] ?? null }));
    await within((stores) => stores.people.save(everybody));
    const promoted = everybody.map((one) => ({ ...one, jobTitle: 'Head' }));
    await within((stores) => stores.people.save(promoted));
    expect(await within((stores) => stores.people.all())).toEqual(promoted);
  });

  it('are found by more ids than a statement has room for parameters', async () => {
    const somebody = person();
    await within((stores) => stores.people.save([somebody]));
    const ids = Array.from({ length: 70_000 }, () => newId());
    expect(await within((stores) => stores.people.byIds([...ids, somebody.id]))).toEqual([somebody]);
    expect(await within((stores) => stores.people.byUserPrincipalNames([...ids, somebody.userPrincipalName]))).toEqual([
      somebody,
    ]);
  });

  it('may exchange their names in one save', async () => {
    const [one, two] = [person(), person()];
    await within((stores) => stores.people.save([one, two]));
    const exchanged = [
      { ...one, userPrincipalName: two.userPrincipalName },
      { ...two, userPrincipalName: one.userPrincipalName },
    ];
    await within((stores) => stores.people.save(exchanged));
    expect(await within((stores) => stores.people.all())).toEqual(exchanged);
  });

  it('are each there once by name and by object id', async () => {
    const one = person({ entraObjectId: randomUUID() });
    await within((stores) => stores.people.save([one]));
    const sameName = person({ userPrincipalName: one.userPrincipalName });
    const sameObject = person({ entraObjectId: one.entraObjectId });
    await expect(within((stores) => stores.people.save([sameName]))).rejects.toThrow('unique');
    await expect(within((stores) => stores.people.save([sameObject]))).rejects.toThrow('unique');
  });

  it('keep what changed meanwhile when only the directory’s facts are written down', async () => {
    const before = person();
    const promoted = { ...before, displayName: 'Ada', seniority: 7 };
    const read = { ...before, entraObjectId: randomUUID(), timeZone: 'Asia/Kolkata', languages: ['en'] };
    await within((stores) => stores.people.save([before]));
    await within((stores) => stores.people.save([promoted]));
    await within((stores) =>
      stores.people.saveRead([{ ...read, mailbox: { state: 'unreadable', problem: 'no-mailbox' } }]),
    );
    expect(await within((stores) => stores.people.byId(before.id))).toEqual({
      ...promoted,
      entraObjectId: read.entraObjectId,
      timeZone: 'Asia/Kolkata',
      languages: ['en'],
      mailbox: { state: 'unreadable', problem: 'no-mailbox' },
    });
  });

  it('keep the languages that are known of them, whatever the directory says', async () => {
    const known = person({ languages: ['cy', 'en'] });
    await within((stores) => stores.people.save([known]));
    await within((stores) => stores.people.saveRead([{ ...known, languages: ['de'] }]));
    expect(await within((stores) => stores.people.byId(known.id))).toEqual(known);
    await within((stores) => stores.people.saveRead([{ ...known, languages: [] }]));
    expect(await within((stores) => stores.people.byId(known.id))).toEqual(known);
  });

  it('are held by a lock of the same person, in whatever order they are named, and by one of all', async () => {
    const [one, two, three] = [newId(), newId(), newId()];
    const lock =
      (...ids: string[]) =>
      (stores: Stores) =>
        stores.people.lock(ids);
    const lockAll = (stores: Stores) => stores.people.lockAll();
    expect(await orderOf(lock(one, two), lock(two, one))).toEqual(['first', 'second']);
    expect(await orderOf(lock(one, two), lock(three, two))).toEqual(['first', 'second']);
    expect(await orderOf(lock(one), lock(two))).toEqual(['second', 'first']);
    expect(await orderOf(lockAll, lockAll)).toEqual(['first', 'second']);
  });

  it('cannot have a manager who is not there', async () => {
    await expect(within((stores) => stores.people.save([person({ managerId: newId() })]))).rejects.toThrow(
      'foreign key',
    );
  });
});

describe('programmes', () => {
  it('come back as they were saved', async () => {
    const rules = { ...defaultRules, department: 'require', allowSameManager: true } as const;
    const weights = { ...defaultWeights, topics: 0, hours: 100 };
    const [one, two] = [
      programme(),
      programme({ name: 'Autumn', topics: [], gradeLadder: [], rules, weights, objective: 'fairest' }),
    ];
    await within(async (stores) => {
      await stores.programmes.insert(one);
      await stores.programmes.insert(two);
    });
    expect(await within((stores) => stores.programmes.byId(one.id))).toEqual(one);
    expect(await within((stores) => stores.programmes.all())).toEqual([one, two]);
    expect(await within((stores) => stores.programmes.byId(newId()))).toBeNull();
  });

  it('take the first of two changes based on the same version', async () => {
    const { run } = await saveProgramme(within);
    const first = { ...run, name: 'First', version: 2 };
    const results = await Promise.all(
      [first, { ...run, name: 'Second', version: 2 }].map((changed) =>
        within((stores) => stores.programmes.update(changed)),
      ),
    );
    expect(results.toSorted()).toEqual([false, true]);
    const kept = await within((stores) => stores.programmes.byId(run.id));
    expect(kept).toEqual(results[0] === true ? first : { ...first, name: 'Second' });
  });

  it('are held by a lock until its transaction ends', async () => {
    const { run } = await saveProgramme(within);
    const lock = (stores: Stores) => stores.programmes.lock(run.id);
    expect(await orderOf(lock, lock)).toEqual(['first', 'second']);
  });

  it('keep their participants, each person once', async () => {
    const { run, mentee, mentor } = await saveProgramme(within);
    const [one, two] = [
      participant({
        programmeId: run.id,
        personId: mentee.id,
        role: 'mentee',
        topics: ['data-literacy'],
        capacity: 3,
        preferences: { office: 'same', profession: 'different' },
        wishes: ['ada@contoso.example'],
        exclusions: ['bo@contoso.example', "o'neil@contoso.example"],
        pausedUntil: Temporal.PlainDate.from('2027-02-01'),
      }),
      participant({ programmeId: run.id, personId: mentor.id, role: 'mentee', topics: ['data-literacy'] }),
    ];
    await within((stores) => stores.participants.save([one, two]));
    const changed = { ...one, id: two.id, personId: mentor.id, role: 'mentor', topics: [], capacity: 5 } as const;
    await within((stores) => stores.participants.save([{ ...changed, id: newId() }]));
    await within((stores) => stores.participants.save([]));
    expect(await within((stores) => stores.participants.ofProgramme(run.id))).toEqual([one, changed]);
    expect(await within((stores) => stores.participants.ofPerson(mentor.id))).toEqual([changed]);
  });

  it.each([
    ['mentor', 6],
    ['mentor', 0],
    ['mentee', 4],
  ] as const)('give no %s room for %i pairings', async (role, capacity) => {
    const { run, mentee } = await saveProgramme(within);
    const one = participant({ programmeId: run.id, personId: mentee.id, role, capacity });
    await expect(within((stores) => stores.participants.save([one]))).rejects.toThrow('check constraint');
  });

  it('keep their imports, newest first', async () => {
    const { run } = await saveProgramme(within);
    const first: ImportRun = {
      id: newId(),
      programmeId: run.id,
      source: { kind: 'file', unknownColumns: ['shoe size'] },
      state: 'reading',
      people: 3,
      toRead: 2,
      read: 0,
      failure: null,
    };
    const second: ImportRun = { ...first, id: newId(), source: { kind: 'group', groupId: 'g', role: null } };
    const failed: ImportRun = { ...second, state: 'failed', failure: 'group-not-found' };
    await within(async (stores) => {
      await stores.imports.save(first);
      await stores.imports.save(second);
      await stores.imports.save(failed);
    });
    expect(await within((stores) => stores.imports.byId(first.id))).toEqual(first);
    expect(await within((stores) => stores.imports.byId(newId()))).toBeNull();
    expect(await within((stores) => stores.imports.ofProgramme(run.id))).toEqual([failed, first]);
  });
});

describe('pairings', () => {
  it('come back as they were saved and changed', async () => {
    const { pair, run, mentee, mentor } = await paired();
    expect(await within((stores) => stores.pairings.byId(pair.id, { forUpdate: true }))).toEqual(pair);
    const changed: Pairing = {
      ...pair,
      state: 'active',
      fit: 770,
      parts: null,
      reasons: [{ kind: 'same-office' }],
      mentee: { acceptedAt: at('2027-01-05T09:00:00.123Z'), signedAt: at('2027-01-06T09:00:00Z') },
      mentor: { acceptedAt: at('2027-01-05T10:00:00Z'), signedAt: null },
    };
    await within((stores) => stores.pairings.update([changed]));
    await within(async ({ pairings }) => {
      expect(await pairings.byId(pair.id)).toEqual(changed);
      expect(await pairings.ofProgramme(run.id)).toEqual([changed]);
      expect(await pairings.ofPerson(mentee.id)).toEqual([changed]);
      expect(await pairings.ofPerson(mentor.id)).toEqual([changed]);
      expect(await pairings.ofPerson(newId())).toEqual([]);
    });
  });

  it.each(['proposed', 'offered', 'active', 'paused'] as const)(
    'are never two of the same couple while one is %s, and may be of each of them with others',
    async (state) => {
      const { run, mentee, mentor, pair } = await paired({ state });
      const third = person();
      await within((stores) => stores.people.save([third]));
      const again = (menteeId: string, mentorId: string) =>
        within((stores) => stores.pairings.insert([pairing({ programmeId: run.id, menteeId, mentorId })]));
      await expect(again(mentee.id, mentor.id)).rejects.toThrow('unique');
      await again(mentee.id, third.id);
      await again(third.id, mentor.id);
      await within((stores) => stores.pairings.update([{ ...pair, state: 'declined' }]));
      await again(mentee.id, mentor.id);
      expect(await within((stores) => stores.pairings.ofPerson(mentee.id))).toHaveLength(3);
    },
  );

  it('that are proposed can be removed, and no others', async () => {
    const [{ run, pair }, other] = [await paired(), await paired()];
    const offered = pairing({ ...pair, id: newId(), menteeId: other.mentee.id, state: 'offered' });
    await within(async ({ pairings }) => {
      await pairings.insert([offered]);
      await pairings.removeProposed(run.id);
      expect(await pairings.ofProgramme(run.id)).toEqual([offered]);
      expect(await pairings.byId(other.pair.id)).toEqual(other.pair);
    });
  });

  it('that are gone cannot be changed in silence', async () => {
    const { run, mentee, mentor } = await saveProgramme(within);
    const gone = pairing({ programmeId: run.id, menteeId: mentee.id, mentorId: mentor.id });
    await expect(within((stores) => stores.pairings.update([gone]))).rejects.toThrow('pairing');
  });
});

describe('series and meetings', () => {
  it('come back as they were saved and changed, local time and zone included', async () => {
    const { series, meetings, pair } = await booked();
    const read = await within((stores) => stores.series.byId(series.id, { forUpdate: true }));
    expect(read?.slot?.start.toString()).toBe('2027-03-24T10:30:00+00:00[Europe/London]');
    expect(read).toEqual(series);
    const failed: Series = { ...series, state: 'failed', slot: null, problem: 'no-common-slot' };
    await within((stores) => stores.series.update(failed));
    expect(await within((stores) => stores.series.ofPairings([pair.id, newId()]))).toEqual([failed]);
    const held: Meeting = { ...meetings[0], state: 'held', agendaPublishedAt: at('2027-03-20T10:00:00Z') };
    await within((stores) => stores.meetings.save([held]));
    await within(async (stores) => {
      expect(await stores.meetings.byId(held.id, { forUpdate: true })).toEqual(held);
      expect(await stores.meetings.ofPairings([pair.id])).toEqual([held, meetings[1]]);
      expect(await stores.meetings.ofPairings([])).toEqual([]);
      expect(await stores.series.ofPairings([])).toEqual([]);
    });
  });

  it('exist once for a pairing, a number and an event', async () => {
    const { series, meetings } = await booked();
    const twice = within((stores) => stores.series.insert({ ...series, id: newId() }));
    await expect(twice).rejects.toThrow('unique');
    for (const same of [{ number: 1 }, { eventId: 'event-1' }]) {
      const meeting: Meeting = { ...meetings[0], id: newId(), number: 9, eventId: 'event-9', ...same };
      await expect(within((stores) => stores.meetings.save([meeting]))).rejects.toThrow('unique');
    }
  });

  it('keep their local time when a country has changed its clocks since', async () => {
    const { series } = await booked();
    await stored.database.asAdmin(`update series set slot = jsonb_set(slot, '{start}', $1) where id = $2`, [
      JSON.stringify('2027-03-24T10:30:00+01:00[Europe/London]'),
      series.id,
    ]);
    const read = await within((stores) => stores.series.byId(series.id));
    expect(read?.slot?.start.toString()).toBe('2027-03-24T10:30:00+00:00[Europe/London]');
  });

  it('of a series from when a month was four weeks go on as they were booked', async () => {
    const { series } = await booked();
    await stored.database.asAdmin(
      `update series set slot = slot - 'repeats' || jsonb_build_object('everyWeeks', 4) where id = $1`,
      [series.id],
    );
    const read = await within((stores) => stores.series.byId(series.id));
    expect(read?.slot).toEqual({ ...series.slot, repeats: { kind: 'weeks', every: 4 } });
  });

  it('keep an agenda in its order', async () => {
    const { meetings, mentee } = await booked();
    const item = (position: number): AgendaItem => ({
      id: newId(),
      meetingId: meetings[0].id,
      authorId: mentee.id,
      text: `Item ${position}`,
      questions: [],
      version: 1,
      state: 'suggested',
      reachedAt: null,
      carriedFrom: null,
      position,
    });
    const [second, first] = [item(2), item(1)];
    const changed: AgendaItem = {
      ...second,
      text: 'Changed',
      questions: ['What would you do in my place?'],
      version: 2,
      state: 'reached',
      reachedAt: at('2027-03-20T10:00:00Z'),
    };
    await within(async ({ agenda }) => {
      for (const one of [second, first, changed]) await agenda.save(one);
      expect(await agenda.ofMeeting(meetings[0].id)).toEqual([first, changed]);
      await agenda.remove(first.id);
      expect(await agenda.byId(first.id)).toBeNull();
      expect(await agenda.byId(second.id)).toEqual(changed);
    });
  });
});

describe('check-ins', () => {
  it('come back as changed', async () => {
    const { meetings, mentee } = await booked();
    const checkIn: CheckIn = {
      id: newId(),
      meetingId: meetings[0].id,
      personId: mentee.id,
      answers: null,
    };
    const answered: CheckIn = {
      ...checkIn,
      answers: {
        tookPlace: 'yes',
        spokeOpenly: 'partly',
        menteesAgenda: null,
        whoTalked: 'balanced',
        summedUp: 'no',
        words: 'She lit up; “why” helped.',
        areWordsShared: false,
      },
    };
    await within(async ({ checkIns }) => {
      await checkIns.insert(checkIn);
      expect(await checkIns.ofMeetings([meetings[0].id])).toEqual([checkIn]);
      await checkIns.update(answered);
      expect(await checkIns.byId(checkIn.id, { forUpdate: true })).toEqual(answered);
      expect(await checkIns.ofMeetings([])).toEqual([]);
    });
  });

  it('are told, and meetings looked at, over all tenants when their time has come, by id alone', async () => {
    const { meetings, mentee } = await booked();
    const ours = tenant;
    tenant = randomUUID();
    const others = await booked();
    const sendAfter = at('2027-03-24T11:15:00Z');
    const notice: Notice = {
      id: newId(),
      personId: mentee.id,
      subject: { kind: 'check-in', checkInId: newId() },
      state: 'planned',
      sendAfter,
      activityIds: [],
    };
    await stored.storage.inTenant(ours, (stores) => stores.notices.insertMissing(notice));
    const known = (found: { tenantId: string }) => [ours, tenant].includes(found.tenantId);
    const early = await stored.storage.due.endedMeetings(at('2027-03-24T11:14:59Z'), 500);
    expect(early.filter(known)).toEqual([]);
    const due = (await stored.storage.due.endedMeetings(at('2027-03-24T11:15:00Z'), 500)).filter(known);
    expect(due).toHaveLength(2);
    expect(due).toContainEqual({ tenantId: ours, meetingId: meetings[0].id });
    expect(due).toContainEqual({ tenantId: tenant, meetingId: others.meetings[0].id });
    expect((await stored.storage.due.notices(sendAfter.subtract({ seconds: 1 }), 500)).filter(known)).toEqual([]);
    expect((await stored.storage.due.notices(sendAfter, 500)).filter(known)).toEqual([
      { tenantId: ours, noticeId: notice.id },
    ]);
    expect(await stored.storage.due.endedMeetings(at('2027-12-01T00:00:00Z'), 1)).toHaveLength(1);
  });
});

describe('summaries', () => {
  it('come back as changed, one for a meeting', async () => {
    const { meetings } = await booked();
    const written: Summary = {
      meetingId: meetings[0].id,
      version: 1,
      text: 'Reports take a week',
      writtenAt: at('2027-03-24T12:00:00Z'),
      state: 'written',
      verdict: null,
      correction: null,
      verdictAt: null,
    };
    const verdictAt = at('2027-03-25T09:00:00Z');
    const judged: Summary = { ...written, state: 'to-be-mended', verdict: 'partly', correction: 'Two', verdictAt };
    await within(async ({ summaries }) => {
      await summaries.save(written);
      expect(await summaries.ofMeetings([meetings[0].id])).toEqual([written]);
      await summaries.save(judged);
      expect(await summaries.ofMeetings([meetings[0].id])).toEqual([judged]);
      expect(await summaries.ofMeetings([])).toEqual([]);
    });
  });
});

describe('commitments', () => {
  it('come back as changed, and those that stand by their pairing', async () => {
    const { meetings, pair: pairing } = await booked();
    const proposed: Commitment = {
      id: newId(),
      pairingId: pairing.id,
      meetingId: meetings[0].id,
      text: 'Ask first',
      state: 'proposed',
      verdict: null,
      menteeAnsweredBefore: null,
      mentorAnsweredBefore: null,
      proposedAt: at('2027-03-24T12:00:00Z'),
      openedAt: null,
      saidDoneAt: null,
      endedAt: null,
    };
    const openedAt = at('2027-03-25T09:00:00Z');
    const open: Commitment = { ...proposed, state: 'open', verdict: 'yes', openedAt };
    const closed: Commitment = { ...open, state: 'closed', endedAt: openedAt, mentorAnsweredBefore: meetings[0].id };
    await within(async ({ commitments }) => {
      await commitments.save(proposed);
      expect(await commitments.openOf(pairing.id)).toEqual([]);
      await commitments.save(open);
      expect(await commitments.openOf(pairing.id)).toEqual([open]);
      expect(await commitments.ofMeeting(meetings[0].id)).toEqual(open);
      await commitments.save(closed);
      expect(await commitments.openOf(pairing.id)).toEqual([]);
      expect(await commitments.ofPairings([pairing.id])).toEqual([closed]);
      expect(await commitments.byId(closed.id, { forUpdate: true })).toEqual(closed);
      await commitments.remove(closed.id);
      expect(await commitments.byId(closed.id)).toBeNull();
    });
  });
});

describe('notices', () => {
  it('are kept once for a person and a subject, and found by what they are about', async () => {
    const { mentee, mentor, pair: pairing } = await booked();
    const subject = { kind: 'offer', pairingId: pairing.id } as const;
    const sendAfter = at('2027-03-24T11:15:00Z');
    const noticeFor = (personId: string): Notice => ({
      id: newId(),
      personId,
      subject,
      state: 'planned',
      sendAfter,
      activityIds: [],
    });
    const [mine, theirs] = [noticeFor(mentee.id), noticeFor(mentor.id)];
    const sent: Notice = { ...mine, state: 'sent', activityIds: ['a1', 'a2'] };
    await within(async ({ notices }) => {
      expect(await notices.insertMissing(mine)).toBe(true);
      expect(await notices.insertMissing(theirs)).toBe(true);
      expect(await notices.insertMissing({ ...noticeFor(mentee.id), state: 'sent' })).toBe(false);
      await notices.update(sent);
      expect(await notices.byId(mine.id, { forUpdate: true })).toEqual(sent);
      expect(await notices.ofPerson(mentee.id)).toEqual([sent]);
      expect(await notices.about([pairing.id])).toEqual([sent, theirs]);
      expect(await notices.about([])).toEqual([]);
    });
  });
});

describe('notices that were changed', () => {
  it('are still the same for the same thing, in whichever order its parts are kept', async () => {
    const { mentee } = await booked();
    const notice: Notice = {
      id: newId(),
      personId: mentee.id,
      subject: { kind: 'times', seriesId: newId(), occasion: '2' },
      state: 'planned',
      sendAfter: at('2027-03-24T11:15:00Z'),
      activityIds: [],
    };
    await within(async ({ notices }) => {
      await notices.insertMissing(notice);
      const kept = await notices.byId(notice.id);
      if (kept) await notices.update({ ...kept, state: 'sent' });
      expect(await notices.insertMissing({ ...notice, id: newId() })).toBe(false);
    });
  });
});

describe('conversations', () => {
  it('are kept and replaced by the person', async () => {
    const who = randomUUID();
    const reference = {
      serviceUrl: 'https://chat.example/',
      conversationId: 'c1',
      botId: 'b',
      userId: 'u',
      channelId: 'msteams',
      locale: null,
    };
    const gone: Conversation = {
      reference: null,
      reach: 'not-installed',
      mutedAt: at('2027-03-24T11:15:00Z'),
      triedAt: null,
      refused: null,
    };
    await within(async ({ conversations }) => {
      expect(await conversations.ofPerson(who)).toBeNull();
      await conversations.save(who, { reference, reach: 'open', mutedAt: null, triedAt: null, refused: null });
      expect(await conversations.ofPerson(who)).toEqual({
        reference,
        reach: 'open',
        mutedAt: null,
        triedAt: null,
        refused: null,
      });
      await conversations.save(who, gone);
      expect(await conversations.ofPeople([who, randomUUID()])).toEqual(new Map([[who, gone]]));
    });
  });
});
