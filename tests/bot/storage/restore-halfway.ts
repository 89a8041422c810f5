import pg from 'pg';
import { copyIn } from '../../../bot/storage/backup/copy-in.ts';
import { readBackup } from '../../../bot/storage/backup/file.ts';
import { migrate } from '../../../bot/storage/migrate.ts';

// A restore of the file named first that comes to the middle and no further. Says `halfway` on stdout.
const [, , path = ''] = process.argv;
const url = process.env['DATABASE_MIGRATION_URL'] ?? '';
await migrate(url, 'vantage_app');
const client = new pg.Client(url);
await client.connect();

const lines: string[] = [];
for await (const line of await readBackup(path)) lines.push(line);
await copyIn(
  client,
  (async function* () {
    yield* lines.slice(0, -1);
    // Whoever asks for more has written all before: the last line is no row.
    const { rows } = await client.query<{ people: string }>('select count(*) as people from vantage.person');
    process.stdout.write(`halfway with ${rows[0]?.people}\n`);
    setInterval(() => undefined, 60_000);
    await new Promise(() => undefined);
  })(),
);
