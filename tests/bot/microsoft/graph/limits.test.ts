import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { createLimits, type Limits } from '../../../../bot/microsoft/graph/limits.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});
const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

/** Requests by name that have started; each ends when it is told to. */
function worksite(limits: Limits) {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    ask(name: string, mailbox: string | null): void {
      void limits.run(mailbox, () => {
        started.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      });
    },
    async end(name: string): Promise<void> {
      ends.get(name)?.();
      await pass(0);
    },
  };
}

describe('the limits', () => {
  it('let four go at once at first, the others after them in their order', async () => {
    const site = worksite(createLimits());
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) site.ask(name, `${name}'s mailbox`);
    await pass(0);
    expect(site.started).toEqual(['a', 'b', 'c', 'd']);
    await site.end('b');
    expect(site.started).toEqual(['a', 'b', 'c', 'd', 'e']);
    await site.end('a');
    expect(site.started).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('let the others past a mailbox that is full', async () => {
    const limits = createLimits();
    for (let count = 0; count < 100; count += 1) limits.wentWell();
    const site = worksite(limits);
    for (const name of ['1', '2', '3', '4', '5']) site.ask(name, 'hers');
    site.ask('his', 'his');
    await pass(0);
    expect(site.started).toEqual(['1', '2', '3', '4', 'his']);
  });

  it('hand on what came of a request, good or bad, and its place with it', async () => {
    const limits = createLimits();
    expect(await limits.run('hers', async () => 7)).toBe(7);
    for (let count = 0; count < 20; count += 1) {
      await expect(limits.run('hers', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    }
    expect(await limits.run('hers', async () => 8)).toBe(8);
  });

  it('keep a throttled mailbox waiting as long as it was told, and only that one', async () => {
    const limits = createLimits();
    const site = worksite(limits);
    limits.throttled('hers', 3_000);
    site.ask('hers', 'hers');
    site.ask('his', 'his');
    site.ask('nobody', null);
    await pass(2_999);
    expect(site.started).toEqual(['his', 'nobody']);
    await site.end('his');
    await pass(2);
    expect(site.started).toContain('hers');
  });

  it('keep everything waiting when it was no mailbox that was throttled', async () => {
    const limits = createLimits();
    const site = worksite(limits);
    limits.throttled(null, 1_000);
    site.ask('hers', 'hers');
    site.ask('nobody', null);
    await pass(999);
    expect(site.started).toEqual([]);
    await pass(2);
    expect(site.started).toEqual(['hers', 'nobody']);
  });

  it('do not cut a wait short when a shorter one is asked for', async () => {
    const limits = createLimits();
    const site = worksite(limits);
    limits.throttled('hers', 5_000);
    limits.throttled('hers', 1_000);
    site.ask('hers', 'hers');
    await pass(4_999);
    expect(site.started).toEqual([]);
    await pass(2);
    expect(site.started).toEqual(['hers']);
  });

  it('wake a mailbox whose wait ends before one that began earlier', async () => {
    const limits = createLimits();
    const site = worksite(limits);
    limits.throttled('hers', 600_000);
    site.ask('hers', 'hers');
    limits.throttled('his', 1_000);
    site.ask('his', 'his');
    await pass(2_000);
    expect(site.started).toEqual(['his']);
  });
});

/** What a busy hour does to the limits. */
type Step =
  | { readonly kind: 'ask'; readonly mailbox: number | null; readonly takes: number }
  | { readonly kind: 'wait'; readonly milliseconds: number };
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({
    kind: fc.constant('ask' as const),
    mailbox: fc.option(fc.nat(4), { nil: null }),
    takes: fc.integer({ min: 1, max: 2_000 }),
  }),
  fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.integer({ min: 0, max: 3_000 }) }),
);
/** What Graph says to each request in turn: 0 is well, anything else a 429 with so many milliseconds to wait. */
const answers = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 10_000 })), {
  minLength: 1,
  maxLength: 30,
});

/** Runs the steps, and watches from outside: room as the rule says it, how many run, and whom the limits hold back. */
async function busyHour(steps: readonly Step[], answered: readonly number[]) {
  const limits = createLimits();
  const running = new Map<number | null, number>();
  const waits = new Map<number | null, number>();
  const broken: string[] = [];
  let [room, inAll, asked, ended] = [4, 0, 0, 0];
  const begin = (mailbox: number | null) => {
    inAll += 1;
    running.set(mailbox, (running.get(mailbox) ?? 0) + 1);
    if (inAll > Math.ceil(room)) broken.push(`${inAll} run, room is ${room}`);
    if (mailbox !== null && (running.get(mailbox) ?? 0) > 4) broken.push(`mailbox ${mailbox} has more than four`);
    if (Date.now() < Math.max(waits.get(mailbox) ?? 0, waits.get(null) ?? 0)) broken.push(`${mailbox ?? '-'} is early`);
  };
  const work = async (mailbox: number | null, takes: number, number: number): Promise<void> => {
    begin(mailbox);
    await new Promise((resolve) => setTimeout(resolve, takes));
    inAll -= 1;
    running.set(mailbox, (running.get(mailbox) ?? 0) - 1);
    const wait = answered[number % answered.length] ?? 0;
    if (wait === 0) {
      limits.wentWell();
      room = Math.min(32, room + 1 / room);
    } else {
      limits.throttled(mailbox?.toString() ?? null, wait);
      room = Math.max(1, Math.floor(room / 2));
      waits.set(mailbox, Math.max(waits.get(mailbox) ?? 0, Date.now() + wait));
    }
  };
  for (const one of steps) {
    if (one.kind === 'wait') await pass(one.milliseconds);
    else {
      const { mailbox, takes } = one;
      const number = asked++;
      void limits.run(mailbox?.toString() ?? null, () => work(mailbox, takes, number)).then(() => (ended += 1));
    }
  }
  // Longer than all of it could take one after the other, each after a wait.
  await pass(steps.length * 13_000);
  return { broken, asked, ended };
}

describe('whatever is asked and answered', () => {
  it('no mailbox has more than four, all together no more than there is room, and nobody is early', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), answers, async (steps, answered) => {
        expect((await busyHour(steps, answered)).broken).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('a mailbox that has to wait for an hour stops no other', async () => {
    const others = fc.array(
      fc.record({ mailbox: fc.integer({ min: 1, max: 4 }), takes: fc.integer({ min: 1, max: 2_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(others, async (asked) => {
        const limits = createLimits();
        limits.throttled('0', 3_600_000);
        void limits.run('0', async () => undefined);
        const ended: number[] = [];
        for (const [number, { mailbox, takes }] of asked.entries()) {
          const work = () => new Promise((resolve) => setTimeout(resolve, takes));
          void limits.run(mailbox.toString(), work).then(() => ended.push(number));
        }
        await pass(asked.length * 2_001);
        expect(ended).toHaveLength(asked.length);
      }),
    );
  });

  it('everything runs in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), answers, async (steps, answered) => {
        const { asked, ended } = await busyHour(steps, answered);
        expect(ended).toBe(asked);
      }),
      { numRuns: 200 },
    );
  });
});
