import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createMatchingThreads, type MatchingThreads } from '../../../bot/jobs/matching-threads.ts';
import type { MatchingInput, MatchingResult, Progress } from '../../../bot/mentoring/matching/matching.ts';
import { TemporaryError } from '../../../bot/mentoring/ports.ts';
import { makeOrganisation } from '../../bench/matching/organisation.ts';
import { defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';

/** What the unruly worker does, by seed. */
const [answers, throws, exits, fillsMemory, neverEnds, answersLate] = [0, 1, 2, 3, 4, 5];
const input = (seed: number): MatchingInput => ({
  candidates: [],
  reportingLines: new Map(),
  settings: { rules: defaultRules, weights: defaultWeights, objective: 'total' },
  period: { startsOn: Temporal.PlainDate.from('2027-02-01'), endsOn: Temporal.PlainDate.from('2027-06-30') },
  pairedBefore: [],
  declined: [],
  locked: [],
  forbidden: [],
  seed,
  start: null,
});
const nothing: MatchingResult = {
  pairings: [],
  unplaced: [],
  totals: { placed: 0, pairings: 0, totalFit: 0, lowestFit: null, bestTotalFit: null },
  prices: { scale: 1, mentees: {}, mentors: {} },
};
const couple = { menteeId: 'a', mentorId: 'b' };
const noMentors = { ok: false, problem: { reason: 'no-mentors' } };

let threads: MatchingThreads;
beforeEach(() => {
  threads = createMatchingThreads({ worker: new URL('./unruly-worker.ts', import.meta.url), megabytes: 64 });
});
afterEach(() => threads.close());

/** A run that never ends; resolves once it has begun. */
async function begun(signal?: AbortSignal): Promise<{ readonly running: Promise<unknown> }> {
  let hasBegun: (progress: Progress) => void = () => undefined;
  const first = new Promise<Progress>((resolve) => (hasBegun = resolve));
  const running = threads.run(input(neverEnds), { onProgress: hasBegun, ...(signal && { signal }) });
  running.catch(() => undefined);
  expect(await first).toEqual({ phase: 'solving', share: 0.5 });
  return { running };
}

describe('a thread', () => {
  it('of the engine itself answers', async () => {
    const real = createMatchingThreads();
    expect(await real.run({ ...input(1) })).toMatchObject({ ok: false });
    await real.close();
  });

  it.each([
    ['throws', throws, 'the matching thread failed'],
    ['exits', exits, 'ended with 3'],
    ['fills its memory', fillsMemory, 'the matching thread failed'],
  ])('that %s ends its own run with an error, and the next one begins', async (_what, seed, message) => {
    await expect(threads.run(input(seed))).rejects.toThrow(message);
    expect(await threads.run(input(answers))).toEqual(noMentors);
  });

  it('that throws says why', async () => {
    await expect(threads.run(input(throws))).rejects.toMatchObject({ cause: { message: 'cannot be proven' } });
  });
});

describe('a run with threads that help', () => {
  const organisation = makeOrganisation({ mentees: 700, mentors: 700, seed: 3, capacities: true });
  const helped = { mostThreads: 3, worthHelp: 1_000 };
  const helper = new URL('./unruly-helper.ts', import.meta.url);

  it('comes to the same as one without', async () => {
    const [alone, together] = [createMatchingThreads({ mostThreads: 1 }), createMatchingThreads(helped)];
    expect(await together.run(organisation)).toEqual(await alone.run(organisation));
    await Promise.all([alone.close(), together.close()]);
  });

  it.each([
    ['throws', 0, 'the matching thread failed'],
    ['exits', 1, 'ended with 3'],
  ])('ends with an error when one of them %s, and the next one begins', async (_what, seed, message) => {
    const unruly = createMatchingThreads({ ...helped, helper });
    await expect(unruly.run({ ...organisation, seed })).rejects.toThrow(message);
    expect(await unruly.run(input(answers))).toMatchObject({ ok: false });
    await unruly.close();
  });

  it('answers also when the server is too busy to hear the answer before the end of those that helped', async () => {
    const busy = createMatchingThreads({
      mostThreads: 2,
      worthHelp: 0,
      worker: new URL('./unruly-worker.ts', import.meta.url),
    });
    expect(await busy.run(input(answersLate))).toEqual(noMentors);
    await busy.close();
  });

  it('ends at once when it is not wanted any more, also while it waits for one of them', async () => {
    const unruly = createMatchingThreads({ ...helped, mostThreads: 2, helper });
    const stop = new AbortController();
    const told = new BroadcastChannel('a run waits for its helper');
    const waits = new Promise((resolve) => (told.onmessage = resolve));
    const running = unruly.run({ ...organisation, seed: 2 }, { signal: stop.signal });
    await Promise.race([waits, running]);
    stop.abort();
    await expect(running).rejects.toThrow('aborted');
    told.close();
    await unruly.close();
  });
});

describe('runs', () => {
  it('come one after the other, and a question does not wait for them', async () => {
    const stop = new AbortController();
    const { running } = await begun(stop.signal);
    let isNextDone = false;
    const next = threads.run(input(answers)).finally(() => (isNextDone = true));
    expect(await threads.whatIf(input(answers), nothing, couple)).toEqual(noMentors);
    expect(isNextDone).toBe(false);
    stop.abort();
    await expect(running).rejects.toThrow('aborted');
    expect(await next).toEqual(noMentors);
  });

  it('that are not wanted any more end at once, also while they wait', async () => {
    await begun();
    const stop = new AbortController();
    const waiting = threads.run(input(answers), { signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await expect(threads.run(input(answers), { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });

  it('are to be asked again elsewhere when the server stops', async () => {
    const { running } = await begun();
    const waiting = threads.run(input(answers));
    const ends = Promise.all([running, waiting].map((one) => expect(one).rejects.toBeInstanceOf(TemporaryError)));
    await threads.close();
    await ends;
    await expect(threads.run(input(answers))).rejects.toBeInstanceOf(TemporaryError);
  });
});
