import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { Deed } from '../../../bot/mentoring/bulk/bulk.ts';
import { readBulk } from '../../../bot/mentoring/bulk/read-bulk.ts';
import { runBulk } from '../../../bot/mentoring/bulk/run-bulk.ts';
import { startBulk } from '../../../bot/mentoring/bulk/start-bulk.ts';
import { newSeries } from '../../../bot/mentoring/meeting/new-series.ts';
import type { Pairing } from '../../../bot/mentoring/pairing/pairing.ts';
import { NotKeptError, TemporaryError, type Ports, type Stores } from '../../../bot/mentoring/ports.ts';
import type { Programme } from '../../../bot/mentoring/programme/programme.ts';
import { startStorage, type TestStorage } from '../../support/database/storage.ts';
import { pairing, person, programme } from '../storage/samples.ts';

const now = Temporal.Instant.from('2027-02-01T09:00:00Z');
const lead = { entraObjectId: randomUUID(), name: 'Lead' };
let stored: TestStorage;
let tenant: string;
let run: Programme;
let pairings: readonly Pairing[];
const within = <T>(work: (stores: Stores) => Promise<T>) => stored.storage.inTenant(tenant, work);
const ports = () => ({ clock: { now: () => now }, inTenant: stored.storage.inTenant }) as Ports;

beforeAll(async () => {
  stored = await startStorage();
});
afterAll(() => stored.stop());
/** Four pairings that go on, and one that is offered. */
beforeEach(async () => {
  tenant = randomUUID();
  run = programme();
  const answers = { acceptedAt: now, signedAt: now };
  const unanswered = { acceptedAt: null, signedAt: null };
  pairings = await within(async (stores) => {
    await stores.programmes.insert(run);
    const made: Pairing[] = [];
    for (const state of ['active', 'active', 'active', 'active', 'offered'] as const) {
      const [mentee, mentor] = [person(), person()];
      await stores.people.save([mentee, mentor]);
      const given = state === 'active' ? answers : unanswered;
      const more = { menteeId: mentee.id, mentorId: mentor.id, state, mentee: given, mentor: given };
      const one = pairing({ programmeId: run.id, ...more });
      await stores.pairings.insert([one]);
      if (state === 'active') await stores.series.insert({ ...newSeries(newId(), one.id, run), state: 'failed' });
      made.push(one);
    }
    return made;
  });
});

async function begun(deed: Deed): Promise<string> {
  const selection = { kind: 'all', filter: {}, except: [] } as const;
  const started = await startBulk(ports(), tenant, lead, run.id, deed, selection);
  if (!started.ok) throw new Error(started.reason);
  return started.value.id;
}

async function resultsOf(id: string) {
  const found = await readBulk(ports(), tenant, run.id, id, { skippedOnly: false, after: -1, limit: 100 });
  if (!found.ok) throw new Error(found.reason);
  const { bulk, items } = found.value;
  return { isOver: bulk.endedAt !== null, results: items.map(({ result }) => result).toSorted() };
}

/** What people are told, by the pairing that it is about. */
const told = () =>
  within(async (stores) => {
    const notices = await stores.notices.about(pairings.map(({ id }) => id));
    return notices.map(({ subject, personId }) => `${subject.kind} ${personId}`).toSorted();
  });

/** Ports of a server that is killed at its so manyeth transaction, before it commits. */
function killedAt(count: number): Ports {
  let left = count;
  return {
    ...ports(),
    inTenant: (tenantId, work) =>
      stored.storage.inTenant(tenantId, async (stores) => {
        const value = await work(stores);
        left -= 1;
        if (left <= 0) throw new Error('killed');
        return value;
      }),
  };
}

describe('what is done with many pairings', () => {
  const pause: Deed = { kind: 'pause', until: Temporal.PlainDate.from('2027-03-01') };

  it('is done once with each, wherever a server is killed at it and another goes on', async () => {
    const id = await begun(pause);
    for (const count of [1, 2, 3]) await expect(runBulk(killedAt(count), tenant, id, 1)).rejects.toThrow('killed');
    await runBulk(ports(), tenant, id, 2);
    await runBulk(ports(), tenant, id, 3);
    expect(await resultsOf(id)).toEqual({ isOver: true, results: ['done', 'done', 'done', 'done', 'not-now'] });
    const paused = pairings.filter(({ state }) => state === 'active');
    expect(await told()).toEqual(
      paused.flatMap(({ menteeId, mentorId }) => [`meeting-news ${menteeId}`, `meeting-news ${mentorId}`]).toSorted(),
    );
  });

  it('is done once with each by two servers at once', async () => {
    const id = await begun({ kind: 'nudge' });
    await Promise.all([runBulk(ports(), tenant, id, 1), runBulk(ports(), tenant, id, 1)]);
    const asked = pairings.find(({ state }) => state === 'offered');
    expect(await told()).toEqual([`reminder ${asked?.menteeId ?? ''}`]);
    const nothing = Array.from({ length: 4 }, () => 'nothing-to-ask');
    expect(await resultsOf(id)).toEqual({ isOver: true, results: ['done', ...nothing] });
    const again = await begun({ kind: 'nudge' });
    await runBulk(ports(), tenant, again, 1);
    expect((await resultsOf(again)).results).toEqual([...nothing, 'nudged-lately']);
  });

  /** Where one pairing cannot be looked at. */
  const failingAtFirst = (error: Error): Ports => ({
    ...ports(),
    inTenant: (tenantId, work) =>
      stored.storage.inTenant(tenantId, (stores) =>
        work({
          ...stores,
          pairings: {
            ...stores.pairings,
            byId: (one, options) =>
              one === pairings[0]?.id ? Promise.reject(error) : stores.pairings.byId(one, options),
          },
        }),
      ),
  });

  it('goes on after one at which it fails time and again', async () => {
    const id = await begun({ kind: 'book' });
    const faulty = failingAtFirst(new Error('broken'));
    await expect(runBulk(faulty, tenant, id, 1)).rejects.toThrow('broken');
    await runBulk(faulty, tenant, id, 3);
    expect(await resultsOf(id)).toEqual({ isOver: true, results: ['done', 'done', 'done', 'failed', 'not-failed'] });
  });

  it('has none counted as failed because the database had no room', async () => {
    const id = await begun({ kind: 'book' });
    await expect(runBulk(failingAtFirst(new NotKeptError('full')), tenant, id, 3)).rejects.toThrow('full');
    expect((await resultsOf(id)).results).not.toContain('failed');
    // Such a try is not counted.
    await runBulk(ports(), tenant, id, 3);
    expect(await resultsOf(id)).toEqual({ isOver: true, results: ['done', 'done', 'done', 'done', 'not-failed'] });
  });

  it('goes on after one at which server after server ends without a word', async () => {
    const id = await begun({ kind: 'book' });
    // Three have ended so, each before it could keep anything.
    for (const attempt of [1, 2, 3]) await expect(runBulk(killedAt(1), tenant, id, attempt)).rejects.toThrow('killed');
    await runBulk(ports(), tenant, id, 4);
    expect(await resultsOf(id)).toEqual({ isOver: true, results: ['done', 'done', 'done', 'failed', 'not-failed'] });
  });

  it('ends whatever happens: where everything fails, and all tries but the last are over', async () => {
    const id = await begun({ kind: 'book' });
    const away: Ports = {
      ...ports(),
      inTenant: (tenantId, work) =>
        stored.storage.inTenant(tenantId, (stores) =>
          work({
            ...stores,
            pairings: { ...stores.pairings, byId: () => Promise.reject(new TemporaryError('not now')) },
          }),
        ),
    };
    await expect(runBulk(away, tenant, id, 8)).rejects.toThrow('not now');
    await runBulk(away, tenant, id, 9);
    expect(await resultsOf(id)).toEqual({ isOver: true, results: Array.from({ length: 5 }, () => 'failed') });
    expect(
      await startBulk(ports(), tenant, lead, run.id, pause, { kind: 'these', ids: [pairings[0]?.id ?? ''] }),
    ).toMatchObject({ ok: true });
  });

  it('runs one at a time in a programme, is kept as an act, and is refused where nothing can come of it', async () => {
    const id = await begun({ kind: 'end' });
    const start = (deed: Deed, ids: readonly string[]) =>
      startBulk(ports(), tenant, lead, run.id, deed, { kind: 'these', ids });
    const all = pairings.map((one) => one.id);
    expect(await start(pause, all)).toEqual({ ok: false, reason: 'bulk-running' });
    await runBulk(ports(), tenant, id, 1);
    const over = { kind: 'pause', until: Temporal.PlainDate.from('2027-02-01') } as const;
    expect(await start(over, all)).toEqual({ ok: false, reason: 'day-passed' });
    expect(await start(pause, [randomUUID()])).toEqual({ ok: false, reason: 'none-chosen' });
    expect(await start(pause, all)).toMatchObject({ ok: true });
    const acts = await within((stores) => stores.leadActs.ofProgramme(run.id, { before: null }));
    expect(acts.map(({ kind, about }) => [kind, about])).toEqual([
      ['many-paused', { count: 5, until: '2027-03-01' }],
      ['many-ended', { count: 5 }],
    ]);
  });
});
