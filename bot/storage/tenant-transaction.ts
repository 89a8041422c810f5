import {
  CompiledQuery,
  DefaultQueryExecutor,
  PostgresDriver,
  Transaction,
  type DatabaseConnection,
  type Driver,
  type KyselyPlugin,
  type PostgresDialect,
} from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';

/** Runs `work` in one transaction of one tenant: its rows are the only ones that exist there. */
export type InTenantTransaction = <T>(tenantId: string, work: (trx: Transaction<Schema>) => Promise<T>) => Promise<T>;

/**
 * Transactions in which what is asked at once travels at once. Kysely's own send one question after the other, so that a
 * page made of ten looks waits ten times for the way to the database and back.
 */
export function tenantTransactions(
  pool: pg.Pool,
  dialect: PostgresDialect,
  plugins: KyselyPlugin[],
): InTenantTransaction {
  const driver: Driver = new PostgresDriver({ pool });
  const ready = driver.init();
  const [compiler, adapter] = [dialect.createQueryCompiler(), dialect.createAdapter()];
  return async (tenantId, work) => {
    await ready;
    const connection = await driver.acquireConnection();
    let isOver = false;
    const provider = {
      provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
        if (isOver) throw new Error('this transaction is over');
        return consumer(connection);
      },
    };
    const executor = new DefaultQueryExecutor(compiler, adapter, provider, plugins);
    const trx = new Transaction<Schema>({ config: { dialect, plugins }, driver, dialect, executor });
    try {
      // Not waited for before the first question goes: should it fail, then so does that.
      const begun = connection.executeQuery(CompiledQuery.raw(beginFor(tenantId)));
      const [begin, end] = await Promise.allSettled([begun, work(trx)]);
      isOver = true;
      if (begin.status === 'rejected') throw begin.reason;
      if (end.status === 'rejected') throw end.reason;
      await driver.commitTransaction(connection);
      return end.value;
    } catch (error) {
      isOver = true;
      // Where the connection is gone the transaction is too.
      await driver.rollbackTransaction(connection).catch(() => undefined);
      throw error;
    } finally {
      await driver.releaseConnection(connection);
    }
  };
}

/** One message begins it and says whose it is. */
const beginFor = (tenantId: string): string =>
  `begin; select set_config('vantage.tenant_id', ${pg.escapeLiteral(tenantId)}, true)`;
