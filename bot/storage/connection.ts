import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { connectionTo, type DatabaseAddress } from './address.ts';
import type { Schema } from './schema.ts';
import { tenantTransactions, type InTenantTransaction } from './tenant-transaction.ts';

const { getTypeParser } = pg.types;
/** Numbers that Postgres gives its types. */
const dateType = pg.types.builtins.DATE;
const instantType = pg.types.builtins.TIMESTAMPTZ;

/** Postgres prints `2026-11-24 10:00:00.123+00`; ISO wants a T and the zone's minutes. */
function instant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: Parameters<typeof getTypeParser>[0], format?: 'text' | 'binary') => {
    if (id === instantType) return instant;
    if (id === dateType) return (text: string) => Temporal.PlainDate.from(text);
    return getTypeParser(id, format) as (text: string) => unknown;
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** The database, under the runtime role. */
export interface Connection {
  readonly database: Kysely<Schema>;
  readonly inTenant: InTenantTransaction;
}

/** Opens a pool under the runtime role. The caller destroys the database. */
export function connect(address: DatabaseAddress, onError: (error: Error) => void): Connection {
  const pool = new pg.Pool({
    ...connectionTo(address),
    max: 16,
    // What is asked at once travels at once; the rest waits for its turn as ever.
    pipeline: true,
    types,
    options: '-c search_path=vantage',
    connectionTimeoutMillis: 10_000,
  });
  // A connection that dies while idle is replaced at the next query; one that dies in use fails that query.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  const dialect = new PostgresDialect({ pool });
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  return { database: new Kysely<Schema>({ dialect, plugins }), inTenant: tenantTransactions(pool, dialect, plugins) };
}
