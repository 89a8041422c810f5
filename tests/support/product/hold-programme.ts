import pg from 'pg';
import type { Product } from './product.ts';

/** A programme that nothing is changed in until it is let go: whoever wants to waits. */
export interface Hold {
  /** How many wait for it; they get it in the order in which they came. */
  waiting(): Promise<number>;
  release(): Promise<void>;
}

/** Holds a programme as a transaction of the product would: a round gets to its end and no further. */
export async function holdProgramme(
  { database, tenantId }: Pick<Product, 'database' | 'tenantId'>,
  programmeId: string,
): Promise<Hold> {
  const client = new pg.Client(database.migrationUrl);
  await client.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tenantId} ${programmeId}`]);
  return {
    async waiting() {
      const { rowCount } = await client.query(
        `select from pg_locks where locktype = 'advisory' and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return rowCount ?? 0;
    },
    async release() {
      await client.query('rollback');
      await client.end();
    },
  };
}
