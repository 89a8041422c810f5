import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../../bot/storage/migrate.ts';
import type { Storage } from '../../../bot/storage/storage.ts';
import type { TestDatabase } from '../../support/database/database.ts';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';
import { pairing, person, programme } from './samples.ts';

const ours = randomUUID();
const theirs = randomUUID();
let stored: TestStorage;
let database: TestDatabase;
let storage: Storage;

beforeAll(async () => {
  stored = await startStorage();
  ({ database, storage } = stored);
});
afterAll(() => stored.stop());

/** Runs SQL as the runtime role, on one connection, for a tenant or for none. */
async function asRuntime(tenantId: string | null, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database.databaseUrl, options: '-c search_path=vantage' });
  await client.connect();
  try {
    if (tenantId !== null) await client.query(`select set_config('vantage.tenant_id', $1, false)`, [tenantId]);
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}

describe('rows of two tenants in one database', () => {
  it('are apart although the query asks for all of them', async () => {
    const mine = person();
    const other = person();
    await storage.inTenant(ours, (stores) => stores.people.save([mine]));
    await storage.inTenant(theirs, (stores) => stores.people.save([other]));
    const seen = await asRuntime(ours, 'select id from person');
    const ids = seen.rows.map((row: { id: string }) => row.id);
    expect(ids).toContain(mine.id);
    expect(ids).not.toContain(other.id);
    expect(await storage.inTenant(ours, (stores) => stores.people.byId(other.id))).toBeNull();
  });

  it('are all hidden from a connection that names no tenant', async () => {
    expect((await asRuntime(null, 'select * from person')).rows).toEqual([]);
  });

  it.each([
    'person',
    'programme',
    'participant',
    'import',
    'group_person',
    'pairing',
    'round',
    'matching_decision',
    'series',
    'meeting',
    'watched_calendar',
    'agenda_item',
    'check_in',
    'summary',
    'commitment',
    'help_request',
    'lead_act',
    'bulk_act',
    'bulk_item',
    'insight_release',
    'used_up_answer',
    'closing',
    'another_round',
    'conversation',
  ])('are guarded in the table %s even against its owner', async (table) => {
    const { rows } = await database.asAdmin(
      `select relrowsecurity, relforcerowsecurity from pg_class where oid = $1::regclass`,
      [`vantage.${table}`],
    );
    expect(rows).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }]);
  });

  it('cannot be changed, removed or written for another tenant', async () => {
    const other = person();
    await storage.inTenant(theirs, (stores) => stores.people.save([other]));
    expect((await asRuntime(ours, `update person set display_name = 'x' where id = $1`, [other.id])).rowCount).toBe(0);
    expect((await asRuntime(ours, 'delete from person where id = $1', [other.id])).rowCount).toBe(0);
    await expect(
      asRuntime(ours, `insert into conversation values ($1, $2, '{}')`, [theirs, randomUUID()]),
    ).rejects.toThrow('row-level security');
    await expect(
      asRuntime(null, `insert into conversation values ($1, $2, '{}')`, [ours, randomUUID()]),
    ).rejects.toThrow('row-level security');
  });

  it('cannot refer to each other', async () => {
    const other = person();
    const [mentor, run] = [person(), programme()];
    await storage.inTenant(theirs, (stores) => stores.people.save([other]));
    const crossing = storage.inTenant(ours, async (stores) => {
      await stores.people.save([mentor]);
      await stores.programmes.insert(run);
      await stores.pairings.insert([pairing({ programmeId: run.id, menteeId: other.id, mentorId: mentor.id })]);
    });
    await expect(crossing).rejects.toThrow('foreign key');
  });

  it('stay apart on pooled connections that served the other tenant before', async () => {
    const mine = person();
    await storage.inTenant(ours, (stores) => stores.people.save([mine]));
    const looks = Array.from({ length: 60 }, (_, index) =>
      storage.inTenant(index % 2 === 0 ? ours : theirs, (stores) => stores.people.byId(mine.id)),
    );
    const found = await Promise.all(looks);
    expect(found.map((one) => one !== null)).toEqual(found.map((_, index) => index % 2 === 0));
  });
});

describe('the runtime role', () => {
  it.each(['vantage_owner', 'postgres'])('is refused at the start when it is %s', async (role) => {
    await expect(migrate(database.migrationUrl, role)).rejects.toThrow('row-level security');
  });
});
