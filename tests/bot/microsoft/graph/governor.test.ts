import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { TemporaryError } from '../../../../bot/mentoring/ports.ts';
import type { Governor, Part } from '../../../../bot/microsoft/graph/governor.ts';
import { governorOn, mortal, simulatedGraph, type Request } from '../../../support/microsoft/simulated-graph.ts';
import { trafficInMemory } from '../../../support/microsoft/traffic.ts';
import { runs } from '../../../support/runs.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});
const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);
const hour = 3_600_000;
const mailboxes = (count: number, each = 1) =>
  Array.from({ length: count * each }, (_, index): Request => ({ mailbox: `m${index % count}` }));
const part = (mailbox: string | null): Part => ({ mailbox, units: mailbox === null ? 1 : 0 });

/** Asks for all at once, and says when all have ended. */
function askAll(graph: ReturnType<typeof simulatedGraph>, governor: Governor, requests: readonly Request[]) {
  const state = { isOver: false };
  const all = Promise.all(requests.map((one) => graph.ask(governor, one)));
  void all.then(() => (state.isOver = true));
  return state;
}

/** Requests by name that have begun; each ends when it is told to. */
function worksite(governor: Governor, tenantId = 'one') {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    ask(name: string, mailbox: string | null, isUrgent = true, tenant = tenantId): Promise<unknown> {
      return governor.run({ tenantId: tenant, isUrgent, parts: [part(mailbox)] }, () => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      });
    },
    async end(name: string): Promise<void> {
      ends.get(name)?.();
      await pass(1);
    },
  };
}

describe('at the beginning', () => {
  it('four go at once, the others after them in their order', async () => {
    const site = worksite(governorOn(trafficInMemory()));
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) void site.ask(name, name);
    await pass(1);
    expect(site.begun).toEqual(['a', 'b', 'c', 'd']);
    await site.end('b');
    expect(site.begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('what came of a request is handed on, good or bad, and its place with it', async () => {
    const governor = governorOn(trafficInMemory());
    const ask = { tenantId: 'one', isUrgent: true, parts: [part('hers')] };
    expect(await governor.run(ask, async () => 7)).toBe(7);
    for (let count = 0; count < 20; count += 1) {
      await expect(governor.run(ask, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    }
    expect(await governor.run(ask, async () => 8)).toBe(8);
  });

  it('nothing leaves where servers cannot agree, and whoever asked is told why', async () => {
    const store = trafficInMemory();
    const governor = governorOn({ ...store, swap: () => Promise.reject(new Error('the database is away')) });
    const site = worksite(governor);
    await expect(site.ask('a', 'hers')).rejects.toThrow('the database is away');
    expect(site.begun).toEqual([]);
  });
});

describe('where the limit counts over the whole app', () => {
  it('one probe finds that out, and no other is made before a day is over', async () => {
    const [store, graph] = [trafficInMemory(), simulatedGraph('app')];
    const governor = governorOn(store);
    const over = askAll(graph, governor, mailboxes(40, 10));
    await pass(20_000);
    expect(over.isOver).toBe(true);
    expect(graph.seen).toMatchObject({ refused: 1, highest: 4 });
    await pass(20 * hour);
    askAll(graph, governor, mailboxes(40));
    await pass(20_000);
    expect(graph.seen.refused).toBe(1);
    await pass(4 * hour);
    askAll(graph, governor, mailboxes(40));
    await pass(20_000);
    expect(graph.seen.refused).toBe(2);
    expect(graph.broken).toEqual([]);
  });

  it('one probe is enough although one mailbox alone could fill it', async () => {
    const graph = simulatedGraph('app');
    const over = askAll(graph, governorOn(trafficInMemory()), [...mailboxes(1, 60), ...mailboxes(8, 4)]);
    await pass(20_000);
    expect(over.isOver).toBe(true);
    expect(graph.seen).toMatchObject({ refused: 1, highest: 4 });
    expect(graph.broken).toEqual([]);
  });

  it('a server that is started anew knows it, and so does every other', async () => {
    const [store, graph] = [trafficInMemory(), simulatedGraph('app')];
    askAll(graph, governorOn(store), mailboxes(40));
    await pass(10_000);
    expect(graph.seen.refused).toBe(1);
    for (const governor of [governorOn(store), governorOn(store)]) askAll(graph, governor, mailboxes(40));
    await pass(10_000);
    expect(graph.seen).toMatchObject({ refused: 1, highest: 4 });
    expect(graph.seen.ended).toHaveLength(120);
  });
});

describe('where the limit counts by mailbox', () => {
  it('it is soon as fast as it may be, without a refusal', async () => {
    const graph = simulatedGraph('mailbox');
    const over = askAll(graph, governorOn(trafficInMemory(), { mostAtOnce: 32 }), mailboxes(60, 20));
    await pass(8_000);
    expect(over.isOver).toBe(true);
    expect(graph.seen).toMatchObject({ refused: 0, highest: 32 });
    expect(graph.broken).toEqual([]);
  });

  it('a server that is started anew begins as fast', async () => {
    const [store, graph] = [trafficInMemory(), simulatedGraph('mailbox')];
    askAll(graph, governorOn(store, { mostAtOnce: 32 }), mailboxes(60, 20));
    await pass(20_000);
    const site = worksite(governorOn(store, { mostAtOnce: 32 }));
    for (let index = 0; index < 40; index += 1) void site.ask(`${index}`, `m${index}`);
    await pass(1);
    expect(site.begun).toHaveLength(32);
  });

  it('one mailbox has four at once and no more', async () => {
    const graph = simulatedGraph('mailbox');
    const over = askAll(graph, governorOn(trafficInMemory()), [...mailboxes(60, 10), ...mailboxes(1, 200)]);
    await pass(20_000);
    expect(over.isOver).toBe(true);
    expect(graph.broken).toEqual([]);
  });
});

describe('a 429', () => {
  /** Has a request refused, of a mailbox or the directory (null), or with the whole batch it was in. */
  const refuse = (governor: Governor, mailbox: string | null, seconds: number | null, isWhole = false) =>
    governor.run({ tenantId: 'one', isUrgent: true, parts: [part(mailbox)] }, async ([granted], refused) =>
      refused(isWhole ? null : (granted ?? null), seconds),
    );

  it.each([
    ['of a mailbox', 'hers', false, ['his', 'directory', 'other tenant']],
    ['of the directory', null, false, ['hers', 'his', 'other tenant']],
    ['of a whole batch', 'hers', true, ['other tenant']],
  ])('%s stops what it is about, and nothing else', async (_of, mailbox, isWhole, others) => {
    const governor = governorOn(trafficInMemory());
    await refuse(governor, mailbox, 3, isWhole);
    const site = worksite(governor);
    void site.ask('hers', 'hers');
    void site.ask('his', 'his');
    void site.ask('directory', null);
    void site.ask('other tenant', 'hers', true, 'two');
    await pass(2_990);
    expect(site.begun.toSorted()).toEqual(others.toSorted());
    for (const name of others) await site.end(name);
    await pass(100);
    expect(site.begun).toHaveLength(4);
  });

  it('is obeyed by every other server, and by one that is started later', async () => {
    const store = trafficInMemory();
    const [first, second] = [governorOn(store), governorOn(store)];
    const site = worksite(second);
    void site.ask('before', 'hers');
    await pass(1);
    await site.end('before');
    await refuse(first, 'hers', 5);
    await pass(1);
    const later = worksite(governorOn(store));
    void site.ask('hers', 'hers');
    void later.ask('hers too', 'hers');
    await pass(4_900);
    expect([...site.begun, ...later.begun]).toEqual(['before']);
    await pass(300);
    expect([...site.begun, ...later.begun]).toEqual(['before', 'hers', 'hers too']);
  });

  it('survives a crash of the database', async () => {
    const store = trafficInMemory();
    const governor = governorOn(store);
    await refuse(governor, 'hers', 5);
    await pass(1);
    expect(store.counts.lasting).toBe(1);
  });

  it('is not cut short by a shorter one', async () => {
    const governor = governorOn(trafficInMemory());
    const both = [refuse(governor, 'hers', 5), refuse(governor, 'hers', 1)];
    await pass(1);
    await Promise.all(both);
    const site = worksite(governor);
    void site.ask('hers', 'hers');
    await pass(4_900);
    expect(site.begun).toEqual([]);
    await pass(200);
    expect(site.begun).toEqual(['hers']);
  });

  it('holds for those in line when it came', async () => {
    const governor = governorOn(trafficInMemory());
    const begun: number[] = [];
    for (let number = 0; number < 12; number += 1) {
      void governor.run({ tenantId: 'one', isUrgent: true, parts: [part('hers')] }, async ([granted], refused) => {
        begun.push(number);
        await new Promise((resolve) => setTimeout(resolve, 100));
        if (number < 4) refused(granted ?? null, 30);
      });
    }
    await pass(25_000);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('that names no time is waited out longer each time, by chance and never for long', async () => {
    const governor = governorOn(trafficInMemory());
    const waits: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      const waiting = refuse(governor, 'hers', null);
      await pass(61_000);
      waits.push(await waiting);
    }
    for (const [index, wait] of waits.entries()) {
      const most = Math.min(60, 0.5 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(most / 2);
      expect(wait).toBeLessThanOrEqual(most);
    }
    expect(new Set(waits.slice(-4)).size).toBe(4);
  });

  it('for longer than anybody waits here is told to those who would have to, with its seconds', async () => {
    const governor = governorOn(trafficInMemory(), { longestWait: 20_000 });
    await refuse(governor, 'hers', 600);
    const site = worksite(governor);
    const failed = await site.ask('hers', 'hers').catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TemporaryError);
    expect((failed as TemporaryError).retryAfterSeconds).toBeGreaterThanOrEqual(600);
    expect((failed as TemporaryError).retryAfterSeconds).toBeLessThanOrEqual(601);
    void site.ask('his', 'his');
    await pass(1);
    expect(site.begun).toEqual(['his']);
  });
});

describe('who goes first', () => {
  it('is whoever somebody waits for, before work in the background', async () => {
    const site = worksite(governorOn(trafficInMemory()));
    for (const name of ['1', '2', '3', '4', '5', '6']) void site.ask(name, name, false);
    await pass(1);
    void site.ask('urgent', 'hers', true);
    await site.end('1');
    expect(site.begun).toEqual(['1', '2', '3', '4', 'urgent']);
  });

  it('is work in the background too, now and then, however much is urgent', async () => {
    const site = worksite(governorOn(trafficInMemory()));
    for (let index = 0; index < 30; index += 1) void site.ask(`urgent ${index}`, `m${index % 8}`);
    void site.ask('background', 'hers', false);
    await pass(1);
    for (let index = 0; index < 10; index += 1) await site.end(`urgent ${index}`);
    expect(site.begun).toContain('background');
  });

  it('is one tenant after the other: thousands of one do not hold up three of another', async () => {
    const graph = simulatedGraph('mailbox');
    const governor = governorOn(trafficInMemory());
    askAll(
      graph,
      governor,
      mailboxes(500, 4).map((one) => ({ ...one, tenantId: 'large' })),
    );
    await pass(1);
    askAll(
      graph,
      governor,
      mailboxes(3).map((one) => ({ ...one, tenantId: 'small', isUrgent: false })),
    );
    await pass(600);
    const before = graph.seen.begun.findLastIndex(({ tenantId }) => tenantId === 'small');
    expect(graph.seen.begun.filter(({ tenantId }) => tenantId === 'small')).toHaveLength(3);
    // Four of the large one were under way, and it has every second turn.
    expect(before).toBeLessThan(10);
  });
});

describe('a batch', () => {
  const batchOf = (governor: Governor, names: readonly (string | null)[]) => {
    const state = { granted: [] as (string | null)[], end: (): void => undefined };
    void governor.run({ tenantId: 'one', isUrgent: true, parts: names.map(part) }, (granted) => {
      state.granted = granted.map(({ mailbox }) => mailbox);
      return new Promise<void>((resolve) => {
        state.end = resolve;
      });
    });
    return state;
  };
  const twenty = Array.from({ length: 25 }, (_, index) => `m${index}`);

  it('sends at most twenty, and has four places, since Outlook works on four of them at a time', async () => {
    const governor = governorOn(trafficInMemory());
    const batch = batchOf(governor, twenty);
    const site = worksite(governor);
    void site.ask('one more', 'hers');
    await pass(1);
    expect(batch.granted).toEqual(twenty.slice(0, 20));
    expect(site.begun).toEqual([]);
    batch.end();
    await pass(1);
    expect(site.begun).toEqual(['one more']);
  });

  it('sends no more than it has places, where there are fewer than four', async () => {
    const governor = governorOn(trafficInMemory());
    const site = worksite(governor);
    for (const name of ['a', 'b']) void site.ask(name, name);
    await pass(1);
    const batch = batchOf(governor, twenty);
    await pass(1);
    expect(batch.granted).toEqual(['m0', 'm1']);
  });

  it('leaves out those who have to wait, and sends the others', async () => {
    const governor = governorOn(trafficInMemory());
    await governor.run({ tenantId: 'one', isUrgent: true, parts: [part('m1')] }, async ([one], refused) =>
      refused(one ?? null, 5),
    );
    const batch = batchOf(governor, ['m0', 'm1', 'm2']);
    await pass(1);
    expect(batch.granted).toEqual(['m0', 'm2']);
  });

  it('of the directory is one request at once', async () => {
    const governor = governorOn(trafficInMemory());
    const batch = batchOf(
      governor,
      Array.from({ length: 20 }, () => null),
    );
    const site = worksite(governor);
    for (const name of ['a', 'b', 'c', 'd']) void site.ask(name, name);
    await pass(1);
    expect(batch.granted).toHaveLength(20);
    expect(site.begun).toEqual(['a', 'b', 'c']);
  });
});

describe('two servers', () => {
  it('share four places, and each mailbox', async () => {
    const store = trafficInMemory({ latency: () => 2 });
    const sites = [worksite(governorOn(store)), worksite(governorOn(store))] as const;
    for (const site of sites) for (let index = 0; index < 6; index += 1) void site.ask(`${index}`, 'hers');
    await pass(1_000);
    expect(sites.map(({ begun }) => begun.length).toSorted()).toEqual([0, 4]);
    // Whoever was first lets the other have its part as its own end.
    const [first, second] = sites[0].begun.length > 0 ? sites : [sites[1], sites[0]];
    for (const name of ['0', '1']) {
      await first.end(name);
      await pass(1_000);
    }
    expect([first.begun.length, second.begun.length]).toEqual([4, 2]);
  });

  it('have what a killed one had, soon and not at once', async () => {
    const store = trafficInMemory();
    const killed = mortal(store);
    const doomed = worksite(governorOn(killed));
    for (let index = 0; index < 4; index += 1) void doomed.ask(`${index}`, `m${index}`);
    await pass(1);
    expect(doomed.begun).toHaveLength(4);
    killed.kill();
    const site = worksite(governorOn(store));
    for (let index = 0; index < 4; index += 1) void site.ask(`${index}`, `m${index}`);
    await pass(2_000);
    expect(site.begun).toEqual([]);
    await pass(6_000);
    expect(site.begun).toHaveLength(4);
  });

  it('keep what is long under way: it is heard of', async () => {
    const store = trafficInMemory();
    const [long, site] = [worksite(governorOn(store)), worksite(governorOn(store))];
    for (let index = 0; index < 4; index += 1) void long.ask(`${index}`, `m${index}`);
    await pass(1);
    void site.ask('waits', 'hers');
    await pass(55_000);
    expect(site.begun).toEqual([]);
    await long.end('0');
    await pass(200);
    expect(site.begun).toEqual(['waits']);
  });
});

describe('many servers', () => {
  it('more than there are places for all get their turns', async () => {
    const [store, graph] = [trafficInMemory(), simulatedGraph('app')];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 8 }), async (count) => {
        const over = Array.from({ length: count }, () => askAll(graph, governorOn(store), mailboxes(6, 2)));
        await pass(60_000);
        expect(over.every(({ isOver }) => isOver)).toBe(true);
      }),
      { numRuns: 4 },
    );
    expect(graph.broken).toEqual([]);
    expect(graph.seen.highest).toBe(4);
  });
});

describe('whatever is asked of whatever Graph, by however many servers', () => {
  const request = fc.record({
    tenantId: fc.constantFrom('one', 'two', 'three'),
    mailbox: fc.option(
      // Often the same one, so that it is full.
      fc.oneof(fc.constant(0), fc.nat(12)).map((number) => `m${number}`),
      { nil: null },
    ),
    takes: fc.integer({ min: 1, max: 1_000 }),
    isUrgent: fc.boolean(),
  });
  const wave = fc.record({
    after: fc.integer({ min: 0, max: 4_000 }),
    requests: fc.array(request, { maxLength: 80, size: 'max' }),
  });
  const world = fc.record({
    reading: fc.constantFrom('app' as const, 'mailbox' as const),
    retryAfter: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
    servers: fc.integer({ min: 1, max: 3 }),
    latency: fc.integer({ min: 0, max: 12 }),
    waves: fc.array(wave, { minLength: 1, maxLength: 5, size: 'max' }),
  });

  it('no scope is exceeded, nobody is early, one probe is made at most, and everything ends', async () => {
    const reached = { probes: 0, wide: 0 };
    await fc.assert(
      fc.asyncProperty(world, async ({ reading, retryAfter, servers, latency, waves }) => {
        const graph = simulatedGraph(reading, retryAfter);
        const store = trafficInMemory({ latency: () => latency });
        const all = Array.from({ length: servers }, () => governorOn(store));
        const asked: ReturnType<typeof askAll>[] = [];
        for (const { after, requests } of waves) {
          await pass(after);
          for (const [index, governor] of all.entries()) {
            asked.push(
              askAll(
                graph,
                governor,
                requests.filter((_, number) => number % servers === index),
              ),
            );
          }
        }
        // Longer than all of it could take one after the other.
        await pass(waves.flatMap(({ requests }) => requests).length * 2_200 + 60_000);
        expect(graph.broken).toEqual([]);
        expect(asked.every(({ isOver }) => isOver)).toBe(true);
        expect(graph.seen.refused).toBeLessThanOrEqual(reading === 'app' ? 1 : 0);
        reached.probes += graph.seen.refused;
        if (graph.seen.highest > 4) reached.wide += 1;
      }),
      { numRuns: runs(60) },
    );
    // Or the property would hold of what never happens.
    expect(reached.probes).toBeGreaterThan(0);
    expect(reached.wide).toBeGreaterThan(0);
  });
});

describe('what is remembered', () => {
  it('of mailboxes is forgotten when they are idle', async () => {
    const [store, graph] = [trafficInMemory(), simulatedGraph('mailbox')];
    const governor = governorOn(store);
    askAll(graph, governor, [...mailboxes(300), { mailbox: null }]);
    await pass(20_000);
    expect(graph.seen.ended).toHaveLength(301);
    await pass(hour);
    expect(governor.remembered).toBe(0);
    const { state } = await store.read();
    expect(state).toMatchObject({ servers: {}, pauses: {} });
  });

  it('costs few round trips: what may leave together leaves with one', async () => {
    const [store, graph] = [trafficInMemory({ latency: () => 3 }), simulatedGraph('mailbox')];
    const over = askAll(graph, governorOn(store), mailboxes(100, 10));
    await pass(60_000);
    expect(over.isOver).toBe(true);
    expect(store.counts.swaps).toBeLessThan(500);
    expect(store.counts.conflicts).toBe(0);
  });
});
