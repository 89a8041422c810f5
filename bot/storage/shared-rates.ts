import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What servers have agreed on about rates that they share: how much each of them uses of what may be sent in a second. */
export interface SharedRates {
  /**
   * Writes what `decide` answers in place of what stood there, null when nothing did; `now` is what the database's clock
   * says, in milliseconds since 1970. Who changes the same rate at the same time waits.
   */
  change(rate: string, decide: (claims: unknown, now: number) => Readonly<Record<string, unknown>>): Promise<void>;
}

const now = sql`(extract(epoch from clock_timestamp()) * 1000)::float8`;

export function sharedRates(database: Kysely<Schema>): SharedRates {
  return {
    async change(rate, decide) {
      await database.transaction().execute(async (trx) => {
        // Holds the row, whether it was there or not.
        const { rows } = await sql<{ claims: unknown; now: number }>`
          insert into shared_rate (name) values (${rate})
          on conflict (name) do update set name = excluded.name
          returning claims, ${now} as now`.execute(trx);
        const [row] = rows;
        if (row === undefined) throw new Error('the row of a shared rate is missing');
        const claims = JSON.stringify(decide(row.claims, row.now));
        await sql`update shared_rate set claims = ${claims}::jsonb where name = ${rate}`.execute(trx);
      });
    },
  };
}
