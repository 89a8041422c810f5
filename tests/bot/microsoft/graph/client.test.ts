import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { createGraph, GraphRefusal, type GraphRequest } from '../../../../bot/microsoft/graph/client.ts';
import { startListener, type Listener } from '../../../support/microsoft/listener.ts';
import type { Fault } from '../../../support/fault.ts';
import { silent, startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { trafficInMemory } from '../../../support/microsoft/traffic.ts';
import { inOurTime, untilSeen, withoutWaiting } from '../../../support/microsoft/time.ts';

const head = 'ingrid.solheim@aldermoor.example';
const graduate = 'tobi.adeyinka.marsh@aldermoor.example';
const settings = 'GET /v1.0/users/{id}/mailboxSettings';
const events = 'POST /v1.0/users/{id}/events';

let tenant: TestTenant;
let listener: Listener;
beforeAll(async () => {
  tenant = await startTenant();
  listener = await startListener(tenant);
});
afterAll(async () => {
  await listener.stop();
  await tenant.stop();
});
beforeEach(async () => {
  await tenant.quiet();
  listener.heard.length = 0;
  // Without latency the sandbox itself does not wait for the clock, which is ours in some of these.
  await tenant.limits({ latencyMilliseconds: 0 });
});

/** Reads somebody's settings: what touches one mailbox and changes nothing. */
const read = (person = head): GraphRequest => ({
  tenantId: tenant.tenantId,
  path: `/users/${person}/mailboxSettings`,
  mailbox: person,
});
const write: () => GraphRequest = () => ({
  tenantId: tenant.tenantId,
  method: 'POST',
  path: `/users/${head}/events`,
  mailbox: head,
  body: {
    subject: 'One',
    start: { dateTime: '2027-02-16T10:00:00', timeZone: 'UTC' },
    end: { dateTime: '2027-02-16T10:45:00', timeZone: 'UTC' },
  },
});
const fails = async (request: GraphRequest): Promise<unknown> =>
  tenant
    .newGraph()(request)
    .then(
      () => 'it went well',
      (error: unknown) => error,
    );
/** Where Entra has no part in it. */
const anyToken = { token: async () => 'a token' };
const settingsFault = (fault: Omit<Fault, 'path'>) => tenant.fault({ path: '/mailboxSettings$', ...fault });

describe('a refusal of Graph', () => {
  it.each([
    [400, 'ErrorInvalidRequest'],
    [403, 'ErrorAccessDenied'],
    [404, 'ErrorItemNotFound'],
    [409, 'ErrorDuplicateTransactionId'],
    [410, 'SyncStateNotFound'],
  ])('with %s is final, and known by its code', async (status, code) => {
    await settingsFault({ status, code });
    const failed = await fails(read());
    expect(failed).toBeInstanceOf(GraphRefusal);
    expect(failed).toMatchObject({ status, code });
    expect(await tenant.asked(settings)).toBe(1);
  });
});

describe('what is worth another try later', () => {
  it.each([500, 501, 507])('is an answer with %s', async (status) => {
    await settingsFault({ status });
    expect(await fails(read())).toBeInstanceOf(TemporaryError);
    expect(await tenant.asked(settings)).toBe(1);
  });

  it('is an answer with 401 that a new token does not mend, asked for once', async () => {
    await settingsFault({ status: 401, code: 'InvalidAuthenticationToken', times: 2 });
    expect(await fails(read())).toBeInstanceOf(TemporaryError);
    expect(await tenant.asked(settings)).toBe(2);
    expect(await tenant.asked('POST /{tenant}/oauth2/v2.0/token')).toBe(2);
  });

  it('is a refusal that nobody knows, and all that helps to find out what it means is in the log', async () => {
    await settingsFault({
      status: 418,
      body: {
        error: {
          code: 'ErrorTeapot',
          message: 'Ingrid is short and stout',
          innerError: { code: 'ErrorSpout', 'request-id': 'b31c83fd' },
        },
      },
    });
    const lines: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    const graph = createGraph({
      baseUrl: tenant.setting('GRAPH_BASE_URL'),
      tokens: tenant.appTokens(),
      log,
      traffic: trafficInMemory(),
    });
    await expect(graph(read())).rejects.toThrow(TemporaryError);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        status: 418,
        code: 'ErrorTeapot',
        innerCode: 'ErrorSpout',
        requestId: 'b31c83fd',
        request: 'GET /users/{id}/mailboxSettings',
      },
    ]);
    expect(lines.join()).not.toMatch(/Ingrid|ingrid/);
  });

  it('is a connection that breaks', async () => {
    await settingsFault({ then: 'instead' });
    expect(await fails(read())).toBeInstanceOf(TemporaryError);
  });

  it('is nobody listening', async () => {
    const graph = createGraph({
      baseUrl: 'https://localhost:9',
      tokens: anyToken,
      log: silent,
      traffic: trafficInMemory(),
    });
    await expect(graph(read())).rejects.toThrow(TemporaryError);
  });

  it('is Entra giving no token', async () => {
    await tenant.fault({ path: '/oauth2/v2.0/token$', status: 400, body: { error: 'invalid_request' } });
    expect(await fails(read())).toBeInstanceOf(TemporaryError);
  });

  it('is a write that may have been done, with the wait Graph asked for, and it is not sent twice', async () => {
    await tenant.fault({ path: '/events$', status: 503, retryAfterSeconds: 7 });
    expect(await fails(write())).toMatchObject({ name: 'TemporaryError', retryAfterSeconds: 7 });
    expect(await tenant.asked(events)).toBe(1);
  });
});

describe('what is tried again at once', () => {
  it('is a request whose token is not taken any more, with a new one', async () => {
    const graph = tenant.newGraph();
    await graph(read());
    await settingsFault({ status: 401, code: 'InvalidAuthenticationToken' });
    expect(await graph(read())).toMatchObject({ timeZone: 'GMT Standard Time' });
    expect(await tenant.asked('POST /{tenant}/oauth2/v2.0/token')).toBe(2);
    // The new one is kept.
    await graph(read());
    expect(await tenant.asked('POST /{tenant}/oauth2/v2.0/token')).toBe(2);
  });

  it.each([502, 503, 504])('is a read answered with %s, as long as Graph asked', async (status) => {
    await settingsFault({ status, retryAfterSeconds: 5 });
    await inOurTime(async (pass) => {
      const asked = tenant.newGraph()(read());
      await untilSeen(async () => (await tenant.asked(settings)) === 1);
      await pass(4_900);
      expect(await tenant.asked(settings)).toBe(1);
      await untilSeen(async () => {
        await pass(100);
        return (await tenant.asked(settings)) === 2;
      });
      expect(await asked).toMatchObject({ timeZone: 'GMT Standard Time' });
    });
  });

  it('is a read and a write that were throttled, since nothing was done', async () => {
    await settingsFault({ status: 429, retryAfterSeconds: 3 });
    await tenant.fault({ path: '/events$', status: 429, retryAfterSeconds: 3 });
    await withoutWaiting(async () => {
      const graph = tenant.newGraph();
      expect(await graph(read())).toMatchObject({ timeZone: 'GMT Standard Time' });
      expect(await graph(write())).toMatchObject({ subject: 'One' });
    });
    expect(await tenant.asked(settings)).toBe(2);
    expect(await tenant.asked(events)).toBe(2);
  });

  it.each([429, 503])('is tried four times where %s has no end, then left for later', async (status) => {
    await settingsFault({ status, times: 100 });
    await withoutWaiting(async () => {
      expect(await fails(read())).toMatchObject({ name: 'TemporaryError', retryAfterSeconds: null });
    });
    expect(await tenant.asked(settings)).toBe(4);
  });

  it('does not begin a long wait here, but hands it to the job', async () => {
    await settingsFault({ status: 429, retryAfterSeconds: 600 });
    expect(await fails(read())).toMatchObject({ name: 'TemporaryError', retryAfterSeconds: 600 });
    expect(await tenant.asked(settings)).toBe(1);
  });
});

describe('a mailbox that is throttled', () => {
  it('is left alone as long as it was asked for, while others are read', async () => {
    await settingsFault({ status: 429, retryAfterSeconds: 3 });
    await inOurTime(async (pass) => {
      const graph = tenant.newGraph();
      const first = graph(read());
      await untilSeen(async () => (await tenant.asked(settings)) === 1);
      await graph(read(graduate));
      await pass(2_900);
      const second = graph(read());
      await graph(read(graduate));
      expect(await tenant.asked(settings)).toBe(3);
      await pass(200);
      await Promise.all([first, second]);
      expect(await tenant.asked(settings)).toBe(5);
    });
  });

  it('is not asked by those who stood in line when it was throttled', async () => {
    await settingsFault({ status: 429, times: 4, retryAfterSeconds: 3 });
    await inOurTime(async (pass) => {
      const graph = tenant.newGraph();
      const asked = Array.from({ length: 6 }, () => graph(read()));
      await untilSeen(async () => (await tenant.asked(settings)) >= 4);
      // Whatever was sent before this is answered before it.
      await graph(read(graduate));
      const early = (await tenant.asked(settings)) - 5;
      await pass(60_000);
      await Promise.all(asked);
      expect(early).toBe(0);
    });
  });

  it('is not waited for in here by others when the wait is long', async () => {
    await settingsFault({ status: 429, retryAfterSeconds: 600 });
    await inOurTime(async (pass) => {
      const graph = tenant.newGraph();
      await expect(graph(read())).rejects.toThrow(TemporaryError);
      const waiting = Promise.race([graph(read()).catch((error: unknown) => error), pass(30_000)]);
      expect(await waiting).toBeInstanceOf(TemporaryError);
    });
  });
});

describe('what goes with every request', () => {
  it('is the wish for ids that stay, beside other wishes', async () => {
    // The listener stands for Graph here, so that the headers can be looked at.
    const graph = createGraph({ baseUrl: listener.url, tokens: anyToken, log: silent, traffic: trafficInMemory() });
    await graph(read());
    await graph({ ...read(), headers: { Prefer: 'outlook.timezone="UTC"' } });
    expect(listener.heard.map(({ headers }) => [headers['authorization'], headers['prefer']])).toEqual([
      ['Bearer a token', 'IdType="ImmutableId"'],
      ['Bearer a token', 'IdType="ImmutableId", outlook.timezone="UTC"'],
    ]);
  });

  it('is no token where a next page leads to somebody else', async () => {
    await tenant.newGraph()({ tenantId: tenant.tenantId, path: `${listener.url}/v1.0/users?$skiptoken=x` });
    expect(listener.heard).toHaveLength(1);
    expect(listener.heard[0]?.headers['authorization']).toBeUndefined();
  });
});
