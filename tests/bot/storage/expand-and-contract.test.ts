import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { z } from 'zod';
import { migrations } from '../../../bot/storage/migrations/migrations.ts';
import { freshDatabase, type TestDatabase } from '../../support/database/database.ts';
import { breaksBetween, shapeOf, type SchemaShape } from '../../support/database/schema-breaks.ts';

/** Releases after this one live beside each other on one database. */
const baseline = '0018-many-people';
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

/** What was taken away on purpose, `what` as the test below says it. */
const contracts = z
  .array(z.strictObject({ what: z.string(), by: z.string(), unusedSince: z.string().regex(/^\d+\.\d+\.\d+$/) }))
  .parse(read('bot/storage/migrations/contracts.json'));

let database: TestDatabase;
let client: pg.Client;
let atBaseline: SchemaShape;
/** The shape after each migration that came after it. */
const later: { name: string; shape: SchemaShape }[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  await database.asAdmin('drop schema vantage cascade');
  await database.asAdmin('create schema vantage authorization vantage_owner');
  client = new pg.Client({ connectionString: database.migrationUrl, options: '-c search_path=vantage' });
  await client.connect();
  const names = Object.keys(migrations);
  await migrateTo(names.filter((name) => name <= baseline));
  atBaseline = await shapeOf(client);
  for (const name of names.filter((one) => one > baseline)) {
    await migrateTo(names.filter((one) => one <= name));
    later.push({ name, shape: await shapeOf(client) });
  }
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function migrateTo(names: readonly string[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: database.migrationUrl, max: 1, options: '-c search_path=vantage' });
  const old = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const known = Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name)));
  const migrator = new Migrator({
    db: old,
    migrationTableSchema: 'vantage',
    provider: { getMigrations: async () => known },
  });
  const { error } = await migrator.migrateToLatest();
  await old.destroy();
  if (error !== undefined) throw new Error('a migration failed', { cause: error });
}

/** Whether one release is older than another. */
const isOlder = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true }) < 0;

describe('migrations after the baseline', () => {
  it('are run in the order of their names, one file each', () => {
    const names = Object.keys(migrations);
    expect(names).toEqual(names.toSorted());
    expect(names.map((name) => name.slice(0, 4))).toEqual(names.map((_, at) => String(at + 1).padStart(4, '0')));
    expect(names).toContain(baseline);
  });

  it('break nothing that an older version leans on, but for what no release uses any more', () => {
    const broken = later.flatMap(({ name, shape }, at) =>
      breaksBetween(later[at - 1]?.shape ?? atBaseline, shape).map((what) => ({ by: name, what })),
    );
    const allowed = ({ by, what }: { by: string; what: string }) =>
      contracts.some((contract) => contract.by === by && contract.what === what);
    expect(broken.filter((one) => !allowed(one))).toEqual([]);
    // A contract for nothing would let something through later.
    expect(contracts.filter(({ by, what }) => !broken.some((one) => one.by === by && one.what === what))).toEqual([]);
  });

  it('take away only what a release that is out did without', () => {
    const { version } = z.object({ version: z.string() }).parse(read('package.json'));
    expect(contracts.filter(({ unusedSince }) => !isOlder(unusedSince, version))).toEqual([]);
  });

  it('leave no table of tenants without its policies', async () => {
    const { rows } = await database.asAdmin(
      `select relname from pg_class c where relnamespace = 'vantage'::regnamespace and relkind = 'r'
         and exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant_id')
         and not (relrowsecurity and relforcerowsecurity
           and array['copies', 'own_tenant']::name[] <@ array(select polname from pg_policy where polrelid = c.oid))`,
    );
    expect(rows).toEqual([]);
  });
});

describe('what is found to break an older version', () => {
  /** What a migration of this text would break, on a database at its end; the database stays as it is. */
  async function breaksOf(text: string): Promise<readonly string[]> {
    await client.query('begin');
    try {
      const before = await shapeOf(client);
      await client.query(text);
      return breaksBetween(before, await shapeOf(client));
    } finally {
      await client.query('rollback');
    }
  }

  it.each([
    ['drop table bulk_item', 'table bulk_item is gone'],
    ['alter table bulk_item rename to bulk_thing', 'table bulk_item is gone'],
    ['alter table person drop grade', 'column person.grade is gone'],
    ['alter table person rename grade to rank', 'column person.grade is gone'],
    ['alter table person alter seniority type bigint', 'column person.seniority is bigint instead of integer'],
    ['alter table person alter grade set not null', 'column person.grade must not be null any more'],
    ['alter table person add shoe int not null', 'column person.shoe is new, must not be null and has no default'],
    [
      `alter table person add shoe int not null default 1; alter table person alter shoe drop default`,
      'column person.shoe is new, must not be null and has no default',
    ],
    [`alter table person add check (grade <> '')`, `constraint of person is new: CHECK ((grade <> ''::text))`],
    ['alter table person add unique (display_name)', 'constraint of person is new: UNIQUE (display_name)'],
    ['create unique index on person (display_name)', 'new: unique index on vantage.person USING btree (display_name)'],
    [
      `alter table agenda_item drop constraint agenda_item_state_check1, add check (state in ('suggested', 'taken-in'))`,
      expect.stringContaining('constraint of agenda_item is new'),
    ],
    [
      'alter table help_request add foreign key (tenant_id, person_id) references participant (tenant_id, id)',
      expect.stringContaining('constraint of help_request is new: FOREIGN KEY'),
    ],
    [
      'alter table notice drop constraint notice_tenant_id_person_id_key_key',
      'constraint of notice is gone: UNIQUE (tenant_id, person_id, key)',
    ],
    ['drop function due_releases', expect.stringContaining('function due_releases(')],
    ['drop trigger tell on pairing', 'trigger tell on pairing is gone'],
    ['drop policy own_tenant on person', 'policy own_tenant on person is gone or another'],
    ['create policy fewer on person as restrictive using (false)', 'policy fewer on person is new and restricts'],
  ])('%s', async (text, expected) => {
    const constraint = /agenda_item_state_check1/.test(text) ? await nameOfStates() : '';
    const broken = await breaksOf(text.replace('agenda_item_state_check1', constraint));
    expect(broken).toContainEqual(expected);
  });

  async function nameOfStates(): Promise<string> {
    const { rows } = await client.query<{ name: string }>(
      `select conname as name from pg_constraint
       where conrelid = 'agenda_item'::regclass and pg_get_constraintdef(oid) like '%carried-over%'`,
    );
    return rows[0]?.name ?? '';
  }

  it.each([
    'create table shoe (id int primary key check (id > 0))',
    `alter table person add shoe int check (shoe > 0), add hat text not null default 'none'`,
    'create index on person (grade)',
    'alter table person alter display_name drop not null',
    `alter table check_in drop constraint check_in_tenant_id_person_id_fkey`,
    `alter table another_round drop constraint another_round_role_check,
       add constraint another_round_role_check check (role in ('mentor', 'mentee', 'guest'))`,
    'create or replace function tell_of_bulk() returns trigger language plpgsql as $$ begin return null; end $$',
  ])('and not: %s', async (text) => {
    expect(await breaksOf(text)).toEqual([]);
  });
});
