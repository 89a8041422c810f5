import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../../../bot/mentoring/meeting/calendar.ts';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { createCalendar } from '../../../../bot/microsoft/graph/calendar.ts';
import { bookingOf } from '../../../support/microsoft/bookings.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { withoutWaiting } from '../../../support/microsoft/time.ts';

const head = 'ingrid.solheim@aldermoor.example';
const graduate = 'tobi.adeyinka.marsh@aldermoor.example';
const noMailbox = 'marek.zielony@aldermoor.example';
const posted = 'POST /v1.0/users/{id}/events';

let tenant: TestTenant;
let calendar: Calendar;
beforeAll(async () => {
  tenant = await startTenant();
  calendar = createCalendar(tenant.newGraph());
});
afterAll(() => tenant.stop());
beforeEach(async () => {
  await tenant.quiet();
  await tenant.limits({ missingLinkEvery: 0 });
});

const booking = (seriesId: string, more: Parameters<typeof bookingOf>[3] = {}) =>
  bookingOf(seriesId, tenant.person(head), tenant.person(graduate), more);
const book = (asked: ReturnType<typeof booking>) => calendar.book(tenant.tenantId, asked);
/** How many series stand in the head's calendar under this key, by what the tenant itself says. */
async function standing(seriesId: string): Promise<number> {
  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${property}' and ep/value eq '${seriesId}')`;
  const path = `/users/${head}/events?$filter=${encodeURIComponent(filter)}`;
  return ((await tenant.client.graph('GET', path)).body.value as unknown[]).length;
}
const property = 'String {7d1f4c52-64f0-4c0b-9d3a-2f6f0f7a9b31} Name VantageSeries';

describe('a series is booked once', () => {
  it("with its id and its link, and stands in the attendee's calendar too", async () => {
    const asked = booking(randomUUID());
    const made = await book(asked);
    expect(made).toMatchObject({ ok: true, value: { joinUrl: expect.stringMatching(/^https:\/\/teams\./) } });
    const from = asked.slot.start.toInstant();
    const view = `startDateTime=${from.toString()}&endDateTime=${from.add({ hours: 1 }).toString()}`;
    const seen = await tenant.client.graph('GET', `/users/${graduate}/calendarView?${view}`);
    const subjects = (seen.body.value as { subject: string }[]).map((event) => event.subject);
    expect(subjects).toContain(asked.subject);
  });

  it('when it is asked for again', async () => {
    const id = randomUUID();
    const first = await book(booking(id));
    expect(await book(booking(id))).toEqual(first);
    expect(await standing(id)).toBe(1);
    expect(await tenant.asked(posted)).toBe(1);
  });

  it('when it is asked for again with another slot and other words: the first one holds', async () => {
    const id = randomUUID();
    const first = await book(booking(id));
    const start = booking(id).slot.start.add({ days: 3 });
    expect(await book(booking(id, { subject: 'Other', start }))).toEqual(first);
    expect(await standing(id)).toBe(1);
  });

  it('when it is asked for many times at once', async () => {
    const id = randomUUID();
    const made = await Promise.all(Array.from({ length: 8 }, () => book(booking(id))));
    expect(new Set(made.map((one) => (one.ok ? one.value.eventId : 'refused'))).size).toBe(1);
    expect(await standing(id)).toBe(1);
  });

  it('when two at once want different slots', async () => {
    const id = randomUUID();
    const other = booking(id, { start: booking(id).slot.start.add({ days: 3 }) });
    const [first, second] = await Promise.all([book(booking(id)), book(other)]);
    expect(first.ok && second.ok && first.value.eventId === second.value.eventId).toBe(true);
    expect(await standing(id)).toBe(1);
  });

  it.each([
    ['500', { status: 500, then: 'after' as const }],
    ['504', { status: 504, then: 'after' as const }],
    ['a broken connection', { then: 'after' as const }],
  ])('when its answer was lost by %s after the work', async (_what, fault) => {
    const id = randomUUID();
    await tenant.fault({ method: 'POST', path: '/events$', ...fault });
    await expect(book(booking(id))).rejects.toThrow(TemporaryError);
    expect(await standing(id)).toBe(1);
    expect(await book(booking(id))).toMatchObject({ ok: true });
    expect(await standing(id)).toBe(1);
    expect(await tenant.asked(posted)).toBe(1);
  });

  it('when Outlook was away before the work', async () => {
    const id = randomUUID();
    await tenant.fault({ method: 'POST', path: '/events$', status: 503 });
    await expect(book(booking(id))).rejects.toThrow(TemporaryError);
    expect(await standing(id)).toBe(0);
    expect(await book(booking(id))).toMatchObject({ ok: true });
    expect(await standing(id)).toBe(1);
  });

  it('when the mailbox was throttled, on the way', async () => {
    const id = randomUUID();
    await tenant.fault({ method: 'POST', path: '/events$', status: 429, retryAfterSeconds: 5 });
    await withoutWaiting(async () => {
      const throttled = createCalendar(tenant.newGraph());
      expect(await throttled.book(tenant.tenantId, booking(id))).toMatchObject({ ok: true });
    });
    expect(await tenant.asked(posted)).toBe(2);
    expect(await standing(id)).toBe(1);
  });

  it('and not at all while it cannot be looked for', async () => {
    const id = randomUUID();
    await tenant.fault({ method: 'GET', path: '/events$', status: 500 });
    await expect(book(booking(id))).rejects.toThrow(TemporaryError);
    expect(await tenant.asked(posted)).toBe(0);
  });
});

describe('an earlier try that the search does not show yet', () => {
  /** The next search finds nothing, as it may before the mailbox has caught up. */
  const unseen = () => tenant.fault({ method: 'GET', path: '/events$', status: 200, body: { value: [] } });

  it('is found once Outlook says that the key was used', async () => {
    const id = randomUUID();
    const first = await book(booking(id));
    await unseen();
    expect(await book(booking(id, { subject: 'Other' }))).toEqual(first);
    expect(await standing(id)).toBe(1);
  });

  it('is given back as it is where its words are the same', async () => {
    const id = randomUUID();
    const first = await book(booking(id));
    await unseen();
    expect(await book(booking(id))).toEqual(first);
    expect(await standing(id)).toBe(1);
  });

  it('is found when the answer has the other status', async () => {
    const id = randomUUID();
    const first = await book(booking(id));
    await unseen();
    await tenant.fault({ method: 'POST', path: '/events$', status: 400, code: 'ErrorDuplicateTransactionId' });
    expect(await book(booking(id, { subject: 'Other' }))).toEqual(first);
  });

  it('is a refusal where it stays out of sight', async () => {
    const id = randomUUID();
    await book(booking(id));
    await unseen();
    await unseen();
    expect(await book(booking(id, { subject: 'Other' }))).toEqual({
      ok: false,
      reason: 'refused',
      detail: '409 ErrorDuplicateTransactionId',
    });
    expect(await standing(id)).toBe(1);
  });
});

describe('the join link', () => {
  it('may come later than the series, and is there when it is read again', async () => {
    await tenant.limits({ missingLinkEvery: 1 });
    const made = await book(booking(randomUUID()));
    expect(made).toMatchObject({ ok: true, value: { joinUrl: null } });
    const eventId = made.ok ? made.value.eventId : '';
    expect(await calendar.read(tenant.tenantId, tenant.person(head), eventId)).toMatchObject({
      ok: true,
      value: { eventId, joinUrl: expect.stringMatching(/^https:\/\/teams\./) },
    });
  });

  it('is null where there is no online meeting at all', async () => {
    const made = await book(booking(randomUUID()));
    const eventId = made.ok ? made.value.eventId : '';
    await tenant.fault({ method: 'GET', path: '/events/', status: 200, body: { id: eventId, onlineMeeting: null } });
    const read = await calendar.read(tenant.tenantId, tenant.person(head), eventId);
    expect(read).toEqual({ ok: true, value: { eventId, joinUrl: null, uid: null } });
  });
});

describe('a booking is refused, with the reason for the log', () => {
  it.each(['Antarctica/Troll', 'America/Ciudad_Juarez'])(
    'in %s, a zone that Outlook has no name for, before anything is posted',
    async (zone) => {
      const start = Temporal.ZonedDateTime.from(`2027-02-16T10:00:00[${zone}]`);
      expect(await book(booking(randomUUID(), { start }))).toMatchObject({ ok: false, reason: 'refused' });
      expect(await tenant.asked(posted)).toBe(0);
    },
  );

  it('when Outlook refuses the event', async () => {
    await tenant.fault({ method: 'POST', path: '/events$', status: 400, code: 'ErrorInvalidRecipients' });
    expect(await book(booking(randomUUID()))).toEqual({
      ok: false,
      reason: 'refused',
      detail: '400 ErrorInvalidRecipients',
    });
  });

  it('when the organiser has no mailbox', async () => {
    const asked = bookingOf(randomUUID(), tenant.person(noMailbox), tenant.person(graduate));
    expect(await book(asked)).toMatchObject({ ok: false, reason: 'no-mailbox' });
  });

  it('when the policy does not let us into the calendar', async () => {
    await tenant.fault({
      path: `/users/${tenant.person(head).id}/events$`,
      times: 2,
      status: 403,
      code: 'ErrorAccessDenied',
    });
    expect(await book(booking(randomUUID()))).toEqual({
      ok: false,
      reason: 'access-denied',
      detail: '403 ErrorAccessDenied',
    });
  });
});
