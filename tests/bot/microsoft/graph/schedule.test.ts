import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Busy } from '../../../../bot/mentoring/meeting/calendar.ts';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { createCalendar } from '../../../../bot/microsoft/graph/calendar.ts';
import { startTenant, type Somebody, type TestTenant } from '../../../support/microsoft/tenant.ts';

const head = 'ingrid.solheim@aldermoor.example';
const graduate = 'tobi.adeyinka.marsh@aldermoor.example';
const noMailbox = 'marek.zielony@aldermoor.example';
const schedule = 'POST /v1.0/users/{id}/calendar/getSchedule';

const at = (text: string) => Temporal.Instant.from(text);
/** Nobody in the sandbox has anything on a Saturday of their own. */
const saturday = at('2027-02-20T00:00:00Z');
const sunday = at('2027-02-21T00:00:00Z');

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.stop());
afterEach(() => tenant.quiet());

const busy = (people: readonly Somebody[], from: Temporal.Instant, to: Temporal.Instant) =>
  createCalendar(tenant.newGraph()).busy(tenant.tenantId, people, from, to);
const busyOf = async (name: string, from = saturday, to = sunday): Promise<Busy | undefined> => {
  const person = tenant.person(name);
  return (await busy([person], from, to)).get(person.entraObjectId);
};
/** The intervals as text, so that they can be compared. */
const intervals = (found: Busy | undefined): string[] =>
  found?.ok === true ? found.intervals.map(({ start, end }) => `${start.toString()} ${end.toString()}`) : ['unknown'];
/** Puts something into somebody's calendar. */
async function book(name: string, start: string, end: string, more: Record<string, unknown> = {}): Promise<void> {
  const time = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
  const body = { subject: 'Something', start: time(start), end: time(end), ...more };
  expect((await tenant.client.graph('POST', `/users/${name}/events`, body)).status).toBe(201);
}
/** An answer to getSchedule that says this of the head. */
const says = (more: Record<string, unknown>) => ({ value: [{ scheduleId: head, scheduleItems: [], ...more }] });
const item = (status: string, timeZone = 'UTC') => ({
  status,
  start: { dateTime: '2027-02-20T10:00:00.0000000', timeZone },
  end: { dateTime: '2027-02-20T11:00:00.0000000', timeZone },
});

describe('somebody is busy', () => {
  it('when Outlook says busy, tentative or out of office, not when it says free or working elsewhere', async () => {
    await book(head, '2027-02-20T01:00:00', '2027-02-20T02:00:00', { showAs: 'busy' });
    await book(head, '2027-02-20T03:00:00', '2027-02-20T04:00:00', { showAs: 'free' });
    await book(head, '2027-02-20T05:00:00', '2027-02-20T06:00:00', { showAs: 'tentative' });
    await book(head, '2027-02-20T07:00:00', '2027-02-20T08:00:00', { showAs: 'workingElsewhere' });
    await book(head, '2027-02-20T09:00:00', '2027-02-20T10:00:00', { showAs: 'oof' });
    expect(intervals(await busyOf(head))).toEqual([
      '2027-02-20T01:00:00Z 2027-02-20T02:00:00Z',
      '2027-02-20T05:00:00Z 2027-02-20T06:00:00Z',
      '2027-02-20T09:00:00Z 2027-02-20T10:00:00Z',
    ]);
  });

  it('when Outlook says something that is not known here', async () => {
    await tenant.fault({ path: '/getSchedule$', status: 200, body: says({ scheduleItems: [item('unknown')] }) });
    expect(intervals(await busyOf(head))).toEqual(['2027-02-20T10:00:00Z 2027-02-20T11:00:00Z']);
  });

  it('in every occurrence of what repeats, over as many months as are asked for', async () => {
    const recurrence = {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['sunday'], firstDayOfWeek: 'monday' },
      range: { type: 'numbered', startDate: '2027-02-28', numberOfOccurrences: 20 },
    };
    await book(head, '2027-02-28T05:00:00', '2027-02-28T06:00:00', { recurrence });
    await tenant.quiet();
    const found = intervals(await busyOf(head, at('2027-02-27T00:00:00Z'), at('2027-07-27T00:00:00Z')));
    const sundays = Array.from({ length: 20 }, (_, week) => {
      const day = Temporal.PlainDate.from('2027-02-28').add({ weeks: week }).toString();
      return `${day}T05:00:00Z ${day}T06:00:00Z`;
    });
    expect(found.filter((interval) => sundays.includes(interval))).toEqual(sundays);
    // 150 days are five windows of 31 at most.
    expect(await tenant.asked(schedule)).toBe(5);
  });

  it.each([1, 2, 3, 4, 5])('exactly where their calendar says so (person %s)', async (index) => {
    const person = tenant.people.filter((one) => one.mailbox)[index * 7];
    if (!person) throw new Error('too few people');
    const [from, to] = [at('2027-03-01T00:00:00Z'), at('2027-06-01T00:00:00Z')];
    const path = `/users/${person.id}/calendarView?startDateTime=${from.toString()}&endDateTime=${to.toString()}&$top=1000`;
    type Seen = { showAs: string; isAllDay: boolean; start: { dateTime: string }; end: { dateTime: string } };
    const seen = (await tenant.client.graph('GET', path)).body.value as Seen[];
    const timed = seen.filter(({ showAs, isAllDay }) => !isAllDay && !['free', 'workingElsewhere'].includes(showAs));
    const expected = timed.map(
      ({ start, end }) => `${at(`${start.dateTime}Z`).toString()} ${at(`${end.dateTime}Z`).toString()}`,
    );
    const found = new Set(intervals((await busy([person], from, to)).get(person.entraObjectId)));
    expect(expected.length).toBeGreaterThan(50);
    expect(expected.filter((interval) => !found.has(interval))).toEqual([]);
    const wholeDays = seen.filter(({ showAs, isAllDay }) => isAllDay && showAs !== 'free').length;
    expect(found.size - new Set(expected).size).toBeLessThanOrEqual(wholeDays);
  });

  it('each of many people for themselves', async () => {
    const people = tenant.people.filter((one) => one.mailbox).slice(0, 45);
    const found = await busy(people, at('2027-03-01T00:00:00Z'), at('2027-03-08T00:00:00Z'));
    expect(people.map((person) => found.get(person.entraObjectId)?.ok)).toEqual(people.map(() => true));
    expect(await tenant.asked(schedule)).toBe(3);
    const alone = await busyOf(
      people[30]?.userPrincipalName ?? '',
      at('2027-03-01T00:00:00Z'),
      at('2027-03-08T00:00:00Z'),
    );
    expect(intervals(found.get(people[30]?.entraObjectId ?? ''))).toEqual(intervals(alone));
  });
});

describe('a calendar that cannot be read is unknown, never free', () => {
  const oneMonth = [at('2027-03-01T00:00:00Z'), at('2027-04-15T00:00:00Z')] as const;

  it('where there is no mailbox, while the others are known', async () => {
    const found = await busy([tenant.person(head), tenant.person(noMailbox)], saturday, sunday);
    expect(found.get(tenant.person(noMailbox).id)).toEqual({ ok: false, reason: 'no-mailbox' });
    expect(found.get(tenant.person(head).id)).toMatchObject({ ok: true });
  });

  it('where there is no mailbox, whoever comes first', async () => {
    const found = await busy([tenant.person(noMailbox), tenant.person(head)], saturday, sunday);
    expect(found.get(tenant.person(noMailbox).id)).toEqual({ ok: false, reason: 'no-mailbox' });
    expect(found.get(tenant.person(head).id)).toMatchObject({ ok: true });
  });

  it('where the policy lets us ask nothing of it', async () => {
    await tenant.fault({ path: '/getSchedule$', times: 2, status: 403, code: 'ErrorAccessDenied' });
    expect(await busyOf(head)).toEqual({ ok: false, reason: 'access-denied' });
  });

  it.each([
    ['no-mailbox', 'ErrorMailRecipientNotFound'],
    ['access-denied', 'ErrorAccessDenied'],
    ['unreadable', '5006'],
    ['unreadable', null],
  ])('%s, where Outlook answers for it with the error %s', async (reason, responseCode) => {
    const body = says({ error: { message: 'no', responseCode } });
    await tenant.fault({ path: '/getSchedule$', status: 200, body });
    expect(await busyOf(head)).toEqual({ ok: false, reason });
  });

  it('where a single one of its months failed, however the others went', async () => {
    const error = { message: 'too many', responseCode: '5006' };
    await tenant.fault({ path: '/getSchedule$', status: 200, body: says({ error }) });
    expect(await busyOf(head, ...oneMonth)).toEqual({ ok: false, reason: 'unreadable' });
    expect(await tenant.asked(schedule)).toBe(2);
  });

  it.each([
    ['is missing from the answer', { value: [] }],
    ['comes without its items', { value: [{ scheduleId: head, scheduleItems: null }] }],
    ['comes in another zone than was asked for', says({ scheduleItems: [item('busy', 'GMT Standard Time')] })],
  ])('where it %s', async (_what, body) => {
    await tenant.fault({ path: '/getSchedule$', status: 200, body });
    expect(await busyOf(head)).toEqual({ ok: false, reason: 'unreadable' });
  });

  it('unless it is the same name in other letters', async () => {
    await tenant.fault({ path: '/getSchedule$', status: 200, body: says({ scheduleId: head.toUpperCase() }) });
    expect(await busyOf(head)).toEqual({ ok: true, intervals: [] });
  });

  it.each([
    ['Outlook is away', { status: 503 }],
    ['the connection breaks', { then: 'instead' as const }],
    [
      'Entra gives no token',
      { path: '/oauth2/v2.0/token$', times: 5, status: 400, body: { error: 'invalid_request' } },
    ],
  ])('and worth another try where %s', async (_what, fault) => {
    await tenant.fault({ path: '/getSchedule$', ...fault });
    await expect(busyOf(head, ...oneMonth)).rejects.toThrow(TemporaryError);
  });
});

describe('any length of time can be asked for', () => {
  it.each(['PT24H', 'P31D', 'P62D'])('%s', async (length) => {
    const to = saturday.add({
      hours: Temporal.Duration.from(length).total({ unit: 'hours', relativeTo: '2027-01-01' }),
    });
    expect(await busyOf(graduate, saturday, to)).toMatchObject({ ok: true });
  });

  it('even when the last window would be a few minutes', async () => {
    const to = saturday.add({ hours: 31 * 24, minutes: 5 });
    expect(await busyOf(graduate, saturday, to)).toMatchObject({ ok: true });
  });
});
