import { sql, type Kysely } from 'kysely';

/** Whole organisations are listed page by page in the order of names, and read mailbox by mailbox. */
const indexes = `
create index person_by_name on person (tenant_id, display_name collate "und-x-icu", id);
create index person_unread on person (tenant_id, id) where mailbox ->> 'state' = 'unread';
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(indexes).execute(database);
}
