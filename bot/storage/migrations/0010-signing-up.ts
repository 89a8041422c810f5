import { sql, type Kysely } from 'kysely';

/**
 * Whether people may sign up by themselves: of programmes there are it is the lead's to say so. Whoever takes part already
 * is not told anew that they do.
 */
const changes = `
alter table programme add open_to_sign_up boolean not null default false;
alter table programme alter open_to_sign_up drop default;
alter table participant add is_told boolean not null default true;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
