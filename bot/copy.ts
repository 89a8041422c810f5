import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readPlace } from './config.ts';
import { createLog } from './log.ts';
import { backup, move, restore } from './storage/backup/commands.ts';
import { CopyRefused } from './storage/backup/refusal.ts';
import { sayDatabaseError } from './storage/backup/say-database-error.ts';

const usage = `Usage:
  npm run backup -- --to FILE     writes everything that is kept into a new file
  npm run restore -- --from FILE  fills an empty database from such a file
  npm run move                    copies the embedded database of DATA_FOLDER into the empty one of DATABASE_URL and DATABASE_MIGRATION_URL`;

/** Said to whoever typed the command: names of files and tables and counts, nothing of what is kept. */
const say = (text: string) => process.stderr.write(`${text}\n`);

const log = createLog('silent');
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  say(inWords(error));
  process.exitCode = 1;
}

async function run(words: string[]): Promise<number> {
  const read = readWords(words);
  if (read === null) {
    say(usage);
    return 2;
  }
  const place = readPlace(process.env);
  switch (read.command) {
    case 'backup':
      await backup(place, resolve(read.path), log);
      say(
        `Everything that is kept is in ${read.path} now. It holds what people have said: keep it as safe as the database.`,
      );
      return 0;
    case 'restore':
      say(`Restored ${await restore(place, resolve(read.path), log)} rows. Vantage can be started.`);
      return 0;
    case 'move':
      if (!place.server)
        throw new CopyRefused('Set DATABASE_URL and DATABASE_MIGRATION_URL to the database to move to.');
      say(`Copied ${await move(place.dataFolder, place.server, log)} rows. Start Vantage with the same settings.`);
      return 0;
  }
}

type Words = { readonly command: 'backup' | 'restore'; readonly path: string } | { readonly command: 'move' };

/** Null where it says nothing that we understand. */
function readWords(words: string[]): Words | null {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { to: { type: 'string' }, from: { type: 'string' } },
      allowPositionals: true,
    });
    const [command, ...more] = positionals;
    const { to, from } = values;
    if (more.length > 0) return null;
    if (command === 'backup' && to && from === undefined) return { command, path: to };
    if (command === 'restore' && from && to === undefined) return { command, path: from };
    return command === 'move' && to === undefined && from === undefined ? { command } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** What the database says of a row that it refuses may hold the row: only where it was is told. */
function inWords(error: unknown): string {
  if (error instanceof CopyRefused || error instanceof ConfigError) return error.message;
  const said = sayDatabaseError(error);
  if (said !== null) return said;
  if (!(error instanceof Error)) return 'It failed.';
  return 'code' in error ? `It failed (${String(error.code)}): ${error.message}` : `It failed: ${error.message}`;
}
