import type pg from 'pg';
import { CopyRefused } from './refusal.ts';
import { migrations } from '../migrations/migrations.ts';

/** What rows were written for: the migrations that were run, and the version of the job queue's own tables. */
export interface Version {
  readonly migrations: readonly string[];
  readonly queue: number;
}

/** Whether anything of Vantage was ever kept in a database. */
export async function isVantages(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ is_there: boolean }>(
    `select to_regclass('vantage.kysely_migration') is not null and to_regclass('pgboss.version') is not null as is_there`,
  );
  return rows[0]?.is_there === true;
}

/** The version of a database. @throws CopyRefused where nothing of Vantage was ever kept in it. */
export async function versionOf(client: pg.ClientBase): Promise<Version> {
  if (!(await isVantages(client))) throw new CopyRefused('Nothing of Vantage is kept in this database.');
  const ran = await client.query<{ name: string }>('select name from vantage.kysely_migration order by name');
  const queue = await client.query<{ version: number }>('select version from pgboss.version');
  return { migrations: ran.rows.map(({ name }) => name), queue: queue.rows[0]?.version ?? 0 };
}

/** @throws CopyRefused, naming both, where the database is not at the version of this Vantage. */
export function refuseOtherThanOurs(version: Version): void {
  const ours = Object.keys(migrations);
  if (JSON.stringify(version.migrations) === JSON.stringify(ours)) return;
  throw new CopyRefused(
    `The database is at ${nameOf(version)}, and this Vantage at ${ours.at(-1)}: use the Vantage that ran on it last.`,
  );
}

/** @throws CopyRefused, naming both, where rows of one version would come into a database of another. */
export function refuseDifferent(from: Version, into: Version): void {
  if (JSON.stringify(from) === JSON.stringify(into)) return;
  throw new CopyRefused(
    `What is to be copied is at ${nameOf(from)}, and the database that it is to go into at ${nameOf(into)}: use the Vantage that it comes from, then start the newer one on it.`,
  );
}

const nameOf = ({ migrations: ran, queue }: Version): string => `${ran.at(-1)} (job queue ${queue})`;
