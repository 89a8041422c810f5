import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GRADUATE, HEAD, NO_MAILBOX, sandboxWithClient, series, until, type Answer, type Client } from './client.ts';
import { startSubscriber, type Subscriber } from './subscriber.ts';

let client: Client;
let subscriber: Subscriber;
beforeAll(async () => {
  client = await sandboxWithClient();
  await client.call('PUT', '/control/limits', { body: { missingLinkEvery: 0, copyDelayMilliseconds: 0 } });
});
afterAll(() => client.stop());
beforeEach(async () => {
  subscriber = await startSubscriber();
});
afterEach(async () => {
  for (const { id } of await all()) await client.call('DELETE', `/control/subscriptions/${id}`);
  await quiet();
  await client.call('PUT', '/control/notifications', {
    body: { twice: false, reversed: false, delayMilliseconds: 0, loseNext: 0, stopped: false },
  });
  await subscriber.stop();
});

interface Kept {
  readonly id: string;
  readonly expiresAt: number;
}
const all = async (): Promise<Kept[]> => (await client.call('GET', '/control/subscriptions')).body as unknown as Kept[];
const deliveries = async () => (await client.call('GET', '/control/notifications')).body as { waiting: number };
const quiet = () => until(deliveries, ({ waiting }) => waiting === 0);
const clock = async () => Date.parse((await client.call('GET', '/control/clock')).body['now'] as string);
const inMinutes = async (count: number) => new Date((await clock()) + count * 60_000).toISOString();

const wanted = async (more: Record<string, unknown> = {}): Promise<Record<string, unknown>> => ({
  changeType: 'created,updated,deleted',
  resource: `/users/${HEAD}/events`,
  notificationUrl: subscriber.url,
  lifecycleNotificationUrl: `${subscriber.url}/lifecycle`,
  clientState: 'secret',
  expirationDateTime: await inMinutes(600),
  ...more,
});
const ask = async (more: Record<string, unknown> = {}): Promise<Answer> =>
  client.graph('POST', '/subscriptions', await wanted(more));
const subscribe = async (more: Record<string, unknown> = {}): Promise<string> => {
  const answer = await ask(more);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body['id'] as string;
};
const book = async (): Promise<string> =>
  (await client.graph('POST', `/users/${HEAD}/events`, series())).body['id'] as string;

describe('a subscription', () => {
  it.each([
    ['a resource that is none of a mailbox’s events', { resource: '/groups/x/events' }],
    ['no resource', { resource: undefined }],
    ['a kind of change that there is not', { changeType: 'created,moved' }],
    ['an address without https', { notificationUrl: 'http://vantage.example/notifications' }],
    ['a lifecycle address without https', { lifecycleNotificationUrl: 'http://vantage.example/lifecycle' }],
    ['a secret of more than 128 characters', { clientState: 'x'.repeat(129) }],
    ['an end in the past', { expirationDateTime: '2001-01-01T00:00:00Z' }],
    ['no end', { expirationDateTime: undefined }],
    ['a property that Graph does not know', { colour: 'red' }],
    ['resource data', { includeResourceData: true }],
  ])('is refused with %s', async (_what, more) => {
    expect(await ask(more)).toMatchObject({ status: 400, body: { error: { code: 'InvalidRequest' } } });
  });

  it('lasts at most 10,080 minutes and at least 45', async () => {
    expect(await ask({ expirationDateTime: await inMinutes(10_085) })).toMatchObject({ status: 400 });
    const before = await clock();
    const answer = await ask({ expirationDateTime: await inMinutes(5) });
    const expires = Date.parse(answer.body['expirationDateTime'] as string);
    expect(expires - before).toBeGreaterThanOrEqual(45 * 60_000);
    expect(expires - before).toBeLessThan(50 * 60_000);
  });

  it('is made once both addresses have given back the token, and keeps its secret to itself', async () => {
    const answer = await ask();
    expect(answer).toMatchObject({ status: 201, body: { clientState: null, notificationUrl: subscriber.url } });
    expect((await client.graph('GET', '/subscriptions')).body.value).toMatchObject([{ id: answer.body['id'] }]);
  });

  it.each([
    ['another token is given back', { handshake: 'something else' }],
    ['it comes as a page', { contentType: 'text/html' }],
  ])('is not made where %s', async (_what, answers) => {
    Object.assign(subscriber.answers, answers);
    expect(await ask()).toMatchObject({ status: 400, body: { error: { code: 'ValidationError' } } });
    expect(await all()).toEqual([]);
  });

  it('is not made where nobody is at the lifecycle address', async () => {
    const answer = await ask({ lifecycleNotificationUrl: 'http://localhost:9/lifecycle' });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'ValidationError' } } });
  });

  it('is not made for somebody without a mailbox, or nobody', async () => {
    for (const person of [NO_MAILBOX, 'nobody@aldermoor.example']) {
      expect((await ask({ resource: `users/${person}/events` })).status).toBe(404);
    }
  });

  it('stands once, unless duplicates are made in silence', async () => {
    await subscribe();
    expect((await ask()).status).toBe(409);
    await client.call('PUT', '/control/limits', { body: { duplicateSubscriptions: true } });
    expect((await ask()).status).toBe(201);
    await client.call('PUT', '/control/limits', { body: { duplicateSubscriptions: false } });
  });

  it('is renewed, and nothing else of it is changed', async () => {
    const id = await subscribe();
    const expirationDateTime = await inMinutes(9_000);
    expect(await client.graph('PATCH', `/subscriptions/${id}`, { expirationDateTime })).toMatchObject({
      status: 200,
      body: { expirationDateTime },
    });
    const moved = { expirationDateTime, lifecycleNotificationUrl: subscriber.url };
    expect((await client.graph('PATCH', `/subscriptions/${id}`, moved)).status).toBe(400);
  });

  it('is gone when its time is over, and when it is deleted', async () => {
    const short = await subscribe({ expirationDateTime: await inMinutes(46) });
    await client.call('POST', '/control/clock', { body: { by: 'PT47M' } });
    expect((await client.graph('GET', `/subscriptions/${short}`)).status).toBe(404);
    const deleted = await subscribe();
    expect((await client.graph('DELETE', `/subscriptions/${deleted}`)).status).toBe(204);
    expect((await client.graph('PATCH', `/subscriptions/${deleted}`, {})).status).toBe(404);
  });
});

describe('a notification', () => {
  it('comes for every change to the organizer’s calendar, with the secret', async () => {
    const subscriptionId = await subscribe();
    const id = await book();
    await client.graph('PATCH', `/users/${HEAD}/events/${id}`, { subject: 'Other' });
    await client.graph('DELETE', `/users/${HEAD}/events/${id}`);
    await quiet();
    expect(subscriber.heard.map(({ changeType }) => changeType)).toEqual(['created', 'updated', 'deleted']);
    for (const one of subscriber.heard) {
      expect(one).toMatchObject({
        subscriptionId,
        clientState: 'secret',
        tenantId: client.settings['ENTRA_TENANT_IDS'],
        resourceData: { id },
      });
    }
  });

  it('comes for an attendee’s copy when it has arrived, and not to those whose calendar stays the same', async () => {
    await subscribe({ resource: `/users/${GRADUATE}/events` });
    await client.call('PUT', '/control/limits', { body: { copyDelayMilliseconds: 3_600_000 } });
    const id = await book();
    await client.call('PUT', '/control/limits', { body: { copyDelayMilliseconds: 0 } });
    await quiet();
    expect(subscriber.heard).toEqual([]);
    await client.call('POST', '/control/clock', { body: { by: 'PT1H' } });
    await until(
      async () => subscriber.heard,
      (heard) => heard.length > 0,
    );
    expect(subscriber.heard.map(({ changeType }) => changeType)).toEqual(['created']);
    expect(subscriber.heard[0]?.resourceData?.id).not.toBe(id);
  });

  it('comes for an answer to both, and for changes of one kind alone where no other is asked for', async () => {
    await subscribe({ changeType: 'updated' });
    await book();
    const view = 'startDateTime=2027-02-16T00:00:00Z&endDateTime=2027-02-17T00:00:00Z';
    const seen = await client.graph('GET', `/users/${GRADUATE}/calendarView?${view}`);
    const copy = (seen.body.value as { id: string; seriesMasterId: string; subject: string }[]).find(
      ({ subject }) => subject === 'Reverse mentoring',
    );
    await client.graph('POST', `/users/${GRADUATE}/events/${copy?.seriesMasterId ?? ''}/accept`, {});
    await quiet();
    expect(subscriber.heard.map(({ changeType }) => changeType)).toEqual(['updated']);
  });

  it('is tried again until it is taken', async () => {
    await subscribe();
    subscriber.answers.status = 503;
    await book();
    await until(
      async () => subscriber.batches,
      (batches) => batches.length >= 2,
    );
    subscriber.answers.status = 202;
    await quiet();
    expect(new Set(subscriber.heard.map(({ resourceData }) => resourceData?.id)).size).toBe(1);
  });

  it('comes twice, the newest first, late, or not at all, as it is told', async () => {
    await subscribe();
    const set = (body: unknown) => client.call('PUT', '/control/notifications', { body });
    await set({ twice: true, reversed: true, stopped: true });
    const ids = [await book(), await book()];
    expect(subscriber.heard).toEqual([]);
    await set({ stopped: false });
    await quiet();
    const [first, second] = ids;
    expect(subscriber.heard.map(({ resourceData }) => resourceData?.id)).toEqual([second, second, first, first]);
    await set({ twice: false, reversed: false, loseNext: 1 });
    await book();
    await quiet();
    expect(subscriber.heard).toHaveLength(4);
    expect(await deliveries()).toMatchObject({ lost: 1 });
    expect((await set({ colour: 'red' })).status).toBe(400);
  });
});

describe('what happens to a subscription', () => {
  it.each(['reauthorizationRequired', 'missed'] as const)('is told: %s', async (event) => {
    const id = await subscribe();
    await client.call('POST', `/control/subscriptions/${id}/lifecycle`, { body: { event } });
    await quiet();
    expect(subscriber.heard).toMatchObject([{ subscriptionId: id, lifecycleEvent: event, clientState: 'secret' }]);
    expect((await client.graph('GET', `/subscriptions/${id}`)).status).toBe(200);
  });

  it('is told when it is taken away', async () => {
    const id = await subscribe();
    await client.call('POST', `/control/subscriptions/${id}/lifecycle`, { body: { event: 'subscriptionRemoved' } });
    await quiet();
    expect(subscriber.heard).toMatchObject([{ subscriptionId: id, lifecycleEvent: 'subscriptionRemoved' }]);
    expect((await client.graph('GET', `/subscriptions/${id}`)).status).toBe(404);
  });
});

describe('a sandbox that keeps its data', () => {
  it('knows its subscriptions after a restart, and tells them of what happens then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-subscriptions-'));
    const before = await sandboxWithClient({ data: folder });
    const made = await before.graph('POST', '/subscriptions', await wanted());
    expect(made).toMatchObject({ status: 201 });
    await before.stop();
    const after = await sandboxWithClient({ data: folder });
    await after.graph('POST', `/users/${HEAD}/events`, series());
    await until(
      async () => subscriber.heard,
      (heard) => heard.length > 0,
    );
    expect(subscriber.heard).toMatchObject([{ subscriptionId: made.body['id'], clientState: 'secret' }]);
    await after.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
