import { sql, type Kysely } from 'kysely';

/** Why the bot could not be brought to somebody who has not added it. */
const changes = `
alter table conversation
  add refused text check (refused in ('not-allowed', 'disabled'));
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
