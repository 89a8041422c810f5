import { pino } from 'pino';
import type { Person } from '../../../bot/mentoring/people/person.ts';
import type { Stores } from '../../../bot/mentoring/ports.ts';
import type { Programme } from '../../../bot/mentoring/programme/programme.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { person, programme } from '../../bot/storage/samples.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

/** The product's storage, on a database of a test's own. */
export interface TestStorage {
  readonly database: TestDatabase;
  readonly storage: Storage;
  stop(): Promise<void>;
}

export async function startStorage(): Promise<TestStorage> {
  const database = await freshDatabase();
  const storage = await openStorage({ ...database, dataFolder: 'unused', log: pino({ level: 'silent' }) });
  return {
    database,
    storage,
    async stop() {
      await storage.close();
      await database.drop();
    },
  };
}

/** A programme with a mentee and a mentor, saved; nobody is enrolled in it yet. */
export async function saveProgramme(
  within: (work: (stores: Stores) => Promise<void>) => Promise<void>,
): Promise<{ run: Programme; mentee: Person; mentor: Person }> {
  const [run, mentee, mentor] = [programme(), person(), person()];
  await within(async (stores) => {
    await stores.programmes.insert(run);
    await stores.people.save([mentee, mentor]);
  });
  return { run, mentee, mentor };
}
