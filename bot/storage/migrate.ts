import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import * as first from './migrations/0001-people-to-check-ins.ts';
import * as second from './migrations/0002-room-wishes-and-weights.ts';
import * as third from './migrations/0003-rounds.ts';
import * as fourth from './migrations/0004-bookings.ts';
import * as fifth from './migrations/0005-graph-traffic.ts';
import * as sixth from './migrations/0006-watched-calendars.ts';
import * as seventh from './migrations/0007-notices.ts';
import * as eighth from './migrations/0008-summaries-and-commitments.ts';
import * as ninth from './migrations/0009-agendas.ts';
import * as tenth from './migrations/0010-signing-up.ts';
import * as eleventh from './migrations/0011-help-and-nudges.ts';
import * as twelfth from './migrations/0012-shared-rates.ts';
import * as thirteenth from './migrations/0013-live.ts';
import * as fourteenth from './migrations/0014-agenda-items.ts';
import * as fifteenth from './migrations/0015-own-data.ts';
import * as eighteenth from './migrations/0018-many-people.ts';
import * as sixteenth from './migrations/0016-lead-acts-and-many-at-once.ts';
import * as seventeenth from './migrations/0017-insight-and-closing.ts';
import * as nineteenth from './migrations/0019-groups-step-by-step.ts';
import { prepareQueues } from './queues.ts';

/** Key of the advisory lock that lets one server migrate at a time. */
const migrationLock = 7_611_002;

/**
 * Brings the database up to date under the role that owns it, and gives the runtime role what it needs and no more.
 * Throws when the runtime role could get around row-level security.
 */
export async function migrate(migrationUrl: string, runtimeRole: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: migrationUrl, max: 2, options: '-c search_path=vantage' });
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await database.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${migrationLock})`.execute(connection);
      await refuseMightyRole(connection, runtimeRole);
      await sql`create schema if not exists vantage`.execute(connection);
      await prepareQueues(migrationUrl);
    });
    const migrator = new Migrator({
      db: database,
      migrationTableSchema: 'vantage',
      provider: {
        getMigrations: async () => ({
          '0001-people-to-check-ins': first,
          '0002-room-wishes-and-weights': second,
          '0003-rounds': third,
          '0004-bookings': fourth,
          '0005-graph-traffic': fifth,
          '0006-watched-calendars': sixth,
          '0007-notices': seventh,
          '0008-summaries-and-commitments': eighth,
          '0009-agendas': ninth,
          '0010-signing-up': tenth,
          '0011-help-and-nudges': eleventh,
          '0012-shared-rates': twelfth,
          '0013-live': thirteenth,
          '0014-agenda-items': fourteenth,
          '0015-own-data': fifteenth,
          '0018-many-people': eighteenth,
          '0016-lead-acts-and-many-at-once': sixteenth,
          '0017-insight-and-closing': seventeenth,
          '0019-groups-step-by-step': nineteenth,
        }),
      },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw new Error('The database could not be brought up to date.', { cause: error });
    await sql.raw(grants(runtimeRole)).execute(database);
  } finally {
    await database.destroy();
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
    revoke update, delete on vantage.matching_decision, vantage.meeting_change from ${to};
    revoke update, delete on vantage.insight_release, vantage.used_up_answer from ${to};
    revoke insert, delete on vantage.graph_traffic from ${to};
    grant execute on function vantage.due_meetings, vantage.due_notices to ${to};
    grant execute on function vantage.due_series, vantage.due_open_meetings to ${to};
    grant execute on function vantage.due_agendas to ${to};
    grant execute on function vantage.due_calendars_to_read, vantage.due_calendars_to_watch to ${to};
    grant execute on function vantage.calendars_of_watches, vantage.due_stalled to ${to};
    grant execute on function vantage.forget_who_decided, vantage.forget_who_acted to ${to};
    grant execute on function vantage.forget_who_decided to ${to};
    grant execute on function vantage.due_releases to ${to};
    grant select, insert, update, delete on all tables in schema pgboss to ${to};
    grant usage on all sequences in schema pgboss to ${to};
    grant execute on all functions in schema pgboss to ${to};`;
}
