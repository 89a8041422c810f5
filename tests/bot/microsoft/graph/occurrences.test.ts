import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { occurrencesOf, repeatsFrom } from '../../../../bot/mentoring/meeting/repeats.ts';
import type { MailboxAddress } from '../../../../bot/mentoring/meeting/meeting.ts';
import type { Calendar, CalendarOutcome, Occurrence } from '../../../../bot/mentoring/meeting/calendar.ts';
import { createCalendar } from '../../../../bot/microsoft/graph/calendar.ts';
import { ianaZone } from '../../../../bot/microsoft/graph/zones.ts';
import { bookingOf } from '../../../support/microsoft/bookings.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { runs } from '../../../support/runs.ts';

const graduate = 'tobi.adeyinka.marsh@aldermoor.example';
const at = (text: string) => Temporal.Instant.from(text);

let tenant: TestTenant;
let calendar: Calendar;
let organizer: MailboxAddress;
beforeAll(async () => {
  tenant = await startTenant();
  calendar = createCalendar(tenant.newGraph());
  organizer = tenant.person('ingrid.solheim@aldermoor.example');
});
afterAll(() => tenant.stop());
afterEach(() => tenant.quiet());

type Slot = Parameters<typeof bookingOf>[3];
async function book(slot: Slot = {}): Promise<string> {
  const booking = bookingOf(randomUUID(), organizer, tenant.person(graduate), slot);
  const made = await calendar.book(tenant.tenantId, booking);
  if (!made.ok) throw new Error(made.detail);
  return made.value.eventId;
}
const [always, forever] = [at('2026-01-01T00:00:00Z'), at('2032-01-01T00:00:00Z')];
const read = <Value>(outcome: CalendarOutcome<Value>): Value => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};
const all = async (eventId: string) =>
  read(await calendar.occurrences(tenant.tenantId, organizer, eventId, always, forever));
const one = async (eventId: string) => read(await calendar.occurrence(tenant.tenantId, organizer, eventId));
/** What somebody does to it in Outlook. */
const inOutlook = async (method: string, eventId: string, action = '', body?: unknown): Promise<void> => {
  const answer = await tenant.client.graph(
    method,
    `/users/${organizer.entraObjectId}/events/${eventId}${action}`,
    body,
  );
  expect(answer.status).toBeLessThan(300);
};
const present = (found: Occurrence | null | undefined): Occurrence => {
  if (!found) throw new Error('no such occurrence');
  return found;
};

describe('the occurrences of a series', () => {
  it('keep their local time when the clocks change', async () => {
    const found = await all(await book());
    expect(found.map(({ startsAt, endsAt }) => `${startsAt.toString()} ${endsAt.toString()}`)).toEqual([
      '2027-02-16T10:00:00Z 2027-02-16T10:45:00Z',
      '2027-03-02T10:00:00Z 2027-03-02T10:45:00Z',
      '2027-03-16T10:00:00Z 2027-03-16T10:45:00Z',
      '2027-03-30T09:00:00Z 2027-03-30T09:45:00Z',
      '2027-04-13T09:00:00Z 2027-04-13T09:45:00Z',
      '2027-04-27T09:00:00Z 2027-04-27T09:45:00Z',
    ]);
    expect(found.every((occurrence) => !occurrence.cancelled)).toBe(true);
  });

  it("are where the calendar of the slot's own zone says, in any zone, on any day, at any pace", async () => {
    const zones = WINDOWS_TO_IANA_MAP.map(({ windowsName }) => ianaZone(windowsName) ?? 'UTC');
    const slot = fc.record({
      zone: fc.constantFrom(...zones),
      day: fc.integer({ min: 0, max: 700 }),
      // Office hours: in the small hours a time may come twice or not at all.
      minute: fc.integer({ min: 7 * 12, max: 18 * 12 }).map((five) => five * 5),
      meetings: fc.integer({ min: 1, max: 12 }),
      cadence: fc.constantFrom('weekly' as const, 'every-two-weeks' as const, 'monthly' as const),
    });
    await fc.assert(
      fc.asyncProperty(slot, async ({ zone, day, minute, meetings, cadence }) => {
        const date = Temporal.PlainDate.from('2027-01-04').add({ days: day });
        const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
        const start = date.toZonedDateTime({ timeZone: zone, plainTime: time });
        const repeats = repeatsFrom(cadence, date);
        const expected = occurrencesOf({ start, lengthMinutes: 45, meetings, repeats }).map((one) => String(one.start));
        const found = await all(await book({ start, meetings, repeats }));
        expect(found.map((occurrence) => occurrence.startsAt.toString())).toEqual(expected);
      }),
      { numRuns: runs(60) },
    );
  });

  // Outlook's zone of these keeps another clock, since clocks were changed here and not there.
  it.each(['America/Mazatlan', 'Asia/Bishkek', 'America/Ojinaga'])(
    'are never at another hour than in %s: it is refused rather',
    async (zone) => {
      const start = Temporal.ZonedDateTime.from(`2027-01-05T10:00:00[${zone}]`);
      const booking = bookingOf(randomUUID(), organizer, tenant.person(graduate), { start, meetings: 1 });
      const made = await calendar.book(tenant.tenantId, booking);
      const found = made.ok ? await all(made.value.eventId) : [];
      expect(found.map(({ startsAt }) => startsAt.toString())).toEqual(made.ok ? [start.toInstant().toString()] : []);
    },
  );

  it('are read to the last page', async () => {
    const found = await all(await book({ meetings: 120, repeats: { kind: 'weeks', every: 1 } }));
    expect(found).toHaveLength(120);
    expect(new Set(found.map((occurrence) => occurrence.eventId)).size).toBe(120);
    expect(await tenant.asked('GET /v1.0/users/{id}/events/{id}/instances')).toBe(2);
  });

  it('are those within the time that is asked for', async () => {
    const eventId = await book();
    const [from, to] = [at('2027-03-01T00:00:00Z'), at('2027-03-31T00:00:00Z')];
    const found = await calendar.occurrences(tenant.tenantId, organizer, eventId, from, to);
    expect(read(found)).toHaveLength(3);
  });

  it('are there again under the ids they came with', async () => {
    for (const occurrence of await all(await book({ meetings: 3 }))) {
      expect(await one(occurrence.eventId)).toEqual(occurrence);
    }
  });
});

describe('a meeting changed in Outlook', () => {
  it('is read where it was moved to, under the same id', async () => {
    const eventId = await book();
    const second = present((await all(eventId))[1]);
    const time = (dateTime: string) => ({ dateTime, timeZone: 'Pacific Standard Time' });
    const moved = { start: time('2027-03-04T08:30:00'), end: time('2027-03-04T09:00:00') };
    await inOutlook('PATCH', second.eventId, '', moved);
    const now = present(await one(second.eventId));
    expect(now.startsAt.toString()).toBe('2027-03-04T16:30:00Z');
    expect(now.endsAt.toString()).toBe('2027-03-04T17:00:00Z');
    expect((await all(eventId))[1]).toEqual(now);
  });

  it('is gone when it was cancelled, and the others stay', async () => {
    const eventId = await book();
    const before = await all(eventId);
    const third = present(before[2]);
    await inOutlook('POST', third.eventId, '/cancel', { comment: 'Not this time' });
    expect(await calendar.occurrence(tenant.tenantId, organizer, third.eventId)).toMatchObject({ reason: 'gone' });
    expect(await all(eventId)).toEqual(before.filter((occurrence) => occurrence !== third));
  });

  it('is cancelled where Outlook still has it and says so', async () => {
    const first = present((await all(await book()))[0]);
    const time = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
    const body = {
      id: first.eventId,
      start: time('2027-02-16T10:00:00.0000000'),
      end: time('2027-02-16T10:45:00.0000000'),
      isCancelled: true,
    };
    await tenant.fault({ method: 'GET', path: '/events/', status: 200, body });
    expect(await one(first.eventId)).toEqual({ ...first, cancelled: true });
  });

  it('keeps its time when the attendee answers, and stays when they decline', async () => {
    const eventId = await book();
    const before = await all(eventId);
    const from = present(before[0]).startsAt;
    const view = `startDateTime=${from.toString()}&endDateTime=${from.add({ hours: 1 }).toString()}`;
    const seen = await tenant.client.graph('GET', `/users/${graduate}/calendarView?${view}`);
    const copy = (seen.body.value as { id: string; subject: string }[]).find((event) =>
      event.subject.startsWith('Mentoring'),
    );
    await tenant.client.graph('POST', `/users/${graduate}/events/${copy?.id ?? ''}/decline`, {});
    expect(await all(eventId)).toEqual(before);
  });
});

describe('a series that is gone', () => {
  it('is told to be gone, and so are its meetings', async () => {
    const eventId = await book();
    const first = present((await all(eventId))[0]);
    await inOutlook('DELETE', eventId);
    expect(await calendar.read(tenant.tenantId, organizer, eventId)).toMatchObject({ ok: false, reason: 'gone' });
    expect(await calendar.occurrence(tenant.tenantId, organizer, first.eventId)).toMatchObject({ reason: 'gone' });
    expect(await calendar.occurrences(tenant.tenantId, organizer, eventId, always, forever)).toMatchObject({
      reason: 'gone',
    });
  });

  it('is not found by its key, nor is one that never was', async () => {
    const seriesId = randomUUID();
    const made = await calendar.book(tenant.tenantId, bookingOf(seriesId, organizer, tenant.person(graduate)));
    expect(await calendar.find(tenant.tenantId, organizer, seriesId)).toEqual(made);
    await inOutlook('DELETE', made.ok ? made.value.eventId : '');
    expect(read(await calendar.find(tenant.tenantId, organizer, seriesId))).toBeNull();
    expect(read(await calendar.find(tenant.tenantId, organizer, randomUUID()))).toBeNull();
  });

  it('is booked anew when it is asked for again', async () => {
    const booking = bookingOf(randomUUID(), organizer, tenant.person(graduate));
    const first = await calendar.book(tenant.tenantId, booking);
    await inOutlook('DELETE', first.ok ? first.value.eventId : '');
    const second = await calendar.book(tenant.tenantId, booking);
    expect(first.ok && second.ok && first.value.eventId !== second.value.eventId).toBe(true);
  });

  it.each(['not-an-id', '../../users', '?$select=id'])('is told from an id that is none: %s', async (eventId) => {
    expect(await calendar.read(tenant.tenantId, organizer, eventId)).toMatchObject({ ok: false, reason: 'refused' });
  });
});
