import type pg from 'pg';
import { exactly, isCounted, sequencesOf, strictKeysOf, tablesOf, type Table } from './catalog.ts';
import type { Mark } from './copy-out.ts';
import { CopyRefused } from './refusal.ts';
import { refuseDifferent, versionOf, type Version } from './version.ts';

/** Rows and characters that are written at once. */
const rowsAtOnce = 1_000;
const charactersAtOnce = 1_000_000;

const broken = () => new CopyRefused('The copy is not whole. Nothing was written.');

/**
 * Writes everything that `copyOut` gave into a database that has the same tables and holds nothing yet: in one transaction,
 * all or nothing. Answers how many rows there are.
 */
export async function copyIn(client: pg.ClientBase, lines: AsyncIterable<string>): Promise<number> {
  await client.query('begin');
  try {
    await client.query(exactly);
    const tables = await tablesOf(client);
    const count = await fill(client, tables, lines);
    await client.query('commit');
    return count;
  } catch (error) {
    // Where the connection is gone the transaction is too.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** @throws CopyRefused where somebody uses the database already. */
export async function refuseFilled(client: pg.ClientBase, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables.filter(isCounted)) {
    const { rows } = await client.query(`select from ${name} limit 1`);
    if (rows.length > 0) {
      throw new CopyRefused('The database that it is to go into holds rows already: use an empty one.');
    }
  }
}

async function fill(client: pg.ClientBase, tables: readonly Table[], lines: AsyncIterable<string>): Promise<number> {
  const names = tables.map(({ name }) => name).join(', ');
  await client.query(`set local lock_timeout to '30s'; lock table ${names} in access exclusive mode`);
  await refuseFilled(client, tables);
  const version = await versionOf(client);
  // A row may come before the one that it refers to, and nobody is told of rows that are not new.
  const keys = await strictKeysOf(client);
  const alterKeys = async (how: string) => {
    for (const { table, name } of keys) await client.query(`alter table ${table} alter constraint ${name} ${how}`);
  };
  const alterTriggers = async (how: 'enable' | 'disable') => {
    for (const { name } of tables) await client.query(`alter table ${name} ${how} trigger user`);
  };
  await alterTriggers('disable');
  await alterKeys('deferrable initially deferred');
  await client.query('set constraints all deferred');
  for (const { name } of tables) await client.query(`delete from ${name}`);
  const { count, sequences } = await write(client, { version, tables }, lines);
  await client.query('set constraints all immediate');
  await alterKeys('not deferrable');
  await alterTriggers('enable');
  // The one thing that no rollback takes back, hence last.
  for (const { sequence, value, isCalled } of sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [sequence, value, isCalled]);
  }
  return count;
}

type Sequence = Extract<Mark, { sequence: string }>;

async function write(
  client: pg.ClientBase,
  { version, tables }: { readonly version: Version; readonly tables: readonly Table[] },
  lines: AsyncIterable<string>,
) {
  const known = new Map(tables.map((table) => [table.name, table]));
  const knownSequences = new Set(await sequencesOf(client));
  const filled = new Set<string>();
  const sequences: Sequence[] = [];
  let [count, isWhole] = [0, false];
  let into: { readonly table: Table; readonly columns: readonly string[] } | null = null;
  let waiting: string[] = [];
  let characters = 0;
  const flush = async () => {
    if (waiting.length === 0 || into === null) return;
    await insert(client, into.table, into.columns, waiting);
    count += waiting.length;
    [waiting, characters] = [[], 0];
  };

  let isFirst = true;
  for await (const line of lines) {
    if (isWhole) throw broken();
    if (line.startsWith('[')) {
      if (into === null) throw broken();
      waiting.push(line);
      characters += line.length;
      if (waiting.length >= rowsAtOnce || characters >= charactersAtOnce) await flush();
      continue;
    }
    const mark = JSON.parse(line) as Mark;
    if ('version' in mark !== isFirst) throw broken();
    isFirst = false;
    await flush();
    if ('version' in mark) refuseDifferent(mark.version, version);
    else if ('table' in mark) {
      const table = known.get(mark.table);
      if (!table || filled.has(mark.table)) throw broken();
      if (mark.columns.toSorted().join() !== columnsOf(table).toSorted().join()) throw broken();
      filled.add(mark.table);
      into = { table, columns: mark.columns };
    } else if ('sequence' in mark) {
      if (!knownSequences.has(mark.sequence)) throw broken();
      sequences.push(mark);
    } else isWhole = mark.rows === count && mark.tables === filled.size && filled.size === tables.length;
  }
  if (!isWhole) throw broken();
  return { count, sequences };
}

const columnsOf = ({ columns }: Table): readonly string[] => columns.map(({ name }) => name);

async function insert(client: pg.ClientBase, table: Table, columns: readonly string[], rows: readonly string[]) {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  const values = columns.map((name, index) => `(one ->> ${index})::${types.get(name)}`);
  await client.query(
    `insert into ${table.name} (${columns.join(', ')}) overriding system value
     select ${values.join(', ')} from jsonb_array_elements($1::jsonb) as one`,
    [`[${rows.join(',')}]`],
  );
}
