import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { connectionTo, withDatabase, type DatabaseAddress } from './address.ts';
import { migrations } from './migrations/migrations.ts';
import { prepareQueues, queueVersion } from './queues.ts';

/** Key of the advisory lock that lets one server migrate at a time; none starts while a copy is written. */
export const migrationLock = 7_611_002;

/**
 * Brings the database up to date under the role that owns it, and gives the runtime role what it needs and no more. One that
 * a newer Vantage has been on is left as it is: what is newer does no harm to us, see the README. Of several that start at
 * once one does it and the others wait. Throws when the runtime role could get around row-level security.
 */
export async function migrate(
  address: DatabaseAddress,
  runtimeRole: string,
): Promise<{ /** Whether a newer Vantage has been on it. */ readonly isNewer: boolean }> {
  const pool = new pg.Pool({
    ...connectionTo(address),
    max: 2,
    // The connection that holds the lock may be the one that rests.
    idleTimeoutMillis: 0,
    options: '-c search_path=vantage',
  });
  // A connection that dies fails what it was at; while it rests or ends that is no news, and must not end the server.
  const noted = () => undefined;
  pool.on('error', noted);
  pool.on('connect', (client) => client.on('error', noted));
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await database.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${migrationLock})`.execute(connection);
      if (typeof address !== 'string') await makeEntraRole(connection, address, runtimeRole);
      await refuseMightyRole(connection, runtimeRole);
    });
    if (await isNewer(database)) return { isNewer: true };
    await sql`create schema if not exists vantage`.execute(database);
    await prepareQueues(address);
    const migrator = new Migrator({
      db: database,
      migrationTableSchema: 'vantage',
      provider: { getMigrations: async () => ({ ...migrations }) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw new Error('The database could not be brought up to date.', { cause: error });
    await sql.raw(grants(runtimeRole)).execute(database);
    return { isNewer: false };
  } finally {
    await database.destroy();
  }
}

/**
 * Whether the database has been through everything that we know, and more. Throws where it has been through something that we
 * do not know and not through everything that we do: it is then of no version that was.
 */
async function isNewer(database: Kysely<unknown>): Promise<boolean> {
  const { rows: found } = await sql<{ ours: boolean; queue: boolean }>`
    select to_regclass('vantage.kysely_migration') is not null as ours,
      to_regclass('pgboss.version') is not null as queue`.execute(database);
  const ran = found[0]?.ours
    ? (await sql<{ name: string }>`select name from vantage.kysely_migration order by name`.execute(database)).rows
    : [];
  const queue = found[0]?.queue
    ? (await sql<{ version: number }>`select version from pgboss.version`.execute(database)).rows
    : [];
  const there = ran.map(({ name }) => name);
  const unknown = there.filter((name) => !(name in migrations));
  if (unknown.length === 0 && (queue[0]?.version ?? 0) <= queueVersion) return false;
  const missing = Object.keys(migrations).filter((name) => !there.includes(name));
  if (missing.length === 0) return true;
  throw new Error(
    `The database is at ${there.at(-1)}, which this Vantage does not know, but without ${missing[0]}: start the Vantage that ran on it last.`,
  );
}

/**
 * Where Entra signs in, a role is tied to the identity of its name by a function that is there on the server's first
 * database alone, for its Entra administrators: who migrates is one.
 */
async function makeEntraRole(database: Kysely<unknown>, address: DatabaseAddress, role: string): Promise<void> {
  const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(database);
  if (rows.length > 0) return;
  const client = new pg.Client(connectionTo(withDatabase(address, 'postgres')));
  await client.connect();
  try {
    await client.query('select * from pgaadauth_create_principal($1, false, false)', [role]);
  } finally {
    await client.end();
  }
}

async function refuseMightyRole(database: Kysely<unknown>, role: string): Promise<void> {
  const { rows } = await sql<{ is_mighty: boolean; is_owner: boolean }>`
    select rolsuper or rolbypassrls as is_mighty, pg_has_role(rolname, current_user, 'member') as is_owner
    from pg_roles where rolname = ${role}`.execute(database);
  const found = rows[0];
  if (!found) throw new Error(`DATABASE_URL names the role ${role}, which the database does not have.`);
  if (found.is_mighty || found.is_owner) {
    throw new Error(
      `DATABASE_URL names the role ${role}, which can get around row-level security: it must be neither superuser, nor BYPASSRLS, nor the owner of the tables.`,
    );
  }
}

function grants(role: string): string {
  const to = pg.escapeIdentifier(role);
  return `
    grant usage on schema vantage, pgboss to ${to};
    grant select, insert, update, delete on all tables in schema vantage to ${to};
    revoke all on vantage.kysely_migration, vantage.kysely_migration_lock from ${to};
    revoke update, delete on vantage.matching_decision, vantage.meeting_change, vantage.lead_act from ${to};
    revoke update, delete on vantage.insight_release, vantage.used_up_answer from ${to};
    revoke insert, delete on vantage.graph_traffic from ${to};
    grant execute on function vantage.due_meetings, vantage.due_notices to ${to};
    grant execute on function vantage.due_series, vantage.due_open_meetings to ${to};
    grant execute on function vantage.due_agendas to ${to};
    grant execute on function vantage.due_calendars_to_read, vantage.due_calendars_to_watch to ${to};
    grant execute on function vantage.calendars_of_watches, vantage.due_stalled to ${to};
    grant execute on function vantage.forget_who_decided, vantage.forget_who_acted to ${to};
    grant execute on function vantage.due_releases, vantage.due_to_forget, vantage.forget_history to ${to};
    grant select, insert, update, delete on all tables in schema pgboss to ${to};
    grant usage on all sequences in schema pgboss to ${to};
    grant execute on all functions in schema pgboss to ${to};`;
}
