import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What all servers know of their traffic to Graph, as it stands. */
interface Standing {
  readonly version: string;
  /** What was last written; null when nothing was. */
  readonly state: unknown;
  /** The database's clock, in milliseconds since 1970. */
  readonly now: number;
}

/** The one row that servers share, changed only by who has seen what stands in it. */
export interface GraphTraffic {
  read(): Promise<Standing>;
  /**
   * Writes a state if nobody has since `version`; answers what stands then. What is not `lasting` may be lost by a crash of
   * the database, which is cheaper: nobody waits for the disk.
   */
  swap(version: string, state: unknown, lasting: boolean): Promise<Standing & { readonly ok: boolean }>;
}

const now = sql`(extract(epoch from clock_timestamp()) * 1000)::float8`;

export function graphTraffic(database: Kysely<Schema>): GraphTraffic {
  return {
    async read() {
      const { rows } = await sql<Standing>`select version, state, ${now} as now from graph_traffic`.execute(database);
      return present(rows[0]);
    },
    async swap(version, state, lasting) {
      // The setting holds for this statement alone, which is a transaction of its own.
      const { rows } = await sql<Standing & { ok: boolean }>`
        with commit as materialized (
          select set_config('synchronous_commit', ${lasting ? 'on' : 'off'}, true) as set
        ), written as (
          update graph_traffic set version = version + 1, state = ${JSON.stringify(state)}::jsonb from commit
          where version = ${version}::bigint and commit.set is not null
          returning graph_traffic.version
        )
        select true as ok, version, null as state, ${now} as now from written
        union all
        select false, version, state, ${now} from graph_traffic where not exists (select from written)`.execute(
        database,
      );
      return present(rows[0]);
    },
  };
}

function present<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('the row of the traffic to Graph is missing');
  return row;
}
