import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { systemClock } from '../../../../bot/clock.ts';
import type { CalendarChanges, CalendarFeed } from '../../../../bot/mentoring/meeting/calendar-feed.ts';
import type { MailboxAddress } from '../../../../bot/mentoring/meeting/meeting.ts';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { createCalendar } from '../../../../bot/microsoft/graph/calendar.ts';
import { GraphRefusal } from '../../../../bot/microsoft/graph/client.ts';
import { readChanges } from '../../../../bot/microsoft/graph/changes.ts';
import { createWatches } from '../../../../bot/microsoft/graph/watches.ts';
import { startSubscriber, type Subscriber } from '../../../infra/sandbox/subscriber.ts';
import { bookingOf } from '../../../support/microsoft/bookings.ts';
import { silent, startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';

const graduate = 'tobi.adeyinka.marsh@aldermoor.example';
const at = (text: string) => Temporal.Instant.from(text);
const window = { start: at('2027-02-01T00:00:00Z'), end: at('2027-06-01T00:00:00Z') };

let tenant: TestTenant;
let organizer: MailboxAddress;
let withoutMailbox: MailboxAddress;
const nobody: MailboxAddress = { entraObjectId: randomUUID(), userPrincipalName: 'x@y.example', displayName: 'X' };
beforeAll(async () => {
  tenant = await startTenant();
  organizer = tenant.person('ingrid.solheim@aldermoor.example');
  withoutMailbox = tenant.person('marek.zielony@aldermoor.example');
});
afterAll(() => tenant.stop());
afterEach(() => tenant.quiet());

const inOutlook = async (method: string, eventId: string, action = '', body?: unknown): Promise<void> => {
  const path = `/users/${organizer.entraObjectId}/events/${eventId}${action}`;
  expect((await tenant.client.graph(method, path, body)).status).toBeLessThan(300);
};
const control = (method: string, path: string, body?: unknown) =>
  tenant.client.call(method, `/control/${path}`, { body });

describe('what changed in a calendar', () => {
  let changes: CalendarFeed['changes'];
  beforeAll(() => {
    changes = readChanges(tenant.newGraph());
  });
  const since = async (mark: string | null): Promise<CalendarChanges> => {
    const read = await changes(tenant.tenantId, organizer, mark, window);
    if (!read.ok) throw new Error(read.reason);
    return read.value;
  };
  const book = async (): Promise<{ eventId: string; days: readonly string[] }> => {
    const calendar = createCalendar(tenant.newGraph());
    const made = await calendar.book(tenant.tenantId, bookingOf(randomUUID(), organizer, tenant.person(graduate)));
    if (!made.ok) throw new Error(made.detail);
    const { eventId } = made.value;
    const found = await calendar.occurrences(tenant.tenantId, organizer, eventId, window.start, window.end);
    if (!found.ok) throw new Error(found.detail);
    return { eventId, days: found.value.map((one) => one.eventId) };
  };

  it('is all that stands there at first, read to the last page, and then nothing', async () => {
    const { eventId } = await book();
    const first = await since(null);
    expect(first.changed).toContain(eventId);
    expect(first.removed).toEqual([]);
    expect(await tenant.asked('GET /v1.0/users/{id}/calendarView/delta')).toBeGreaterThan(1);
    expect(await since(first.mark)).toMatchObject({ changed: [], removed: [] });
  });

  it('is the series for whichever of its occurrences it was', async () => {
    const { eventId, days } = await book();
    const { mark } = await since(null);
    const time = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
    const moved = { start: time('2027-03-04T08:30:00'), end: time('2027-03-04T09:00:00') };
    await inOutlook('PATCH', days[1] ?? '', '', moved);
    expect(await since(mark)).toMatchObject({ changed: [eventId], removed: [] });
  });

  it('are the series and the one occurrence when that was cancelled, and all when the series was deleted', async () => {
    const { eventId, days } = await book();
    const { mark } = await since(null);
    await inOutlook('POST', days[2] ?? '', '/cancel', {});
    const cancelled = await since(mark);
    expect(cancelled).toMatchObject({ changed: [eventId], removed: [days[2]] });
    await inOutlook('DELETE', eventId);
    expect((await since(cancelled.mark)).removed).toEqual(expect.arrayContaining([eventId]));
  });

  it('is read from the beginning when the mark is lost or not understood', async () => {
    const { mark } = await since(null);
    await control('DELETE', 'delta');
    const lost = { ok: false, reason: 'mark-lost' };
    expect(await changes(tenant.tenantId, organizer, mark, window)).toEqual(lost);
    await tenant.fault({ path: 'delta', status: 400, code: 'ErrorInvalidUrlQuery' });
    expect(await changes(tenant.tenantId, organizer, mark, window)).toEqual(lost);
  });

  it.each([
    ['no-mailbox', 403, 'MailboxNotEnabledForRESTAPI'],
    ['access-denied', 403, 'ErrorAccessDenied'],
    ['person-gone', 404, 'Request_ResourceNotFound'],
  ])('is unknown: %s', async (reason, status, code) => {
    await tenant.fault({ path: 'delta', status, code });
    expect(await changes(tenant.tenantId, organizer, null, window)).toEqual({ ok: false, reason });
  });

  it('is unknown of those without a mailbox, and of those who are gone', async () => {
    const of = async (person: MailboxAddress) => changes(tenant.tenantId, person, null, window);
    expect(await of(withoutMailbox)).toEqual({ ok: false, reason: 'no-mailbox' });
    expect(await of(nobody)).toEqual({ ok: false, reason: 'person-gone' });
  });

  it('is asked for again later when one of the pages does not come', async () => {
    await tenant.fault({ path: 'delta', status: 429, retryAfterSeconds: 600, times: 1 });
    await expect(changes(tenant.tenantId, organizer, null, window)).rejects.toThrow(TemporaryError);
  });
});

describe('a watch on a calendar', () => {
  let subscriber: Subscriber;
  let watches: Omit<CalendarFeed, 'changes'>;
  beforeEach(async () => {
    subscriber = await startSubscriber();
    const publicUrl = new URL(subscriber.url).origin;
    watches = createWatches(tenant.newGraph(), { clock: systemClock, publicUrl, log: silent });
  });
  afterEach(async () => {
    for (const { id } of await standing()) await control('DELETE', `subscriptions/${id}`);
    await subscriber.stop();
  });
  const standing = async () =>
    (await control('GET', 'subscriptions')).body as unknown as {
      id: string;
      clientState: string;
      immutableIds: boolean;
    }[];
  const watch = (secret: string) => watches.watch(tenant.tenantId, organizer, secret);

  it('is made with its secret and for ids that stay, for nearly a week', async () => {
    const made = await watch('secret');
    const [one] = await standing();
    expect(made).toMatchObject({ ok: true, value: { watchId: one?.id } });
    expect(one).toMatchObject({ clientState: 'secret', immutableIds: true });
    const days = made.ok ? systemClock.now().until(made.value.expiresAt).total({ unit: 'hours' }) / 24 : 0;
    expect(days).toBeGreaterThan(6.5);
  });

  it('takes the place of one that a crash has left, and leaves those of others', async () => {
    const other = tenant.person('petra.lindqvist@aldermoor.example');
    await watches.watch(tenant.tenantId, other, 'of another');
    await watch('before');
    const made = await watch('after');
    expect(made.ok).toBe(true);
    expect((await standing()).map(({ clientState }) => clientState).toSorted()).toEqual(['after', 'of another']);
  });

  it('stands once although the answer to its making was lost', async () => {
    await tenant.fault({ method: 'POST', path: '/subscriptions$', then: 'after', status: 504 });
    await expect(watch('first')).rejects.toThrow(TemporaryError);
    expect((await watch('second')).ok).toBe(true);
    expect((await standing()).map(({ clientState }) => clientState)).toEqual(['second']);
  });

  it('is not made where Graph does not reach us', async () => {
    subscriber.answers.handshake = 'something else';
    expect(await watch('secret')).toEqual({ ok: false, reason: 'not-reachable' });
    const nowhere = createWatches(tenant.newGraph(), { clock: systemClock, publicUrl: null, log: silent });
    await tenant.quiet();
    expect(await nowhere.watch(tenant.tenantId, organizer, 'secret')).toEqual({ ok: false, reason: 'not-reachable' });
    expect(await tenant.asked('POST /v1.0/subscriptions')).toBe(0);
  });

  it('is not made on a calendar that is not there or not ours to see', async () => {
    for (const person of [withoutMailbox, nobody]) {
      expect(await watches.watch(tenant.tenantId, person, 'secret')).toEqual({ ok: false, reason: 'no-mailbox' });
    }
    await tenant.fault({ path: '/subscriptions', status: 403, code: 'ExtensionError' });
    expect(await watch('secret')).toEqual({ ok: false, reason: 'access-denied' });
  });

  it('that is kept from us is as good as gone', async () => {
    const made = await watch('secret');
    const watchId = made.ok ? made.value.watchId : '';
    const denied = { path: '/subscriptions/', status: 403, code: 'ExtensionError' };
    await tenant.fault(denied);
    expect(await watches.renewWatch(tenant.tenantId, watchId)).toEqual({ ok: false, reason: 'gone' });
    await tenant.fault(denied);
    await watches.endWatch(tenant.tenantId, watchId);
    await tenant.fault({ path: '/subscriptions/', status: 400, code: 'InvalidRequest', times: 2 });
    await expect(watches.renewWatch(tenant.tenantId, watchId)).rejects.toThrow(GraphRefusal);
    await expect(watches.endWatch(tenant.tenantId, watchId)).rejects.toThrow(GraphRefusal);
  });

  it('is renewed while it stands, and ended once or twice', async () => {
    const made = await watch('secret');
    const watchId = made.ok ? made.value.watchId : '';
    expect(await watches.renewWatch(tenant.tenantId, watchId)).toMatchObject({ ok: true, value: { watchId } });
    await watches.endWatch(tenant.tenantId, watchId);
    await watches.endWatch(tenant.tenantId, watchId);
    expect(await watches.renewWatch(tenant.tenantId, watchId)).toEqual({ ok: false, reason: 'gone' });
    expect(await standing()).toEqual([]);
  });
});
