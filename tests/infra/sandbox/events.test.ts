import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GRADUATE, HEAD, NO_MAILBOX, sandboxWithClient, series, until, type Body, type Client } from './client.ts';

interface Event extends Body {
  id: string;
  iCalUId: string;
  type: string;
  subject: string;
  showAs: string;
  start: { dateTime: string; timeZone: string };
  end: { dateTime: string; timeZone: string };
  isOnlineMeeting: boolean;
  onlineMeeting: { joinUrl: string } | null;
  body: { content: string };
  isOrganizer: boolean;
}

let client: Client;
beforeAll(async () => {
  client = await sandboxWithClient();
});
afterAll(() => client.stop());
beforeEach(() => client.call('PUT', '/control/limits', { body: { missingLinkEvery: 0, copyDelayMilliseconds: 0 } }));

const create = async (more: Record<string, unknown> = {}): Promise<Event> => {
  const answer = await client.graph('POST', `/users/${HEAD}/events`, series(more));
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as Event;
};
const WINDOW = 'startDateTime=2027-01-01T00:00:00Z&endDateTime=2027-12-31T00:00:00Z';
const instances = async (id: string, person = HEAD): Promise<Event[]> =>
  (await client.graph('GET', `/users/${person}/events/${id}/instances?${WINDOW}`)).body.value as Event[];
/** The copy of an event in the attendee's calendar. */
const copyOf = async (event: Event): Promise<Event | undefined> => {
  const listed = await client.graph(
    'GET',
    `/users/${GRADUATE}/events?$filter=${encodeURIComponent(`iCalUId eq '${event.iCalUId}'`)}`,
  );
  return (listed.body.value as Event[])[0];
};

describe('creating events', () => {
  it.each([
    ['a property that Graph does not know', { colour: 'red' }, 'RequestBodyRead', /'colour'/],
    ['an unknown property deep inside', { location: { building: 'B' } }, 'RequestBodyRead', /'building'/],
    ['a value outside an enumeration', { showAs: 'maybe' }, 'RequestBodyRead', /showAs/],
    [
      'a zone that Outlook does not list',
      { start: { dateTime: '2027-02-16T10:00:00', timeZone: 'Europe/Brussels' } },
      'TimeZoneNotSupportedException',
      /Brussels/,
    ],
    [
      'an end before the start',
      { end: { dateTime: '2027-02-16T09:00:00', timeZone: 'GMT Standard Time' } },
      'ErrorPropertyValidationFailure',
      /end/,
    ],
    [
      'an attendee without an address',
      { attendees: [{ emailAddress: { name: 'X' } }] },
      'ErrorInvalidRecipients',
      /recipient/,
    ],
    [
      'an extended property without a name',
      { singleValueExtendedProperties: [{ id: 'Vantage', value: '1' }] },
      'ErrorPropertyValidationFailure',
      /extended/,
    ],
    [
      'a series that starts on another day than its first meeting',
      { recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2027-02-17' } } },
      'ErrorPropertyValidationFailure',
      /startDate/,
    ],
  ])('refuses %s', async (_what, more, code, message) => {
    const answer = await client.graph('POST', `/users/${HEAD}/events`, series(more));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code, message: expect.stringMatching(message) } });
  });

  it('answers a repeated request with the event that is there already, and another one with a refusal', async () => {
    const transactionId = randomUUID();
    const first = await create({ transactionId });
    const again = await create({ transactionId });
    expect(again.id).toBe(first.id);
    const other = await client.graph('POST', `/users/${HEAD}/events`, series({ transactionId, subject: 'Other' }));
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'ErrorDuplicateTransactionId' } } });
  });

  it('cannot look events up by transaction id, but by an extended property', async () => {
    const id = 'String {0a5d1bd6-6c29-4f7c-a6b5-f4b0d7b3d3f1} Name Vantage';
    const event = await create({ singleValueExtendedProperties: [{ id, value: "o'clock" }] });
    const list = (filter: string) => client.graph('GET', `/users/${HEAD}/events?$filter=${encodeURIComponent(filter)}`);
    const found = await list(`singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq 'o''clock')`);
    expect((found.body.value as Event[]).map((one) => one.id)).toEqual([event.id]);
    expect(event).not.toHaveProperty('singleValueExtendedProperties');
    expect(
      (await list(`singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq 'none')`)).body.value,
    ).toEqual([]);
    expect((await list("transactionId eq 'x'")).status).toBe(400);
  });

  it('may leave the link out at first and have it on the next read', async () => {
    await client.call('PUT', '/control/limits', { body: { missingLinkEvery: 1 } });
    const event = await create();
    expect(event).toMatchObject({ isOnlineMeeting: false, onlineMeetingProvider: 'unknown', onlineMeeting: null });
    const read = (await client.graph('GET', `/users/${HEAD}/events/${event.id}`)).body as Event;
    expect(read.onlineMeeting?.joinUrl).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//);
  });

  it('writes another id without the preference for immutable ids, and finds the event by either', async () => {
    const event = await create();
    const plain = (await client.graph('GET', `/users/${HEAD}/events/${event.id}`, undefined, {})).body as Event;
    expect(plain.id).not.toBe(event.id);
    expect(((await client.graph('GET', `/users/${HEAD}/events/${plain.id}`)).body as Event).id).toBe(event.id);
  });

  it('refuses people without a mailbox', async () => {
    for (const path of ['events', 'mailboxSettings', `calendarView?${WINDOW}`]) {
      const answer = await client.graph(
        path === 'events' ? 'POST' : 'GET',
        `/users/${NO_MAILBOX}/${path}`,
        path === 'events' ? series() : undefined,
      );
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } });
    }
  });
});

describe("the attendee's copy", () => {
  it('arrives later, tentative, under another id and the same iCalUId', async () => {
    await client.call('PUT', '/control/limits', { body: { copyDelayMilliseconds: 3_600_000 } });
    const event = await create();
    expect(await copyOf(event)).toBeUndefined();
    await client.call('POST', '/control/clock', { body: { by: 'PT1H' } });
    const copy = await until(
      () => copyOf(event),
      (one) => one !== undefined,
    );
    expect(copy).toMatchObject({ showAs: 'tentative', isOrganizer: false, subject: event.subject });
    expect(copy?.id).not.toBe(event.id);
    expect((await client.graph('GET', `/users/${HEAD}/events/${copy?.id ?? ''}`)).status).toBe(404);
  });

  it('shows the answer to the organizer and as busy when it is a yes', async () => {
    const event = await create();
    const copy = await copyOf(event);
    expect(
      (await client.graph('POST', `/users/${GRADUATE}/events/${copy?.id ?? ''}/accept`, { sendResponse: true })).status,
    ).toBe(202);
    expect((await copyOf(event))?.showAs).toBe('busy');
    const read = (await client.graph('GET', `/users/${HEAD}/events/${event.id}`)).body as { attendees: unknown[] };
    expect(read.attendees).toMatchObject([{ status: { response: 'accepted' } }]);
  });

  it('goes with the event when the organizer cancels, which an attendee cannot', async () => {
    const event = await create();
    const copy = await copyOf(event);
    expect((await client.graph('POST', `/users/${GRADUATE}/events/${copy?.id ?? ''}/cancel`, {})).status).toBe(400);
    expect((await client.graph('POST', `/users/${HEAD}/events/${event.id}/cancel`, { comment: 'Sorry' })).status).toBe(
      202,
    );
    expect(await copyOf(event)).toBeUndefined();
    expect((await client.graph('GET', `/users/${HEAD}/events/${event.id}`)).body).toMatchObject({
      error: { code: 'ErrorItemNotFound' },
    });
  });
});

describe('a series', () => {
  it('keeps its local time across daylight saving', async () => {
    const event = await create();
    const starts = (await instances(event.id)).map((one) => one.start.dateTime.slice(0, 16));
    expect(starts).toEqual([
      '2027-02-16T10:00',
      '2027-03-02T10:00',
      '2027-03-16T10:00',
      '2027-03-30T09:00',
      '2027-04-13T09:00',
      '2027-04-27T09:00',
    ]);
  });

  it('gives every occurrence an id and an iCalUId of its own, and its master', async () => {
    const event = await create();
    const days = await instances(event.id);
    expect(new Set(days.map((one) => one.id)).size).toBe(6);
    expect(new Set([event, ...days].map((one) => one.iCalUId)).size).toBe(7);
    expect(days[0]).toMatchObject({ type: 'occurrence', seriesMasterId: event.id, subject: event.subject });
    expect((await client.graph('GET', `/users/${HEAD}/events/${days[2]?.id ?? ''}`)).body).toMatchObject({
      id: days[2]?.id,
    });
  });

  it('moves one occurrence in both calendars, but not past its neighbour', async () => {
    const event = await create();
    const day = (await instances(event.id))[1];
    const at = (date: string) => ({
      start: { dateTime: `${date}T14:00:00`, timeZone: 'GMT Standard Time' },
      end: { dateTime: `${date}T14:45:00`, timeZone: 'GMT Standard Time' },
    });
    const path = `/users/${HEAD}/events/${day?.id ?? ''}`;
    expect((await client.graph('PATCH', path, at('2027-03-16'))).body).toMatchObject({
      error: { code: 'ErrorOccurrenceCrossingBoundary' },
    });
    expect((await client.graph('PATCH', path, at('2027-03-05'))).body).toMatchObject({
      id: day?.id,
      type: 'exception',
    });
    const copy = await copyOf(event);
    expect((await instances(copy?.id ?? '', GRADUATE))[1]?.start.dateTime).toBe('2027-03-05T14:00:00.0000000');
    const master = await client.graph('GET', `/users/${HEAD}/events/${event.id}?$expand=exceptionOccurrences`);
    expect(master.body.exceptionOccurrences).toMatchObject([{ id: day?.id }]);
  });

  it('loses a cancelled occurrence and names it when asked', async () => {
    const event = await create();
    const day = (await instances(event.id))[2];
    expect((await client.graph('POST', `/users/${HEAD}/events/${day?.id ?? ''}/cancel`, {})).status).toBe(202);
    expect(await instances(event.id)).toHaveLength(5);
    expect((await client.graph('GET', `/users/${HEAD}/events/${day?.id ?? ''}`)).status).toBe(404);
    const master = await client.graph('GET', `/users/${HEAD}/events/${event.id}?$select=subject,cancelledOccurrences`);
    expect(master.body.cancelledOccurrences).toEqual([expect.stringContaining('2027-03-16')]);
  });

  it('moves as a whole, and is online no more once its body has lost the join block', async () => {
    const event = await create();
    const path = `/users/${HEAD}/events/${event.id}`;
    await client.graph('PATCH', path, {
      start: { dateTime: '2027-02-17T15:00:00', timeZone: 'GMT Standard Time' },
      end: { dateTime: '2027-02-17T15:45:00', timeZone: 'GMT Standard Time' },
      recurrence: {
        pattern: { type: 'weekly', interval: 2, daysOfWeek: ['wednesday'], firstDayOfWeek: 'monday' },
        range: { type: 'numbered', startDate: '2027-02-17', numberOfOccurrences: 6 },
      },
    });
    expect((await instances(event.id))[0]?.start.dateTime).toBe('2027-02-17T15:00:00.0000000');
    const kept = (
      await client.graph('PATCH', path, { body: { contentType: 'html', content: `New ${event.body.content}` } })
    ).body as Event;
    expect(kept.isOnlineMeeting).toBe(true);
    const lost = (await client.graph('PATCH', path, { body: { contentType: 'html', content: 'New' } })).body as Event;
    expect(lost).toMatchObject({ isOnlineMeeting: false, onlineMeeting: null });
  });

  it('is listed ten at a time with a link to the rest', async () => {
    const event = await create({
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'monday' },
        range: { type: 'numbered', startDate: '2027-02-16', numberOfOccurrences: 12 },
      },
    });
    const first = await client.graph('GET', `/users/${HEAD}/events/${event.id}/instances?${WINDOW}`);
    expect(first.body.value).toHaveLength(10);
    const next = await client.graph('GET', (first.body['@odata.nextLink'] as string).split('/v1.0')[1] ?? '');
    expect(next.body.value).toHaveLength(2);
    expect(next.body).not.toHaveProperty('@odata.nextLink');
  });
});
