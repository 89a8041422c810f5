import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { migrations } from '../../../bot/storage/migrations/migrations.ts';
import { migrate, migrationLock } from '../../../bot/storage/migrate.ts';
import { queueVersion } from '../../../bot/storage/queues.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../../support/database/database.ts';
import { everyRule } from '../../support/database/every-row.ts';
import { until } from '../../support/until.ts';
import { person } from './samples.ts';

const log = pino({ level: 'silent' });
const tenant = randomUUID();
let database: TestDatabase;
let opened: Storage[];

beforeEach(async () => {
  database = await freshDatabase();
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((storage) => storage.close()));
  await database.drop();
});

async function open(into = database): Promise<Storage> {
  const storage = await openStorage({ ...into, dataFolder: 'unused', log });
  opened.push(storage);
  return storage;
}

/** What a newer version will have done: more tables and columns, rights of its own, other queues and settings. */
async function becomesNewer(): Promise<void> {
  await database.asAdmin(`
    insert into kysely_migration values ('9999-to-come', now()::text);
    create table to_come (tenant_id uuid not null, id uuid primary key);
    alter table to_come owner to vantage_owner;
    grant select on to_come to vantage_app;
    alter table person add shoe int, add hat text not null default 'none';
    update pgboss.version set version = version + 1;
    update pgboss.queue set retry_limit = 3 where name = 'meeting.ended'`);
}

/** Keeps somebody, hears of it and runs a job. */
async function works(storage: Storage): Promise<void> {
  const somebody = person();
  const done: string[] = [];
  await storage.work('meeting.ended', 1, async ({ data }) => void done.push(data.meetingId));
  await storage.inTenant(tenant, async (stores) => {
    await stores.people.save([somebody]);
    await stores.enqueue('meeting.ended', { meetingId: somebody.id });
  });
  await until(() => done.includes(somebody.id));
  expect(await storage.inTenant(tenant, (stores) => stores.people.byId(somebody.id))).toMatchObject(somebody);
}

describe('a database that is newer than the server', () => {
  it('is used as it is, by one that runs already and by one that starts', async () => {
    const before = await open();
    await becomesNewer();
    const rules = await everyRule(database);
    await works(before);
    const after = await open();
    await before.close();
    opened = [after];
    await works(after);
    expect(await everyRule(database)).toEqual(rules);
    const { rows } = await database.asAdmin(`select retry_limit from pgboss.queue where name = 'meeting.ended'`);
    expect(rows).toEqual([{ retry_limit: 3 }]);
  });

  it('is used where the job queue alone is newer', async () => {
    await database.asAdmin('update pgboss.version set version = version + 1');
    await works(await open());
  });

  it('is refused where it lacks what the server needs, with both named', async () => {
    await becomesNewer();
    const last = Object.keys(migrations).at(-1) ?? '';
    await database.asAdmin('delete from kysely_migration where name = $1', [last]);
    await expect(open()).rejects.toThrow(new RegExp(`9999-to-come.*without ${last}`));
  });

  it('is still not served under a role that gets around row-level security', async () => {
    await becomesNewer();
    await expect(migrate(database.migrationUrl, 'vantage_owner')).rejects.toThrow('row-level security');
  });
});

describe('a database that is older than the servers', () => {
  it('is brought up to date once, by one of those that start at once', async () => {
    const empty = await emptyDatabase();
    try {
      const storages = await Promise.all([open(empty), open(empty), open(empty)]);
      for (const storage of storages) expect(await storage.isReady()).toBe(true);
      const { rows } = await empty.asAdmin('select name from kysely_migration order by name');
      expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations));
      await Promise.all(opened.map((storage) => storage.close()));
      opened = [];
    } finally {
      await empty.drop();
    }
  });

  it('is left to the server that is at it already', async () => {
    const empty = await emptyDatabase();
    const other = new pg.Client(empty.migrationUrl);
    try {
      await other.connect();
      await other.query('select pg_advisory_lock($1)', [migrationLock]);
      const starting = open(empty);
      await until(async () => {
        const { rowCount } = await empty.asAdmin(
          `select from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        );
        return rowCount === 1;
      });
      const { rows } = await empty.asAdmin(
        `select to_regnamespace('vantage') as vantage, to_regnamespace('pgboss') as pgboss`,
      );
      expect(rows).toEqual([{ vantage: null, pgboss: null }]);
      await other.query('select pg_advisory_unlock($1)', [migrationLock]);
      await (await starting).close();
      opened = [];
    } finally {
      await other.end();
      await empty.drop();
    }
  });
});

it('the version of the job queue that we know is the one that our pg-boss makes', async () => {
  const { rows } = await database.asAdmin('select version from pgboss.version');
  expect(rows).toEqual([{ version: queueVersion }]);
});
