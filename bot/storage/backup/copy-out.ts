import type pg from 'pg';
import { exactly, hiddenTables, sequencesOf, tablesOf, type Table } from './catalog.ts';
import { CopyRefused } from './refusal.ts';
import { refuseOtherThanOurs, versionOf, type Version } from './version.ts';

/**
 * What a copy is made of, each as a line of JSON: first the version; then for each table one that names it, followed by its
 * rows, each a list of texts in the order of the columns; the sequences; at last how many rows there were.
 */
export type Mark =
  | { readonly version: Version }
  | { readonly table: string; readonly columns: readonly string[] }
  | { readonly sequence: string; readonly value: string; readonly isCalled: boolean }
  | { readonly rows: number; readonly tables: number };

const rowsAtOnce = 1_000;
const heavyRowsAtOnce = 10;

/**
 * Everything that a database holds at one moment, however long the reading takes and whatever is written meanwhile. Gives
 * whole lines, several at once.
 */
export async function* copyOut(client: pg.ClientBase): AsyncGenerator<string> {
  await client.query('begin transaction isolation level repeatable read, read only');
  try {
    await client.query(exactly);
    const version = await versionOf(client);
    refuseOtherThanOurs(version);
    const hidden = await hiddenTables(client);
    if (hidden.length > 0) {
      throw new CopyRefused(
        `DATABASE_MIGRATION_URL names a role that does not see all rows of ${hidden.join(', ')}: use the role that owns the tables.`,
      );
    }
    yield line({ version });
    const tables = await tablesOf(client);
    let count = 0;
    for (const table of tables) {
      yield line({ table: table.name, columns: table.columns.map(({ name }) => name) });
      for await (const rows of rowsOf(client, table)) {
        count += rows.length;
        yield `${rows.join('\n')}\n`;
      }
    }
    for (const sequence of await sequencesOf(client)) {
      const { rows } = await client.query<{ value: string; is_called: boolean }>(
        `select last_value::text as value, is_called from ${sequence}`,
      );
      for (const { value, is_called: isCalled } of rows) yield line({ sequence, value, isCalled });
    }
    yield line({ rows: count, tables: tables.length });
  } finally {
    await client.query('rollback').catch(() => undefined);
  }
}

const line = (mark: Mark): string => `${JSON.stringify(mark)}\n`;

async function* rowsOf(client: pg.ClientBase, { name, columns, isHeavy }: Table): AsyncGenerator<string[]> {
  // The database writes the line itself: what passes through here is never taken apart.
  const texts = columns.map((column) => `${column.name}::text`).join(', ');
  await client.query(
    `declare copied no scroll cursor for select json_build_array(${texts})::text as line from ${name}`,
  );
  for (;;) {
    const { rows } = await client.query<{ line: string }>(
      `fetch ${isHeavy ? heavyRowsAtOnce : rowsAtOnce} from copied`,
    );
    if (rows.length === 0) break;
    yield rows.map((row) => row.line);
  }
  await client.query('close copied');
}
