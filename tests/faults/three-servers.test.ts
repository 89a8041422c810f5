import { spawn } from 'node:child_process';
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { scratchFolder } from '../support/scratch.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await scratchFolder('three-servers');
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The product as its next release would be: the same, with one migration more. */
async function newerVersion(): Promise<string> {
  await cp(join(root, 'bot'), join(folder, 'bot'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const migrations = join(folder, 'bot/storage/migrations');
  await writeFile(
    join(migrations, '9999-newer.ts'),
    `import { sql, type Kysely } from 'kysely';
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql\`alter table vantage.meeting add column newer text\`.execute(database);
}
`,
  );
  const list = join(migrations, 'migrations.ts');
  const text = await readFile(list, 'utf8');
  const newer = `import * as newer from './9999-newer.ts';\n${text.replace(/\n};\n/, "\n  '9999-newer': newer,\n};\n")}`;
  expect(newer).toContain("'9999-newer': newer");
  await writeFile(list, newer);
  return folder;
}

it('plays a whole programme on three servers, one killed, one stopped and one upgraded, with nothing lost or twice', async () => {
  const { databaseUrl, migrationUrl } = database;
  const words = ['--database', databaseUrl, '--migration', migrationUrl, '--newer', await newerVersion()];
  const child = spawn(process.execPath, ['infra/story/main.ts', ...words], { cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  // Where it failed, what it said says why.
  expect(status === 0 ? null : said).toBeNull();
  const one = async (sql: string) => (await database.asAdmin(sql)).rows[0];
  expect(await one(`select count(*)::int as jobs from pgboss.job where name = 'dead-letters'`)).toEqual({ jobs: 0 });
  expect(
    await one(`select count(*)::int as columns from information_schema.columns
      where table_schema = 'vantage' and table_name = 'meeting' and column_name = 'newer'`),
  ).toEqual({ columns: 1 });
  // Each side of each meeting that was held is asked once, and answered once.
  const asked = await one(`select count(*)::int as asked, count(distinct (meeting_id, person_id))::int as sides,
    count(answers)::int as answered, 2 * (select count(*)::int from meeting where state = 'held') as due from check_in`);
  const due = asked?.['due'];
  expect(due).toBeGreaterThan(0);
  expect(asked).toEqual({ asked: due, sides: due, answered: due, due });
}, 240_000);
