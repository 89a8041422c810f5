import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { systemClock } from '../../../bot/clock.ts';
import { hashOf } from '../../../bot/hash.ts';
import { cancelRound } from '../../../bot/mentoring/matching/cancel-round.ts';
import type { MatchingEngine, MatchingOutcome } from '../../../bot/mentoring/matching/matching.ts';
import type { Round } from '../../../bot/mentoring/matching/round.ts';
import { runRound } from '../../../bot/mentoring/matching/run-round.ts';
import { startRound } from '../../../bot/mentoring/matching/start-round.ts';
import type { Person } from '../../../bot/mentoring/people/person.ts';
import { TemporaryError, type Ports, type Stores } from '../../../bot/mentoring/ports.ts';
import type { Programme } from '../../../bot/mentoring/programme/programme.ts';
import { saveProgramme, startStorage, type TestStorage } from '../../support/database/storage.ts';
import { until } from '../../support/until.ts';
import { pairing, participant, person } from '../storage/samples.ts';

let stored: TestStorage;
let tenant: string;
let run: Programme;
let mentee: Person;
let mentor: Person;
const within = <T>(work: (stores: Stores) => Promise<T>) => stored.storage.inTenant(tenant, work);

beforeAll(async () => {
  stored = await startStorage();
});
afterAll(() => stored.stop());
beforeEach(async () => {
  tenant = randomUUID();
  ({ run, mentee, mentor } = await saveProgramme(within));
  await within((stores) =>
    stores.participants.save([
      participant({ programmeId: run.id, personId: mentee.id, role: 'mentee' }),
      participant({ programmeId: run.id, personId: mentor.id, role: 'mentor' }),
    ]),
  );
});

const never = async () => {
  throw new Error('nobody asks for this here');
};
/** All that a round needs of the outside: the database, and an engine that does as the test says. */
const portsWith = (engine: MatchingEngine['run']): Ports => ({
  clock: systemClock,
  inTenant: stored.storage.inTenant,
  matching: { run: engine, whatIf: never, couldPair: never },
  hashOf,
  directory: {
    find: never,
    groupPage: never,
    findGroups: never,
    lookAtGroup: never,
    managers: never,
    mailboxes: never,
  },
  calendar: {
    busy: never,
    book: never,
    find: never,
    read: never,
    occurrences: never,
    occurrence: never,
    hasCopy: never,
    move: never,
    cancel: never,
    describe: never,
  },
  photos: { of: never },
  calendarFeed: { changes: never, watch: never, renewWatch: never, endWatch: never },
  messenger: { send: never, update: never },
  installer: { install: never },
  live: { listen: () => () => undefined, whisper: never },
  tabLink: null,
  linkTo: () => null,
});

const lead = { entraObjectId: randomUUID(), name: 'Lead' };
async function started(ports: Ports): Promise<string> {
  const round = await startRound(ports, tenant, lead, run.id, {});
  if (!round.ok) throw new Error(round.reason);
  return round.value.id;
}
const roundOf = async (id: string): Promise<Round | null> => within((stores) => stores.rounds.byId(id));
const proposals = async () => within((stores) => stores.pairings.ofProgramme(run.id));

const paired = async (): Promise<MatchingOutcome> => ({
  ok: true,
  result: {
    pairings: [
      {
        menteeId: mentee.id,
        mentorId: mentor.id,
        fit: 700,
        parts: { topics: 700, department: 0, location: 0, seniority: 0, hours: 0, experience: 0, preferences: 0 },
        reasons: [],
        isLocked: false,
      },
    ],
    unplaced: [],
    totals: { placed: 2, pairings: 1, totalFit: 700, lowestFit: 700, bestTotalFit: null },
    prices: { scale: 1, mentees: {}, mentors: {} },
  },
});

describe('a round that is begun', () => {
  it('is there at once, however many are enrolled: nobody is read before it runs', async () => {
    const ports = portsWith(never);
    const withoutPeople: Ports = {
      ...ports,
      inTenant: (tenantId, work) =>
        stored.storage.inTenant(tenantId, (stores) =>
          work({
            ...stores,
            people: { ...stores.people, all: never },
            participants: { ...stores.participants, ofProgramme: never },
          }),
        ),
    };
    expect(await roundOf(await started(withoutPeople))).toMatchObject({ state: 'running', phase: 'waiting' });
  });
});

describe('a round that is worked on', () => {
  it('says how far the engine is, and stops it when it is cancelled', async () => {
    let isStopped = false;
    const ports = portsWith(
      (_input, { onProgress, signal } = {}) =>
        new Promise((_resolve, reject) => {
          onProgress?.({ phase: 'solving', share: 0.25 });
          signal?.addEventListener('abort', () => {
            isStopped = true;
            reject(new Error('stopped'));
          });
        }),
    );
    const id = await started(ports);
    const running = runRound(ports, tenant, id, 1);
    await until(async () => (await roundOf(id))?.phase === 'solving');
    expect(await roundOf(id)).toMatchObject({ state: 'running', progress: 0.25 });
    expect(isStopped).toBe(false);
    await cancelRound(ports, tenant, lead, run.id, id);
    expect(await running).toBeNull();
    expect(isStopped).toBe(true);
    expect(await roundOf(id)).toMatchObject({ state: 'cancelled', problem: null });
    expect(await proposals()).toEqual([]);
  });

  it('and has ended already is left as it is, and the engine is not asked', async () => {
    const ports = portsWith(paired);
    const id = await started(ports);
    await runRound(ports, tenant, id, 1);
    const [before, proposed] = [await roundOf(id), await proposals()];
    expect(before).toMatchObject({ state: 'proven', totals: { totalFit: 700 }, progress: 1 });
    expect(await runRound(portsWith(never), tenant, id, 2)).toBeNull();
    expect(await roundOf(id)).toEqual(before);
    expect(await proposals()).toEqual(proposed);
  });

  it('by two at once ends once', async () => {
    const made: string[] = [];
    const ports = portsWith(paired);
    const counting: Ports = {
      ...ports,
      inTenant: (tenantId, work) =>
        stored.storage.inTenant(tenantId, (stores) =>
          work({
            ...stores,
            pairings: {
              ...stores.pairings,
              insert: async (pairings) => {
                made.push(...pairings.map((one) => one.id));
                await stores.pairings.insert(pairings);
              },
            },
          }),
        ),
    };
    const id = await started(ports);
    await Promise.all([1, 1, 2].map((attempt) => runRound(counting, tenant, id, attempt)));
    expect(made).toHaveLength(1);
    expect((await proposals()).map((one) => one.id)).toEqual(made);
  });
});

describe('a round that cannot be ended', () => {
  it('because the engine cannot prove its result fails, says why to the log, keeps its input and changes nothing', async () => {
    await within((stores) =>
      stores.pairings.insert([pairing({ programmeId: run.id, menteeId: mentee.id, mentorId: mentor.id })]),
    );
    const before = await proposals();
    const error = new Error('a price is wrong');
    const ports = portsWith(() => Promise.reject(error));
    const id = await started(ports);
    expect(await runRound(ports, tenant, id, 1)).toBe(error);
    expect(await roundOf(id)).toMatchObject({
      state: 'failed',
      problem: { reason: 'not-proven' },
      inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      totals: null,
    });
    expect(await within((stores) => stores.rounds.inputText(id))).toContain(mentee.id);
    expect(await proposals()).toEqual(before);
  });

  it('because this server stops goes on at the next try', async () => {
    const stopping = portsWith(() => Promise.reject(new TemporaryError('the server is stopping')));
    const id = await started(stopping);
    await expect(runRound(stopping, tenant, id, 1)).rejects.toBeInstanceOf(TemporaryError);
    expect(await roundOf(id)).toMatchObject({ state: 'running', problem: null });
    expect(await runRound(portsWith(paired), tenant, id, 2)).toBeNull();
    expect(await roundOf(id)).toMatchObject({ state: 'proven' });
  });

  it('because every server ends in the middle of it is given up', async () => {
    const ports = portsWith(never);
    const id = await started(ports);
    expect(await runRound(ports, tenant, id, 6)).toBeInstanceOf(Error);
    expect(await roundOf(id)).toMatchObject({ state: 'failed', problem: { reason: 'not-proven' } });
    // The programme is free for another one.
    expect(await started(ports)).not.toBe(id);
  });

  it('because people change all the time is given up after some runs, and changes nothing', async () => {
    let runs = 0;
    const ports = portsWith(async () => {
      runs += 1;
      const late = person();
      await within(async (stores) => {
        await stores.people.save([late]);
        await stores.participants.save([participant({ programmeId: run.id, personId: late.id, role: 'mentee' })]);
      });
      return paired();
    });
    const id = await started(ports);
    expect(await runRound(ports, tenant, id, 1)).toBeNull();
    expect(runs).toBe(3);
    expect(await roundOf(id)).toMatchObject({ state: 'failed', problem: { reason: 'changed-meanwhile' } });
    expect(await proposals()).toEqual([]);
  });

  it('because it is not there is over', async () => {
    expect(await runRound(portsWith(paired), tenant, newId(), 1)).toBeNull();
  });
});
