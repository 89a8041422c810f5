import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { TemporaryError } from '../../../bot/mentoring/ports.ts';
import { openStorage, type Storage } from '../../../bot/storage/storage.ts';
import { freshDatabase, type TestDatabase } from '../../support/database/database.ts';
import { until } from '../../support/until.ts';
import { person } from './samples.ts';

const log = pino({ level: 'silent' });
const tenant = randomUUID();
let database: TestDatabase;
let opened: Storage[];

beforeEach(async () => {
  database = await freshDatabase();
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((storage) => storage.close()));
  await database.drop();
});

async function open(): Promise<Storage> {
  const storage = await openStorage({ ...database, dataFolder: 'unused', log });
  opened.push(storage);
  return storage;
}

/** The queue's jobs as they stand, oldest first. */
async function jobs(name = 'meeting.ended') {
  const { rows } = await database.asAdmin(
    `select state, retry_count, data, output, source_name, source_output, start_after > now() + interval '50 seconds' as far
     from pgboss.job where name = $1 order by created_on`,
    [name],
  );
  return rows;
}

/** A promise with its key outside. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('a job', () => {
  it('runs with its tenant and data once what enqueued it is committed', async () => {
    const storage = await open();
    const seen: unknown[] = [];
    await storage.work('meeting.ended', 2, async (job) => void seen.push(job));
    await storage.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'm1' }));
    await until(() => seen.length > 0);
    expect(seen).toEqual([{ tenantId: tenant, data: { meetingId: 'm1' }, attempt: 1 }]);
    await until(async () => (await jobs())[0]?.['state'] === 'completed');
  });

  it('is never there when the transaction that enqueued it is rolled back', async () => {
    const storage = await open();
    const somebody = person();
    const failing = storage.inTenant(tenant, async (stores) => {
      await stores.people.save([somebody]);
      await stores.enqueue('meeting.ended', { meetingId: 'm1' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await jobs()).toEqual([]);
    expect(await storage.inTenant(tenant, (stores) => stores.people.byId(somebody.id))).toBeNull();
  });

  it('waits once under its key, however often and from wherever it is enqueued', async () => {
    const [one, two] = [await open(), await open()];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? one : two).inTenant(tenant, (stores) =>
          stores.enqueue('meeting.ended', { meetingId: 'm1' }, { key: 'm1' }),
        ),
      ),
    );
    expect(await jobs()).toHaveLength(1);
  });

  it('keeps its key apart from the same key of another tenant', async () => {
    const storage = await open();
    for (const tenantId of [tenant, randomUUID()]) {
      await storage.inTenant(tenantId, (stores) => stores.enqueue('meeting.ended', { meetingId: 'm1' }, { key: 'm1' }));
    }
    expect(await jobs()).toHaveLength(2);
  });

  it('does not begin before a change that counts on it being still to come is committed', async () => {
    const storage = await open();
    const somebody = person();
    await storage.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'm1' }, { key: 'm1' }));
    const [isWorking, mayCommit] = [gate(), gate()];
    const changing = storage.inTenant(tenant, async (stores) => {
      await stores.people.save([somebody]);
      await stores.enqueue('meeting.ended', { meetingId: 'm1' }, { key: 'm1' });
      isWorking.open();
      await mayCommit.opened;
    });
    await isWorking.opened;
    const seen: boolean[] = [];
    await storage.work('meeting.ended', 1, async (job) => {
      const found = await storage.inTenant(job.tenantId, (stores) => stores.people.byId(somebody.id));
      seen.push(found !== null);
    });
    // Another job shows that the worker has looked at the queue while the change is still open.
    await storage.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'm2' }, { key: 'm2' }));
    await until(() => seen.length === 1);
    mayCommit.open();
    await changing;
    await until(() => seen.length === 2);
    expect(seen).toEqual([false, true]);
  });

  it('waits until its time', async () => {
    const storage = await open();
    await storage.inTenant(tenant, (stores) =>
      stores.enqueue('meeting.ended', { meetingId: 'm1' }, { key: 'm1', afterSeconds: 60 }),
    );
    expect(await jobs()).toMatchObject([{ state: 'created', far: true }]);
  });

  it('is begun when its time has come, though another is still at work', async () => {
    const storage = await open();
    const seen: string[] = [];
    const long = gate();
    await storage.work('meeting.ended', 2, async ({ data }) => {
      seen.push(data.meetingId);
      if (data.meetingId === 'long') await long.opened;
    });
    await storage.inTenant(tenant, async (stores) => {
      await stores.enqueue('meeting.ended', { meetingId: 'long' });
      await stores.enqueue('meeting.ended', { meetingId: 'later' }, { afterSeconds: 3 });
    });
    // Sooner than all of them look by themselves.
    await until(() => seen.includes('later'), 20_000);
    expect(seen).toEqual(['long', 'later']);
    long.open();
  });

  it('has one effect when two servers work on the queue', async () => {
    const [one, two] = [await open(), await open()];
    const runs: string[] = [];
    for (const storage of [one, two]) {
      await storage.work('meeting.ended', 4, async ({ data }) => void runs.push(data.meetingId));
    }
    const ids = Array.from({ length: 40 }, (_, index) => `m${index}`);
    await one.inTenant(tenant, async (stores) => {
      for (const meetingId of ids) await stores.enqueue('meeting.ended', { meetingId });
    });
    await until(async () => (await jobs()).every((job) => job['state'] === 'completed'));
    expect(runs.toSorted()).toEqual(ids.toSorted());
  });

  it('of a small tenant is done while a large one fills the queue', async () => {
    const storage = await open();
    const small = randomUUID();
    const finish = gate();
    let isDone = false;
    await storage.work('meeting.ended', 4, async ({ tenantId }) => {
      if (tenantId === small) isDone = true;
      else await finish.opened;
    });
    await storage.inTenant(tenant, async (stores) => {
      for (let index = 0; index < 50; index += 1) await stores.enqueue('meeting.ended', { meetingId: `m${index}` });
    });
    await storage.inTenant(small, (stores) => stores.enqueue('meeting.ended', { meetingId: 'only' }));
    await until(() => isDone);
    finish.open();
  });
});

describe('a job that fails', () => {
  it('is tried again and counts its tries', async () => {
    const storage = await open();
    const attempts: number[] = [];
    await storage.work('meeting.ended', 1, async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt < 2) throw new Error('not this time');
    });
    await storage.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'm1' }));
    await until(() => attempts.length === 2);
    expect(attempts).toEqual([1, 2]);
  });

  it('is put aside with its reason after the last try, and the queue goes on', async () => {
    const storage = await open();
    await storage.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'poison' }));
    // As after all tries but the last.
    await database.asAdmin(`update pgboss.job set retry_count = retry_limit where name = 'meeting.ended'`);
    const done: string[] = [];
    let mended = false;
    await storage.work('meeting.ended', 1, async ({ data }) => {
      if (data.meetingId === 'poison' && !mended) throw new Error('cannot be done');
      done.push(data.meetingId);
    });
    await storage.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'good' }));
    await until(async () => done.length > 0 && (await jobs('dead-letters')).length > 0);
    expect(await jobs('dead-letters')).toMatchObject([
      {
        data: { tenantId: tenant, data: { meetingId: 'poison' } },
        source_name: 'meeting.ended',
        source_output: { message: 'cannot be done' },
      },
    ]);
    // Once it can be done, it is done again when somebody says so, and once.
    mended = true;
    expect(await storage.redrive()).toEqual({ again: new Map([['meeting.ended', 1]]), stay: 0 });
    await until(() => done.includes('poison'));
    expect(await storage.redrive()).toEqual({ again: new Map(), stay: 0 });
  });

  it('because another service asked to wait comes back not before that, and keeps its tries', async () => {
    const storage = await open();
    const attempts: number[] = [];
    await storage.work('meeting.ended', 1, async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new TemporaryError('too many requests', 60);
    });
    await storage.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'm1' }, { key: 'm1' }));
    await until(async () => (await jobs()).length === 2);
    expect(await jobs()).toMatchObject([
      { state: 'completed' },
      { state: 'created', retry_count: 0, far: true, data: { attempt: 1 } },
    ]);
    // Enqueued again by somebody in a hurry, it still waits as asked.
    await storage.inTenant(tenant, (stores) => stores.enqueue('meeting.ended', { meetingId: 'm1' }, { key: 'm1' }));
    expect(await jobs()).toMatchObject([{ state: 'completed' }, { state: 'created', far: true }]);
    await database.asAdmin(`update pgboss.job set start_after = now() where state = 'created'`);
    await until(() => attempts.length === 2);
    expect(attempts).toEqual([1, 2]);
  });
});
