import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { v7 as newId } from 'uuid';
import { systemClock } from '../../../bot/clock.ts';
import { enrichPeople } from '../../../bot/mentoring/people/enrich-people.ts';
import type { Directory } from '../../../bot/mentoring/people/directory.ts';
import type { ImportState } from '../../../bot/mentoring/people/import-run.ts';
import { readGroup } from '../../../bot/mentoring/people/import-group.ts';
import type { Ports, Stores } from '../../../bot/mentoring/ports.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { saveProgramme, startStorage, type TestStorage } from '../../support/database/storage.ts';
import { until } from '../../support/until.ts';
import { participant } from '../storage/samples.ts';

const groupId = randomUUID();
const sources = {
  'people.import-group': { kind: 'group', groupId, role: 'mentor' },
  'people.enrich': { kind: 'file', unknownColumns: [] },
} as const;
const steps = { 'people.import-group': readGroup, 'people.enrich': enrichPeople } as const;

let stored: TestStorage;
let tenant: string;
let importId: string;
/** What the directory was asked. */
let asked: string[];
const within = <T>(work: (stores: Stores) => Promise<T>) => stored.storage.inTenant(tenant, work);
beforeEach(async () => {
  stored = await startStorage();
  tenant = randomUUID();
  importId = newId();
  asked = [];
});
afterEach(() => stored.stop());

/** A directory that knows nobody and has an empty group. */
const directory: Partial<Directory> = {
  async groupPage() {
    asked.push('group');
    return { ok: true, value: { people: [], next: null } };
  },
  async find() {
    asked.push('people');
    return new Map();
  },
  async mailboxes() {
    return new Map();
  },
};

/** An import whose job an older server put aside after its last try. */
async function putAside(name: keyof typeof sources): Promise<void> {
  const { run, mentor } = await saveProgramme(within);
  await within(async (stores) => {
    await stores.people.save([{ ...mentor, mailbox: { state: 'unread' } }]);
    await stores.participants.save([participant({ programmeId: run.id, personId: mentor.id, role: 'mentor' })]);
    const seen = { people: 0, toRead: name === 'people.enrich' ? 1 : 0, read: 0, failure: null };
    await stores.imports.save({ id: importId, programmeId: run.id, source: sources[name], state: 'reading', ...seen });
    if (name === 'people.import-group') {
      await stores.groupReadings.save(importId, { steps: 0, nextPage: null, isListed: false });
    }
    await stores.enqueue(name, { importId }, { key: importId });
  });
  await stored.database.asAdmin(`update pgboss.job set retry_count = retry_limit where name = '${name}'`);
  const older = await openStorage({ ...stored.database, dataFolder: 'unused', log: pino({ level: 'silent' }) });
  await older.work(name, 1, () => Promise.reject(new Error('cannot be done')));
  await until(async () => (await jobs('dead-letters')).length === 1);
  await older.close();
}

const jobs = async (name: string) =>
  (await stored.database.asAdmin(`select state from pgboss.job where name = '${name}' and state < 'completed'`)).rows;

/** Has what was put aside done again, by a server as it is now, until nothing is left to do. */
async function redrive({ storage }: { storage: Storage }): Promise<void> {
  const ports = { clock: systemClock, inTenant: storage.inTenant, directory } as unknown as Ports;
  expect([...(await storage.redrive()).again.values()]).toEqual([1]);
  for (const name of ['people.import-group', 'people.enrich'] as const) {
    await storage.work(name, 1, async ({ tenantId, data, attempt }) => {
      await steps[name](ports, tenantId, data.importId, attempt);
    });
  }
  await until(async () => [...(await jobs('people.import-group')), ...(await jobs('people.enrich'))].length === 0);
}
const stateNow = async () => (await within((stores) => stores.imports.byId(importId)))?.state;

describe.each(['people.import-group', 'people.enrich'] as const)(
  'a job of %s that was put aside and is done again',
  (name) => {
    it('brings an import that still waits for it to its end', async () => {
      await putAside(name);
      expect(await stateNow()).toBe('reading');
      await redrive(stored);
      expect(await stateNow()).toBe('done');
      expect(asked).toEqual([name === 'people.enrich' ? 'people' : 'group']);
    });

    it.each<ImportState>(['failed', 'done'])('leaves alone an import that is %s by now', async (state) => {
      await putAside(name);
      await within(async (stores) => {
        const run = await stores.imports.byId(importId);
        if (run) await stores.imports.save({ ...run, state });
      });
      const before = await within((stores) => stores.people.all());
      await redrive(stored);
      expect(await stateNow()).toBe(state);
      expect(asked).toEqual([]);
      expect(await within((stores) => stores.people.all())).toEqual(before);
    });
  },
);
