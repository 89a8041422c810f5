import { sql, type Kysely } from 'kysely';

/**
 * What servers agree on about rates that they share. It is no tenant's data, and worth nothing after some seconds: unlogged,
 * it costs no write to the disk, and is empty after a crash of the database, which lasts longer than what it says.
 */
const tables = `
create unlogged table shared_rate (
  name text primary key,
  claims jsonb
) with (fillfactor = 10);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
