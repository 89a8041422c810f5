import { sql, type Kysely } from 'kysely';
import type { OneServer } from '../mentoring/due.ts';
import type { Schema } from './schema.ts';

/** First of the two numbers that such a lock has; the second is made of its name. */
const kind = 7_611_002;

/** See `OneServer`. The lock is the transaction's, so that it goes with the connection, whatever the server behind it does. */
export const oneServer =
  (database: Kysely<Schema>): OneServer =>
  (what, work) =>
    database.transaction().execute(async (trx) => {
      await sql`set local idle_in_transaction_session_timeout = '60s'`.execute(trx);
      const { rows } = await sql<{ isOurs: boolean }>`
        select pg_try_advisory_xact_lock(${kind}, hashtext(${what})) as is_ours`.execute(trx);
      if (rows[0]?.isOurs !== true) return false;
      await work();
      return true;
    });
