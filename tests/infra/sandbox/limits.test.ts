import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GRADUATE, HEAD, sandboxWithClient, series, type Answer, type Client } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await sandboxWithClient();
});
afterAll(() => client.stop());
beforeEach(() => client.call('DELETE', '/control/requests'));
afterEach(() => client.call('DELETE', '/control/faults'));

const limits = (body: Record<string, unknown>) => client.call('PUT', '/control/limits', { body });
const settingsOf = (person: string) => client.graph('GET', `/users/${person}/mailboxSettings`);
const countOf = (answers: readonly Answer[], status: number): number =>
  answers.filter((one) => one.status === status).length;
const counted = async () =>
  (await client.call('GET', '/control/requests')).body as {
    requests: Record<string, { count: number; statuses: Record<string, number> }>;
    statuses: Record<string, number>;
    highestConcurrency: Record<string, number>;
    highestAtOnce: number;
    throttled: Record<string, number>;
    early: number;
    directoryUnits: number;
  };

describe('limits', () => {
  afterEach(() =>
    limits({
      latencyMilliseconds: 3,
      concurrencyScope: 'mailbox',
      requestsPerTenMinutes: 10_000,
      requestsPerTenSeconds: 130_000,
      directoryUnitsPerTenSeconds: 3_500,
    }),
  );

  it('turn away the fifth request that runs at once on a mailbox, and say when to come again', async () => {
    await limits({ latencyMilliseconds: 400 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => settingsOf(HEAD)));
    expect(countOf(answers, 200)).toBe(4);
    const refused = answers.find((one) => one.status === 429);
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect((await counted()).highestConcurrency).toEqual({ [HEAD]: 4 });
  });

  it('count each mailbox for itself, unless the whole app is to share them', async () => {
    const people = [HEAD, GRADUATE, HEAD, GRADUATE, HEAD, GRADUATE];
    await limits({ latencyMilliseconds: 400 });
    expect(countOf(await Promise.all(people.map(settingsOf)), 429)).toBe(0);
    await limits({ concurrencyScope: 'app' });
    expect(countOf(await Promise.all(people.map(settingsOf)), 429)).toBe(2);
    expect(await counted()).toMatchObject({ highestAtOnce: 6, throttled: { concurrency: 2 } });
  });

  it('turn away what is too much for ten minutes, counting what was turned away', async () => {
    await limits({ requestsPerTenMinutes: 0 });
    const answer = await settingsOf(GRADUATE);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await counted()).throttled).toEqual({ mailbox: 1 });
  });

  it('turn away what is too much of everything in ten seconds, directory and mailboxes alike', async () => {
    await limits({ requestsPerTenSeconds: 0 });
    for (const path of [`/users/${HEAD}`, `/users/${HEAD}/mailboxSettings`]) {
      const answer = await client.graph('GET', path);
      expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
    }
    expect((await counted()).throttled).toEqual({ app: 2 });
  });

  it("turn away what is more than the directory's units, and leave mailboxes alone", async () => {
    await limits({ directoryUnitsPerTenSeconds: 0 });
    const answer = await client.graph('GET', `/users/${HEAD}`);
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'Request_ThrottledTemporarily' } } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await settingsOf(HEAD)).status).toBe(200);
    expect((await counted()).throttled).toEqual({ directory: 1 });
  });

  it.each([
    ['/users', 2],
    ['/users?$select=id', 1],
    ['/users?$expand=manager', 3],
    ['/users/{id}', 1],
    ['/groups/{group}/members', 3],
    ['/groups/{group}/transitiveMembers', 5],
    ['/groups/{group}/transitiveMembers?$select=id', 4],
  ])('count %s as %d of the units', async (template, units) => {
    const groups = (await client.graph('GET', '/groups')).body.value as { id: string }[];
    const path = template.replace('{id}', HEAD).replace('{group}', groups[0]?.id ?? '');
    const used = (await counted()).directoryUnits;
    expect((await client.graph('GET', path)).status).toBe(200);
    expect((await counted()).directoryUnits - used).toBe(units);
  });

  it('know who comes before their time, and nobody else', async () => {
    await client.call('POST', '/control/faults', {
      body: { path: '/mailboxSettings$', times: 1, status: 429, retryAfterSeconds: 600 },
    });
    await settingsOf(HEAD);
    await settingsOf(GRADUATE);
    expect((await counted()).early).toBe(0);
    await settingsOf(HEAD);
    expect((await counted()).early).toBe(1);
  });
});

describe('a batch', () => {
  const batch = (requests: unknown) => client.graph('POST', '/$batch', { requests });
  const read = (id: string, more: Record<string, unknown> = {}) => ({
    id,
    method: 'GET',
    url: `/users/${HEAD}/mailboxSettings`,
    ...more,
  });

  it('answers each request with its own outcome under its own id', async () => {
    const answer = await batch([read('a'), { id: 'b', method: 'GET', url: '/users/nobody@aldermoor.example' }]);
    expect(answer.status).toBe(200);
    const byId = Object.fromEntries(
      (answer.body.responses as { id: string; status: number }[]).map((one) => [one.id, one.status]),
    );
    expect(byId).toEqual({ a: 200, b: 404 });
    expect((await counted()).requests).toMatchObject({
      'POST /v1.0/$batch': { count: 1 },
      'GET /v1.0/users/{id}': { statuses: { 404: 1 } },
    });
  });

  it('has throttled requests inside an answer that is 200 itself', async () => {
    await client.call('POST', '/control/faults', {
      body: { path: '/mailboxSettings$', times: 1, status: 429, retryAfterSeconds: 7 },
    });
    const answer = await batch([read('a'), read('b')]);
    expect(answer.status).toBe(200);
    const responses = answer.body.responses as { status: number; headers: Record<string, string> }[];
    expect(responses.filter((one) => one.status === 429).map((one) => one.headers['Retry-After'])).toEqual(['7']);
    expect(responses.filter((one) => one.status === 200)).toHaveLength(1);
  });

  it('does not try what depends on something that failed', async () => {
    const answer = await batch([
      { id: 'a', method: 'GET', url: '/users/nobody' },
      read('b', { dependsOn: ['a'] }),
      read('c'),
    ]);
    const byId = Object.fromEntries(
      (answer.body.responses as { id: string; status: number }[]).map((one) => [one.id, one.status]),
    );
    expect(byId).toEqual({ a: 404, b: 424, c: 200 });
  });

  it('books events', async () => {
    const url = `/users/${HEAD}/events`;
    const answer = await batch([
      { id: '1', method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body: series() },
    ]);
    expect(answer.body.responses).toMatchObject([{ id: '1', status: 201, body: { type: 'seriesMaster' } }]);
  });

  it.each([
    ['more than twenty requests', Array.from({ length: 21 }, (_, index) => read(String(index)))],
    ['an id twice', [read('a'), read('a')]],
    ['no requests', []],
    ['a body without its type', [{ id: 'a', method: 'POST', url: '/x', body: {} }]],
  ])('is refused with %s', async (_what, requests) => {
    expect((await batch(requests)).status).toBe(400);
  });
});

describe('faults', () => {
  const fault = (body: Record<string, unknown>) => client.call('POST', '/control/faults', { body });
  const tag = { id: 'String {0a5d1bd6-6c29-4f7c-a6b5-f4b0d7b3d3f1} Name Fault', value: 'x' };
  const found = async (value: string): Promise<number> => {
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${tag.id}' and ep/value eq '${value}')`;
    return (
      (await client.graph('GET', `/users/${HEAD}/events?$filter=${encodeURIComponent(filter)}`)).body.value as unknown[]
    ).length;
  };
  const book = (value: string) =>
    client.graph('POST', `/users/${HEAD}/events`, series({ singleValueExtendedProperties: [{ ...tag, value }] }));

  it('strike instead of the work, as often as they were asked to', async () => {
    await fault({ method: 'POST', path: '/events$', times: 2, status: 503, code: 'ServiceUnavailable' });
    expect((await book('instead')).body).toMatchObject({ error: { code: 'ServiceUnavailable' } });
    expect((await book('instead')).status).toBe(503);
    expect(await found('instead')).toBe(0);
    expect((await book('instead')).status).toBe(201);
  });

  it('strike after the work was done, so that only the answer is lost', async () => {
    await fault({ method: 'POST', path: '/events$', times: 1, status: 504, then: 'after' });
    expect((await book('after')).status).toBe(504);
    expect(await found('after')).toBe(1);
  });

  it('break the connection where they have no status', async () => {
    await fault({ method: 'POST', path: '/events$', times: 1, then: 'after' });
    await expect(book('broken')).rejects.toThrow();
    expect(await found('broken')).toBe(1);
  });

  it('only delay where nothing else is asked of them', async () => {
    await fault({ path: '/mailboxSettings$', times: 1, delayMilliseconds: 50 });
    expect((await settingsOf(HEAD)).status).toBe(200);
  });

  it('reach Entra as well', async () => {
    await fault({ path: '/oauth2/v2.0/token$', times: 1, status: 503, body: { error: 'temporarily_unavailable' } });
    const tenant = client.settings['ENTRA_TENANT_IDS'] ?? '';
    expect((await client.call('POST', `/${tenant}/oauth2/v2.0/token`, { form: {} })).body).toEqual({
      error: 'temporarily_unavailable',
    });
    expect((await counted()).requests).toHaveProperty(['POST /{tenant}/oauth2/v2.0/token', 'statuses'], { 503: 1 });
  });

  it('are refused with a path that is no regular expression', async () => {
    expect((await fault({ path: '(', times: 1 })).status).toBe(400);
  });
});
