import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GRADUATE, HEAD, sandboxWithClient, series, type Client } from './client.ts';

const WINDOW = 'startDateTime=2027-01-01T00:00:00Z&endDateTime=2027-12-31T00:00:00Z';
interface Event {
  readonly id: string;
  readonly iCalUId: string;
  readonly attendees: { readonly status: { readonly response: string; readonly time: string } }[];
  readonly responseStatus: { readonly response: string };
}
const instances = async (client: Client, person: string, id: string): Promise<Event[]> =>
  (await client.graph('GET', `/users/${person}/events/${id}/instances?${WINDOW}`)).body.value as Event[];
const eventOf = async (client: Client, person: string, id: string): Promise<Event> =>
  (await client.graph('GET', `/users/${person}/events/${id}`)).body as unknown as Event;
async function book(client: Client): Promise<{ id: string; copy: string }> {
  const made = (await client.graph('POST', `/users/${HEAD}/events`, series())).body as unknown as Event;
  const filter = encodeURIComponent(`iCalUId eq '${made.iCalUId}'`);
  const listed = await client.graph('GET', `/users/${GRADUATE}/events?$filter=${filter}`);
  return { id: made.id, copy: (listed.body.value as Event[])[0]?.id ?? '' };
}
const withoutDelay = (client: Client) =>
  client.call('PUT', '/control/limits', { body: { missingLinkEvery: 0, copyDelayMilliseconds: 0 } });

describe('an answer to an invitation', () => {
  let client: Client;
  let id: string;
  let copy: string;
  beforeAll(async () => {
    client = await sandboxWithClient();
    await withoutDelay(client);
  });
  afterAll(() => client.stop());
  beforeEach(async () => {
    ({ id, copy } = await book(client));
  });
  const dayOf = async (person: string, event: string, index: number) =>
    (await instances(client, person, event))[index]?.id ?? '';
  const answers = async () =>
    (await instances(client, HEAD, id)).map(({ attendees }) => attendees[0]?.status.response ?? '');
  const respond = async (event: string, how: string) => {
    expect((await client.graph('POST', `/users/${GRADUATE}/events/${event}/${how}`, {})).status).toBe(202);
  };

  it.each([
    ['accept', 'accepted'],
    ['tentativelyAccept', 'tentativelyAccepted'],
    ['decline', 'declined'],
  ])('to the whole is seen on it and on every day: %s', async (how, response) => {
    await respond(copy, how);
    expect((await eventOf(client, HEAD, id)).attendees[0]?.status.response).toBe(response);
    expect(new Set(await answers())).toEqual(new Set([response]));
  });

  it.each([
    ['accept', 'accepted'],
    ['tentativelyAccept', 'tentativelyAccepted'],
    ['decline', 'declined'],
  ])('to one day is seen by the organizer on that day alone, with its time: %s', async (how, response) => {
    await respond(await dayOf(GRADUATE, copy, 2), how);
    expect(await answers()).toEqual(['none', 'none', response, 'none', 'none', 'none']);
    const day = (await instances(client, HEAD, id))[2];
    expect(Date.parse(day?.attendees[0]?.status.time ?? '')).toBeGreaterThan(Date.parse('2020-01-01T00:00:00Z'));
    expect((await eventOf(client, HEAD, id)).attendees[0]?.status.response).toBe('none');
    if (how !== 'decline') {
      expect((await instances(client, GRADUATE, copy))[2]?.responseStatus.response).toBe(response);
    } else {
      expect(await instances(client, GRADUATE, copy)).toHaveLength(5);
    }
  });

  it('counts no more once the day, or the whole, has another time', async () => {
    await respond(await dayOf(GRADUATE, copy, 2), 'decline');
    const at = (time: string) => ({ dateTime: `2027-03-17T${time}`, timeZone: 'GMT Standard Time' });
    const moved = { start: at('14:00:00'), end: at('14:45:00') };
    await client.graph('PATCH', `/users/${HEAD}/events/${await dayOf(HEAD, id, 2)}`, moved);
    expect(new Set(await answers())).toEqual(new Set(['none']));
    expect(await instances(client, GRADUATE, copy)).toHaveLength(6);

    await respond(await dayOf(GRADUATE, copy, 1), 'accept');
    await respond(copy, 'accept');
    const later = { dateTime: '2027-02-16T15:00:00', timeZone: 'GMT Standard Time' };
    const end = { dateTime: '2027-02-16T15:45:00', timeZone: 'GMT Standard Time' };
    await client.graph('PATCH', `/users/${HEAD}/events/${id}`, { start: later, end });
    expect(new Set(await answers())).toEqual(new Set(['none']));
  });
});

describe('somebody', () => {
  let folder: string;
  let client: Client;
  let copy: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-people-'));
    client = await sandboxWithClient({ data: folder });
    await withoutDelay(client);
    ({ copy } = await book(client));
  });
  afterEach(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const restart = async () => {
    await client.stop();
    client = await sandboxWithClient({ data: folder });
  };
  const control = (method: string, path: string, body?: unknown) =>
    client.call(method, `/control/people/${HEAD}/${path}`, { body });
  const mailbox = async () => client.graph('GET', `/users/${HEAD}/calendarView?${WINDOW}`);

  it('who leaves is not found any more, while their meetings stand in the others’ calendars', async () => {
    expect((await control('POST', 'leave')).status).toBe(204);
    await restart();
    expect((await client.graph('GET', `/users/${HEAD}`)).status).toBe(404);
    expect(await mailbox()).toMatchObject({ status: 404, body: { error: { code: 'ErrorInvalidUser' } } });
    const listed = (await client.call('GET', '/control/people')).body as unknown as { userPrincipalName: string }[];
    expect(listed.some(({ userPrincipalName }) => userPrincipalName === HEAD)).toBe(false);
    expect(await eventOf(client, GRADUATE, copy)).toMatchObject({ organizer: { emailAddress: { address: HEAD } } });
    expect((await control('POST', 'leave')).status).toBe(404);
  });

  it('whose mailbox is taken away is found, and gets it back with what was in it', async () => {
    expect((await control('PUT', 'mailbox', {})).status).toBe(400);
    await control('PUT', 'mailbox', { there: false });
    await restart();
    expect((await client.graph('GET', `/users/${HEAD}`)).status).toBe(200);
    expect(await mailbox()).toMatchObject({ status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } });
    await control('PUT', 'mailbox', { there: true });
    expect((await mailbox()).status).toBe(200);
  });
});
