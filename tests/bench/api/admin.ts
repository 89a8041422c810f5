import pg from 'pg';
import { parentOf } from '../booking/processor.ts';

/** A connection that sees every row. */
export async function adminOf({ adminUrl, databaseUrl }: { readonly adminUrl: string; readonly databaseUrl: string }) {
  const address = new URL(adminUrl);
  address.pathname = new URL(databaseUrl).pathname;
  const admin = new pg.Client({ connectionString: address.toString() });
  await admin.connect();
  return admin;
}

/** The process that every connection of Postgres is a child of. */
export async function postmasterOf(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
  return parentOf(rows[0]?.pid ?? 0);
}
