import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import {
  createRateGovernor,
  MustWait,
  type Outgoing,
  type RateGovernor,
  type RateGovernorSettings,
} from '../../../bot/microsoft/rate-governor.ts';
import { silent } from '../../support/microsoft/tenant.ts';
import { ratesInMemory } from '../../support/microsoft/rates.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});
const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);
const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const perSecond = 5;
const allowances = [
  { count: 3, milliseconds: 1_000 },
  { count: 4, milliseconds: 2_000 },
];
const governorOn = (store = ratesInMemory(), more: Partial<RateGovernorSettings> = {}): RateGovernor =>
  createRateGovernor({
    name: 'messages',
    perSecond,
    allowances,
    store,
    log: silent,
    clock: Date.now,
    ...more,
  });

interface Asked extends Outgoing {
  /** Milliseconds that it is on its way to the service, and that its answer takes. */
  readonly there: number;
  readonly back: number;
}
const asked = (more: Partial<Asked> = {}): Asked => ({
  tenantId: 'one',
  within: null,
  isUrgent: false,
  there: 5,
  back: 20,
  ...more,
});

/** A service that notes when requests arrive, and refuses those it is told to. */
function service() {
  const arrivals: { readonly at: number; readonly asked: Asked }[] = [];
  const plan: { refuse: (asked: Asked) => { readonly seconds: number | null } | null } = { refuse: () => null };
  return {
    arrivals,
    plan,
    names: () => arrivals.map(({ asked: one }) => one.within),
    /** Sends once; throws `MustWait` where the governor does. */
    send: (governor: RateGovernor, one: Asked) =>
      governor.run(one, async () => {
        await sleep(one.there);
        arrivals.push({ at: Date.now(), asked: one });
        const refused = plan.refuse(one);
        await sleep(one.back);
        return { value: refused === null, refused };
      }),
    /** Sends as a job does, which comes again when it was told to. */
    async deliver(governor: RateGovernor, one: Asked): Promise<void> {
      for (;;) {
        const isSent = await this.send(governor, one).catch(async (error: unknown) => {
          if (!(error instanceof MustWait)) throw error;
          await sleep(error.seconds * 1_000);
          return false;
        });
        if (isSent) return;
      }
    },
  };
}

/** The most of these times that lie within so many milliseconds, wherever those begin. */
const most = (times: readonly number[], milliseconds: number): number =>
  Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + milliseconds).length));

describe('whatever is sent by whichever servers', () => {
  const oneAsked = fc.record({
    at: fc.nat(1_500),
    server: fc.nat(2),
    tenantId: fc.constantFrom('one', 'two'),
    within: fc.constantFrom('a', null, null),
    isUrgent: fc.boolean(),
    there: fc.nat(45),
    back: fc.nat(400),
  });

  it('no second sees more than there may be, and everything goes out in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oneAsked, { maxLength: 60, size: 'max' }), fc.nat(30), async (plan, latency) => {
        const store = ratesInMemory({ latency: () => latency });
        const governors = [governorOn(store), governorOn(store), governorOn(store)];
        const chat = service();
        const { arrivals } = chat;
        const state = { left: plan.length };
        for (const { at, server, ...one } of plan) {
          // What is within something is counted by each server alone.
          const governor = governors[one.within === null ? server : 0];
          if (!governor) throw new Error('there is no such server');
          void sleep(at)
            .then(() => chat.deliver(governor, one))
            .then(() => (state.left -= 1));
        }
        for (let second = 0; second < 120 && state.left > 0; second += 1) await pass(1_000);
        expect(state.left).toBe(0);
        for (const tenantId of ['one', 'two']) {
          const ofTenant = arrivals.filter(({ asked: one }) => one.tenantId === tenantId);
          expect(
            most(
              ofTenant.map(({ at }) => at),
              1_000,
            ),
          ).toBeLessThanOrEqual(perSecond);
          for (const scope of new Set(ofTenant.map(({ asked: { within } }) => within))) {
            if (scope === null) continue;
            const times = ofTenant.filter(({ asked: one }) => one.within === scope).map(({ at }) => at);
            for (const { count, milliseconds } of allowances)
              expect(most(times, milliseconds)).toBeLessThanOrEqual(count);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each([1, 3])('%i of them keep near the rate while there is much to send', async (servers) => {
    const store = ratesInMemory({ latency: () => 2 });
    const chat = service();
    const all = Array.from({ length: servers }, () => governorOn(store, { perSecond: 50, allowances: [] }));
    for (const [index, governor] of all.entries())
      for (let each = 0; each < 30; each += 1)
        void (async () => {
          for (;;) await chat.deliver(governor, asked({ within: `${index}`, back: 10 + each }));
        })();
    await pass(3_000);
    const before = chat.arrivals.length;
    await pass(10_000);
    expect((chat.arrivals.length - before) / 500).toBeGreaterThan(0.95);
    const shares = Array.from(
      { length: servers },
      (_, index) => chat.arrivals.slice(before).filter(({ asked: one }) => one.within === `${index}`).length,
    );
    expect(Math.min(...shares)).toBeGreaterThan(0.8 * Math.max(...shares));
    expect(
      most(
        chat.arrivals.map(({ at }) => at),
        1_000,
      ),
    ).toBeLessThanOrEqual(50);
  });

  it('a server that is killed leaves what it had to the others within seconds', async () => {
    const store = ratesInMemory();
    const chat = service();
    const dead = governorOn(store);
    for (let each = 0; each < perSecond; each += 1) void chat.send(dead, asked({ back: 1_000_000 }));
    await pass(100);
    // The one that holds everything is not heard of again.
    jest.clearAllTimers();
    const isSent = chat.deliver(governorOn(store), asked({ within: 'late' })).then(() => true);
    await pass(4_000);
    expect(chat.names()).toContain('late');
    expect(await isSent).toBe(true);
  });

  it('more servers than there is to share are served in turn', async () => {
    const store = ratesInMemory();
    const chat = service();
    for (const name of ['a', 'b', 'c', 'd']) {
      const governor = governorOn(store, { perSecond: 1, allowances: [] });
      void (async () => {
        for (;;) await chat.deliver(governor, asked({ within: name }));
      })();
    }
    await pass(60_000);
    for (const name of ['a', 'b', 'c', 'd'])
      expect(chat.names().filter((one) => one === name).length).toBeGreaterThan(2);
  });
});

describe('who goes first', () => {
  it('whoever is waited for, while what nobody waits for gets its turn as well', async () => {
    const chat = service();
    const governor = governorOn();
    for (let each = 0; each < 12; each += 1) void chat.deliver(governor, asked({ within: `job ${each}` }));
    await pass(200);
    expect(chat.arrivals).toHaveLength(perSecond);
    for (let each = 0; each < 20; each += 1)
      void chat.deliver(governor, asked({ within: `reply ${each}`, isUrgent: true }));
    await pass(3_000);
    const next = chat.names().slice(perSecond, perSecond + 10);
    expect(next.filter((name) => name?.startsWith('reply'))).toHaveLength(9);
    await pass(30_000);
    expect(chat.arrivals).toHaveLength(32);
  });

  it('nobody of another tenant has to wait for a flood', async () => {
    const chat = service();
    const governor = governorOn();
    for (let each = 0; each < 300; each += 1) void chat.deliver(governor, asked({ within: `job ${each}` }));
    await pass(500);
    void chat.deliver(governor, asked({ tenantId: 'two', within: 'other' }));
    await pass(50);
    expect(chat.names()).toContain('other');
  });

  it('a full conversation holds up no other', async () => {
    const chat = service();
    const governor = governorOn(ratesInMemory(), { perSecond: 50 });
    for (let each = 0; each < 10; each += 1) void chat.deliver(governor, asked({ within: 'full', isUrgent: true }));
    void chat.deliver(governor, asked({ within: 'other' }));
    await pass(100);
    expect(chat.names()).toEqual(['full', 'full', 'full', 'other']);
  });
});

describe('a refusal', () => {
  const refuseOnce = (chat: ReturnType<typeof service>, seconds: number | null) => {
    const refused = new Set<string | null>();
    chat.plan.refuse = ({ within }) => {
      if (refused.has(within)) return null;
      refused.add(within);
      return { seconds };
    };
  };

  it('has its own conversation wait for as long as was asked, and no other', async () => {
    const chat = service();
    const governor = governorOn(ratesInMemory(), { perSecond: 50 });
    chat.plan.refuse = ({ within }) => (within === 'full' && chat.arrivals.length === 1 ? { seconds: 3 } : null);
    const isSent = chat.send(governor, asked({ within: 'full' }));
    await pass(100);
    void chat.send(governor, asked({ within: 'full' }));
    void chat.send(governor, asked({ within: 'other' }));
    await pass(2_800);
    expect(chat.names()).toEqual(['full', 'other']);
    await pass(300);
    expect(chat.names()).toEqual(['full', 'other', 'full', 'full']);
    expect(await isSent).toBe(true);
  });

  it('has the whole tenant wait once a second conversation is refused, and no other tenant', async () => {
    const chat = service();
    const governor = governorOn(ratesInMemory(), { perSecond: 50 });
    refuseOnce(chat, 3);
    for (const within of ['a', 'b']) void chat.send(governor, asked({ within }));
    await pass(100);
    chat.plan.refuse = () => null;
    void chat.send(governor, asked({ within: 'c' }));
    void chat.send(governor, asked({ within: 'c', tenantId: 'two' }));
    await pass(2_500);
    expect(chat.arrivals.map(({ asked: one }) => one.tenantId)).toEqual(['one', 'one', 'two']);
    await pass(1_000);
    expect(chat.arrivals).toHaveLength(6);
  });

  it('without a time is waited out ever longer, and for a minute at most', async () => {
    const chat = service();
    const governor = governorOn(ratesInMemory(), { longestWait: 1_000_000 });
    chat.plan.refuse = () => ({ seconds: null });
    void chat.send(governor, asked({ within: 'a' }));
    await pass(600_000);
    const gaps = chat.arrivals.slice(1).map(({ at }, index) => at - (chat.arrivals[index]?.at ?? 0));
    expect(gaps[0]).toBeLessThanOrEqual(1_100);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_100);
    expect(gaps.at(-1)).toBeGreaterThanOrEqual(30_000);
  });

  it('for long is given back at once: it is not waited out here', async () => {
    const chat = service();
    const governor = governorOn();
    chat.plan.refuse = () => ({ seconds: 600 });
    const first = chat.send(governor, asked({ within: 'a' }));
    await pass(100);
    expect(await first).toBe(false);
    const second = chat.send(governor, asked({ within: 'a' })).catch((error: unknown) => error);
    await pass(1);
    expect(await second).toMatchObject({ name: 'MustWait', seconds: 600 });
    expect(chat.arrivals).toHaveLength(1);
  });
});

describe('nothing stays behind', () => {
  it('of those who were heard of once, nor is the database asked for nothing', async () => {
    const store = ratesInMemory();
    const governor = governorOn(store);
    const chat = service();
    for (let each = 0; each < 20; each += 1)
      void chat.deliver(governor, asked({ tenantId: `tenant ${each}`, within: 'a' }));
    await pass(5_000);
    expect(chat.arrivals).toHaveLength(20);
    expect([...store.claims.values()].every((claims) => Object.keys(claims).length === 0)).toBe(true);
    const { changes } = store.counts;
    expect(changes).toBeLessThanOrEqual(20 * 5);
    await pass(200_000);
    expect(store.counts.changes).toBe(changes);
    expect(governor.remembered).toBe(0);
  });

  it('while the database is away nothing leaves, and whoever asked is told why', async () => {
    const chat = service();
    const governor = governorOn({
      ...ratesInMemory(),
      change: () => Promise.reject(new Error('the database is away')),
    });
    await expect(chat.send(governor, asked())).rejects.toThrow('the database is away');
    expect(chat.arrivals).toEqual([]);
  });
});
