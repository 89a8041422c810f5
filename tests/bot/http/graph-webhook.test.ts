import { createHash, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import helmet from '@fastify/helmet';
import { fastify, type FastifyInstance } from 'fastify';
import fc from 'fast-check';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { handleErrors } from '../../../bot/http/problems.ts';
import { graphRoutes } from '../../../bot/http/routes/graph.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { freshDatabase, type TestDatabase } from '../../support/database/database.ts';
import { openGate, throughPort, type Gate } from '../../support/product/gate.ts';

const tenantId = randomUUID();
const secret = 'a secret that only Graph was told';
const secretHash = createHash('sha256').update(secret).digest('hex');
const expiresAt = Temporal.Instant.from('2027-02-10T10:00:00Z');

let database: TestDatabase;
let gate: Gate;
let storage: Storage;
let server: FastifyInstance;
let address: string;
/** Lines of the log since the test began. */
let logged: string[];
beforeAll(async () => {
  database = await freshDatabase();
  gate = await openGate();
  gate.leadTo(Number(new URL(database.databaseUrl).port));
  storage = await openStorage({
    databaseUrl: throughPort(database.databaseUrl, gate.port),
    migrationUrl: throughPort(database.migrationUrl, gate.port),
    dataFolder: 'unused',
    log: pino({ level: 'silent' }),
  });
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  const loggerInstance = pino({ level: 'warn' }, sink);
  server = fastify({ loggerInstance, disableRequestLogging: true }) as unknown as FastifyInstance;
  handleErrors(server);
  await server.register(helmet);
  await server.register(graphRoutes({ inTenant: storage.inTenant }, storage.findWatches));
  address = await server.listen({ port: 0 });
});
afterAll(async () => {
  await server.close();
  await storage.close();
  await gate.shut();
  await database.drop();
});
beforeEach(async () => {
  logged = [];
  await database.asAdmin('delete from pgboss.job');
});

/** A calendar that is watched. */
async function watched(tenant = tenantId): Promise<{ organizerId: string; watchId: string }> {
  const [organizerId, watchId] = [randomUUID(), randomUUID()];
  await storage.inTenant(tenant, async (stores) => {
    await stores.watchedCalendars.insertMissing(organizerId, expiresAt);
    await stores.watchedCalendars.update({
      organizerId,
      watch: { watchId, secretHash, expiresAt },
      reading: { mark: 'mark', window: { start: expiresAt, end: expiresAt.add({ hours: 1 }) } },
      readAt: expiresAt,
      watchAgainAt: expiresAt,
    });
  });
  return { organizerId, watchId };
}
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${address}/graph/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const notification = (subscriptionId: string, more: Record<string, unknown> = {}) => ({
  subscriptionId,
  clientState: secret,
  tenantId,
  changeType: 'updated',
  resource: 'Users/x/Events/y',
  resourceData: { id: 'y' },
  ...more,
});
const jobs = async () =>
  (
    await database.asAdmin(
      `select name, data->>'tenantId' as tenant, data->'data'->>'organizerId' as organizer from pgboss.job
       order by name, organizer`,
    )
  ).rows;
const calendarOf = (organizerId: string) =>
  storage.inTenant(tenantId, (stores) => stores.watchedCalendars.byOrganizer(organizerId));

describe.each(['notifications', 'lifecycle'])('the handshake at /graph/%s', (path) => {
  it('gives back any token, decoded, as plain text that is taken for nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).filter((token) => token.isWellFormed()),
        async (token) => {
          const answer = await fetch(`${address}/graph/${path}?validationToken=${encodeURIComponent(token)}`, {
            method: 'POST',
            headers: { 'content-type': 'text/plain; charset=utf-8' },
          });
          expect(answer.status).toBe(200);
          expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
          expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
          expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())).toBe(token);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('takes spaces written as plus signs, and no token without end', async () => {
    const ask = (query: string) => fetch(`${address}/graph/${path}?${query}`, { method: 'POST' });
    expect(await (await ask('validationToken=Validation%3A+Testing+client')).text()).toBe('Validation: Testing client');
    expect((await ask(`validationToken=${'x'.repeat(5_000)}`)).status).toBe(400);
    expect((await ask('validationToken=a&validationToken=b')).status).toBe(400);
  });
});

describe('a notification', () => {
  it('is kept as one job for each calendar before it is acknowledged, however many come', async () => {
    const [one, other] = [await watched(), await watched()];
    const value = [one, other, one, one].map(({ watchId }) => notification(watchId));
    const answers = await Promise.all([1, 2, 3].map(() => post('notifications', { value })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await jobs()).toEqual(
      [one, other]
        .map(({ organizerId }) => ({ name: 'calendar.follow', tenant: tenantId, organizer: organizerId }))
        .toSorted((a, b) => (a.organizer < b.organizer ? -1 : 1)),
    );
    expect(logged).toEqual([]);
  });

  it.each([
    ['with another secret', { clientState: 'another secret' }],
    ['with the hash of the secret', { clientState: secretHash }],
    ['without a secret', { clientState: null }],
    ['of another tenant', { tenantId: randomUUID() }],
    ['without a tenant', { tenantId: undefined }],
    ['of a subscription that is not ours', { subscriptionId: randomUUID() }],
    ['of a subscription that is none', { subscriptionId: "'; drop table meeting; --" }],
  ])('%s is not acted on, noted, and acknowledged with the rest', async (_what, more) => {
    const [forged, genuine] = [await watched(), await watched()];
    const value = [notification(forged.watchId, more), notification(genuine.watchId)];
    expect((await post('notifications', { value })).status).toBe(202);
    expect((await jobs()).map(({ organizer }) => organizer)).toEqual([genuine.organizerId]);
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ refused: 1 });
    for (const word of [secret, 'another secret', 'Users/x', forged.organizerId]) expect(logged[0]).not.toContain(word);
  });

  it('of another tenant’s calendar is kept for that tenant alone', async () => {
    const theirTenant = randomUUID();
    const theirs = await watched(theirTenant);
    const value = [notification(theirs.watchId, { tenantId: theirTenant.toUpperCase() })];
    expect((await post('notifications', { value })).status).toBe(202);
    expect(await jobs()).toEqual([{ name: 'calendar.follow', tenant: theirTenant, organizer: theirs.organizerId }]);
  });

  it.each(['{}', '[]', '{"value":{}}', '{"value":[{}]}', 'null', '{', '{"value":["x"]}'])(
    'of no shape that Graph has is refused: %s',
    async (body) => {
      expect((await post('notifications', body)).status).toBe(400);
      expect((await post('lifecycle', body)).status).toBe(400);
      expect(await jobs()).toEqual([]);
    },
  );

  it('is refused when it is too large to be one', async () => {
    const { watchId } = await watched();
    const value = [notification(watchId, { resource: 'x'.repeat(1_100_000) })];
    expect((await post('notifications', { value })).status).toBe(413);
  });

  it('is not acknowledged while the database is away, and is taken when it comes again', async () => {
    const { organizerId, watchId } = await watched();
    const body = { value: [notification(watchId)] };
    await gate.shut();
    const meanwhile = await post('notifications', body);
    await gate.open();
    expect(meanwhile.status).toBe(503);
    let again = meanwhile;
    while (again.status !== 202) again = await post('notifications', body);
    expect((await jobs()).map(({ organizer }) => organizer)).toEqual([organizerId]);
  });
});

describe('what is told of a watch', () => {
  const tell = async (watchId: string, lifecycleEvent: string, more: Record<string, unknown> = {}) => {
    const { tenantId: organizationId, ...rest } = notification(watchId, { lifecycleEvent, ...more });
    expect((await post('lifecycle', { value: [{ ...rest, organizationId }] })).status).toBe(202);
  };

  it('has it renewed when it has to be authorised again', async () => {
    const { organizerId, watchId } = await watched();
    await tell(watchId, 'reauthorizationRequired');
    expect(await jobs()).toEqual([{ name: 'calendar.watch', tenant: tenantId, organizer: organizerId }]);
    const calendar = await calendarOf(organizerId);
    expect(calendar).toMatchObject({ watch: { watchId }, reading: { mark: 'mark' } });
    expect(calendar?.watchAgainAt.epochMilliseconds).toBeLessThan(expiresAt.epochMilliseconds);
  });

  it('has another made, and all read, when it is gone', async () => {
    const { organizerId, watchId } = await watched();
    await tell(watchId, 'subscriptionRemoved');
    expect(await jobs()).toEqual([{ name: 'calendar.watch', tenant: tenantId, organizer: organizerId }]);
    expect(await calendarOf(organizerId)).toMatchObject({ watch: null, reading: null });
  });

  it.each(['missed', 'somethingNew'])('has the calendar read otherwise: %s', async (event) => {
    const { organizerId, watchId } = await watched();
    await tell(watchId, event);
    expect(await jobs()).toEqual([{ name: 'calendar.follow', tenant: tenantId, organizer: organizerId }]);
  });

  it('is not believed when it is forged, or of a watch that was there before', async () => {
    const { organizerId, watchId } = await watched();
    await tell(watchId, 'subscriptionRemoved', { clientState: 'another secret' });
    expect(await calendarOf(organizerId)).toMatchObject({ watch: { watchId } });
    await tell(watchId, 'subscriptionRemoved');
    await tell(watchId, 'subscriptionRemoved');
    expect(await jobs()).toHaveLength(1);
    expect(logged).toHaveLength(2);
  });
});
