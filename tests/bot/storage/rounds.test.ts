import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { MatchingResult, Unplaced } from '../../../bot/mentoring/matching/matching.ts';
import type { Decision, Round } from '../../../bot/mentoring/matching/round.ts';
import type { Person } from '../../../bot/mentoring/people/person.ts';
import type { Stores } from '../../../bot/mentoring/ports.ts';
import type { Programme } from '../../../bot/mentoring/programme/programme.ts';
import { saveProgramme, startStorage, type TestStorage } from '../../support/database/storage.ts';
import { programme } from './samples.ts';

const at = (text: string) => Temporal.Instant.from(text);
const samira = { entraObjectId: randomUUID(), name: 'Samira "=1+1" Haddadine' };
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
});

function round(more: Partial<Round> = {}): Round {
  return {
    id: newId(),
    programmeId: run.id,
    number: 1,
    state: 'running',
    requestedBy: samira,
    startedAt: at('2027-01-05T09:00:00.123Z'),
    finishedAt: null,
    publishedAt: null,
    phase: 'waiting',
    progress: 0,
    settings: { rules: run.rules, weights: run.weights, objective: 'fairest' },
    seed: 4_294_967_295,
    startedFrom: null,
    inputHash: null,
    decisionsKnown: 0,
    totals: null,
    problem: null,
    ...more,
  };
}

const leftOut = (who: Person): Unplaced => ({
  personId: who.id,
  role: 'mentee',
  reason: 'shared-topics',
  possiblePartners: 0,
  obstacles: [{ rule: 'shared-topics', bars: 3, barsAlone: 1 }],
});
const result = (unplaced: readonly Unplaced[] = []): MatchingResult => ({
  pairings: [],
  unplaced,
  totals: { placed: 0, pairings: 0, totalFit: 0, lowestFit: null, bestTotalFit: 12 },
  prices: { scale: 1_000, mentees: { [mentee.id]: 0.1 + 0.2, b: 1e-300, a: -0.5 }, mentors: {} },
});
const proven = (more: Partial<Round> = {}) =>
  round({
    state: 'proven',
    finishedAt: at('2027-01-05T09:00:02Z'),
    progress: 1,
    phase: 'explaining',
    inputHash: 'ab'.repeat(32),
    totals: result().totals,
    ...more,
  });

/** Saves a round as it goes: running first, then with what it came to. */
async function ended(one: Round, kept: MatchingResult | null): Promise<Round> {
  await within(async (stores) => {
    await stores.rounds.insert({ ...one, state: 'running', finishedAt: null, publishedAt: null, problem: null });
    await stores.rounds.keep(one.id, 'the input', kept);
    await stores.rounds.update(one);
  });
  return one;
}

describe('rounds', () => {
  it('come back as they were saved, newest first', async () => {
    const first = await ended(proven({ decisionsKnown: 3, publishedAt: at('2027-01-06T09:00:00Z') }), result());
    const problem = { reason: 'locked-beyond-capacity', personId: mentor.id, capacity: 2 } as const;
    const failed = { number: 2, state: 'failed', finishedAt: at('2027-01-07T09:00:00Z'), problem } as const;
    const second = await ended(round({ ...failed, startedFrom: first.id }), null);
    const third = round({ number: 3, seed: 0 });
    await within((stores) => stores.rounds.insert(third));
    expect(await within((stores) => stores.rounds.ofProgramme(run.id))).toEqual([third, second, first]);
    expect(await within((stores) => stores.rounds.byId(second.id))).toEqual(second);
    expect(await within((stores) => stores.rounds.byId(newId()))).toBeNull();
  });

  it('keep what they came from and their result to the last bit', async () => {
    const one = round();
    await within((stores) => stores.rounds.insert(one));
    expect(await within((stores) => stores.rounds.inputText(one.id))).toBeNull();
    expect(await within((stores) => stores.rounds.result(one.id))).toBeNull();
    const text = JSON.stringify({ letters: 'ä€😀\u2028', more: 'x'.repeat(1_000_000) });
    await within((stores) => stores.rounds.keep(one.id, text, result([leftOut(mentee)])));
    expect(await within((stores) => stores.rounds.inputText(one.id))).toBe(text);
    expect(await within((stores) => stores.rounds.result(one.id))).toEqual(result([leftOut(mentee)]));
    const { rows } = await stored.database.asAdmin('select length(input) as bytes from round where id = $1', [one.id]);
    expect(rows[0]?.['bytes']).toBeLessThan(10_000);
  });

  it('run one at a time in a programme', async () => {
    await within((stores) => stores.rounds.insert(round()));
    await expect(within((stores) => stores.rounds.insert(round({ number: 2 })))).rejects.toThrow('round_one_running');
    const other = programme();
    await within((stores) => stores.programmes.insert(other));
    await within((stores) => stores.rounds.insert(round({ programmeId: other.id })));
  });

  it('say how far they are only while they run', async () => {
    const one = round();
    await within((stores) => stores.rounds.insert(one));
    const save = () => within((stores) => stores.rounds.saveProgress(one.id, 'solving', 0.25));
    expect(await save()).toBe(true);
    expect(await within((stores) => stores.rounds.byId(one.id))).toMatchObject({ phase: 'solving', progress: 0.25 });
    const cancelled = round({ ...one, state: 'cancelled', finishedAt: at('2027-01-05T10:00:00Z') });
    await within((stores) => stores.rounds.update(cancelled));
    expect(await save()).toBe(false);
    expect(await within((stores) => stores.rounds.byId(one.id))).toEqual(cancelled);
  });

  it.each<[string, Partial<Round>]>([
    ['that is proven without a result', { state: 'proven' }],
    ['that failed without a reason', { state: 'failed' }],
    ['that has ended and still runs', { state: 'running' }],
    ['that is published and not proven', { state: 'cancelled', publishedAt: at('2027-01-06T09:00:00Z') }],
    ['that is more than done', { state: 'cancelled', progress: 1.01 }],
  ])('are none %s', async (_what, more) => {
    const finishedAt = at('2027-01-05T09:00:02Z');
    await expect(within((stores) => stores.rounds.insert(round({ finishedAt, ...more })))).rejects.toThrow(
      'check constraint',
    );
  });

  it('count who was left out by those that were published', async () => {
    const publishedAt = at('2027-01-06T09:00:00Z');
    await ended(proven({ publishedAt }), result([leftOut(mentee), leftOut(mentor)]));
    await ended(proven({ number: 2 }), result([leftOut(mentor)]));
    await ended(proven({ number: 3, publishedAt }), result([leftOut(mentee)]));
    await ended(proven({ number: 4, publishedAt }), result());
    expect(await within((stores) => stores.rounds.timesLeftOut(run.id))).toEqual(
      new Map([
        [mentee.id, 2],
        [mentor.id, 1],
      ]),
    );
    expect(await within((stores) => stores.rounds.timesLeftOut(newId()))).toEqual(new Map());
  });
});

describe('decisions', () => {
  const decision = (number: number, more: Partial<Decision> = {}): Decision => ({
    id: newId(),
    programmeId: run.id,
    number,
    kind: 'lock',
    menteeId: mentee.id,
    mentorId: mentor.id,
    decidedBy: samira,
    decidedAt: at('2027-01-05T09:00:00.123Z'),
    ...more,
  });

  it('come back in the order in which they were made', async () => {
    const [first, second, third] = [decision(1), decision(2, { kind: 'unlock' }), decision(3, { kind: 'forbid' })];
    await within((stores) => stores.decisions.insert([second, first]));
    await within((stores) => stores.decisions.insert([]));
    await within((stores) => stores.decisions.insert([third]));
    expect(await within((stores) => stores.decisions.ofProgramme(run.id))).toEqual([first, second, third]);
  });

  it('have each a number of their own', async () => {
    await within((stores) => stores.decisions.insert([decision(1)]));
    await expect(within((stores) => stores.decisions.insert([decision(1)]))).rejects.toThrow('unique');
  });

  it.each(['update matching_decision set number = 9', 'delete from matching_decision'])(
    'are never changed: the product may not %s',
    async (statement) => {
      const { rows } = await stored.database.asAdmin(
        `select has_table_privilege('vantage_app', 'vantage.matching_decision', $1) as may`,
        [statement.split(' ')[0]],
      );
      expect(rows).toEqual([{ may: false }]);
    },
  );
});
