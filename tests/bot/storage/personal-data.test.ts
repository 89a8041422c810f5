import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { columnsOfNobody, tablesOfPeople } from '../../../bot/storage/personal-data.ts';
import { freshDatabase, type TestDatabase } from '../../support/database/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/**
 * Columns that can hold something of a person: ids that are not the row's own and do not refer to another table of ours than
 * people, and everything that is free text, JSON or bytes.
 */
const candidates = `
  select c.table_name || '.' || c.column_name as name
  from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = 'vantage' and t.table_type = 'BASE TABLE' and c.table_name not like 'kysely%'
    and c.data_type in ('uuid', 'text', 'jsonb', 'json', 'bytea', 'ARRAY', 'character varying')
    and c.column_name not in ('id', 'tenant_id')
    -- One of a few words.
    and not exists (
      select from pg_constraint k
      where k.conrelid = ('vantage.' || quote_ident(c.table_name))::regclass and k.contype = 'c'
        and pg_get_constraintdef(k.oid) ~ ('^CHECK \\(\\(?\\(?' || c.column_name || ' = ANY \\(ARRAY\\[[^\\]]*\\]\\)\\)+$'))
    -- Another table's row, which has a place in the list itself.
    and not exists (
      select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
      where k.conrelid = ('vantage.' || quote_ident(c.table_name))::regclass and k.contype = 'f'
        and a.attname = c.column_name and k.confrelid <> 'vantage.person'::regclass)
  order by 1`;

const namesOf = (table: string, columns: Iterable<string>) => [...columns].map((column) => `${table}.${column}`);

describe('the list of where people are kept', () => {
  it('names every column that can hold one, so that a new one has to be exported and erased too', async () => {
    const { rows } = await database.asAdmin(candidates);
    const named = new Set([
      ...tablesOfPeople.flatMap(({ table, columns }) => namesOf(table, Object.keys(columns))),
      ...Object.entries(columnsOfNobody).flatMap(([table, columns]) => namesOf(table, columns)),
    ]);
    expect(rows.length).toBeGreaterThan(60);
    expect(rows.map(({ name }) => name).filter((name) => !named.has(String(name)))).toEqual([]);
  });

  it('names nothing that is not there, and nothing twice', async () => {
    const { rows } = await database.asAdmin(
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'vantage'`,
    );
    const there = new Set(rows.map(({ name }) => name));
    const named = [
      ...tablesOfPeople.flatMap(({ table, columns }) => namesOf(table, Object.keys(columns))),
      ...Object.entries(columnsOfNobody).flatMap(([table, columns]) => namesOf(table, columns)),
    ];
    expect(named.filter((name) => !there.has(name))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });
});
