import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createManagedIdentity } from '../../../bot/microsoft/entra/managed-identity.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { freshDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  identityToken,
  startIdentityEndpoint,
  type IdentityEndpoint,
} from '../../support/microsoft/identity-endpoint.ts';
import { until } from '../../support/until.ts';

const resource = 'https://ossrdbms-aad.database.windows.net';
const [running, migrating] = [randomUUID(), randomUUID()];
const role = `identity-${randomUUID()}`;
const tenant = randomUUID();
const log = pino({ level: 'silent' });
let database: TestDatabase;
let service: IdentityEndpoint;
let storage: Storage;
/** What the role of the identity is let in with now. */
let valid = 'the first token';

const withoutPassword = (url: string, as?: string) => {
  const address = new URL(url);
  address.password = '';
  if (as !== undefined) address.username = as;
  return address.toString();
};
const passwordOf = (clientId: string) => {
  // None is kept, so that a token that ended is never given to a new connection.
  return () => createManagedIdentity({ ...service, clientId }).token(resource);
};
const open = () =>
  openStorage({
    databaseUrl: withoutPassword(database.databaseUrl, role),
    migrationUrl: withoutPassword(database.migrationUrl),
    passwords: { running: passwordOf(running), migrating: passwordOf(migrating) },
    dataFolder: 'unused',
    log,
  });
/** As Azure's own function, with the token of the day in place of Entra. */
const entraFunction = (password: string) => `
  create or replace function pgaadauth_create_principal(role text, is_admin bool, is_mfa bool) returns text
  language plpgsql security definer as $$ begin
    execute format('create role %I login nosuperuser nobypassrls password %L', role, '${password}');
    return role;
  end $$`;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  closers.push(() => database.drop());
  service = await startIdentityEndpoint(({ clientId }) =>
    identityToken(clientId === migrating ? decodeURIComponent(new URL(database.migrationUrl).password) : valid),
  );
  closers.push(() => service.stop());
  await database.onServer(entraFunction(valid));
  closers.push(() => database.onServer('drop function pgaadauth_create_principal'));
  storage = await open();
  closers.push(() => storage.close());
});
afterAll(async () => {
  for (const closer of closers.toReversed()) await closer();
});

describe('a database that Entra signs in to', () => {
  it('is opened with tokens alone, under a role that is made for the identity', async () => {
    expect(await storage.isReady()).toBe(true);
    await storage.inTenant(tenant, async ({ programmes }) => expect(await programmes.all()).toEqual([]));
    expect(new Set(service.asked.map((asked) => asked.get('resource')))).toEqual(new Set([resource]));
  });

  it('is connected to with a new token each time: the pool, the queue and what listens', async () => {
    valid = 'the second token';
    await database.onServer(`alter role "${role}" password '${valid}'`);
    await database.asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where usename = $1`, [role]);
    await until(() => storage.isReady());
    const connections = async () => {
      const found = await database.asAdmin(
        `select application_name || ' ' || left(query, 20) as what from pg_stat_activity where usename = $1`,
        [role],
      );
      return found.rows.map(({ what }) => String(what));
    };
    await until(async () => (await connections()).some((what) => what.includes('listen vantage_live')));
    await until(async () => (await connections()).some((what) => what.startsWith('pgboss')));
  });

  it('is opened again by the next start, which finds the role', async () => {
    await storage.close();
    storage = await open();
    expect(await storage.isReady()).toBe(true);
  });
});
