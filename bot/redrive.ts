import { readConfig } from './config.ts';
import { createCredentials } from './credentials.ts';
import { createLog } from './log.ts';
import { openStorage } from './storage/storage.ts';

/** Said to whoever typed the command. */
const say = (text: string) => process.stderr.write(`${text}\n`);

/** Has every job done again that was put aside after its last try. */
const config = readConfig(process.env);
const storage = await openStorage({
  databaseUrl: config.secrets.DATABASE_URL,
  migrationUrl: config.secrets.DATABASE_MIGRATION_URL,
  passwords: createCredentials(config).databasePasswords,
  dataFolder: config.settings.DATA_FOLDER,
  log: createLog('warn'),
});
try {
  const { again, stay } = await storage.redrive();
  for (const [name, count] of again) say(`${count} of ${name} are done again.`);
  if (stay > 0) say(`${stay} stay aside: this version does no work of their kind.`);
  if (again.size === 0 && stay === 0) say('No job was put aside.');
} finally {
  await storage.close();
}
