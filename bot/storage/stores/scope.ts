import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** One transaction of one tenant. */
export interface Scope {
  readonly tenantId: string;
  readonly trx: Transaction<Schema>;
}

/** Rows to one statement: Postgres takes 65,535 parameters. */
const most = 1_000;

/** Cuts rows into statements. */
export function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += most) yield rows.slice(start, start + most);
}

/** One of many values, as one parameter however many they are. Postgres takes the array's type from what it is compared with. */
export const anyOf = (values: readonly string[]): RawBuilder<string> => sql`any(${values})`;
