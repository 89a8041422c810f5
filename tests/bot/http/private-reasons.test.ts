import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import * as contract from '../../../bot/http/contract/contract.ts';
import { idsOf, mentee, mentor, programmeOf } from '../../support/product/enrol.ts';
import { couples, lead } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { answer, match, programmeAt, reviewOf } from '../../support/product/stages.ts';

/** One would rather not, one declined elsewhere, the third has nothing against anybody, the fourth was paired before. */
type Pair = (typeof couples)[number];
const [excluding, declining, willing, earlier] = couples as [Pair, Pair, Pair, Pair];
const pairs = [excluding, declining, willing];

let product: Product;
let path: string;
let id: (userPrincipalName: string) => string;
let again: Awaited<ReturnType<typeof pairedBefore>>;
beforeAll(async () => {
  product = await startProduct();
  const before = await programmeAt(product, 'published', { couples: [declining] });
  await answer(product, declining.mentor, before.couples[0]?.pairingId ?? '', 'decline');
  await answer(product, declining.mentee, before.couples[0]?.pairingId ?? '', 'decline');
  // Each couple shares a topic of its own, so that nothing but a private reason keeps two of them apart.
  const topics = ['ai', 'law', 'faith'];
  path = await programmeOf(
    product,
    pairs.flatMap((pair, index) => [
      mentee(pair.mentee, { topics: topics[index] ?? '' }),
      mentor(pair.mentor, { topics: topics[index] ?? '' }),
    ]),
  );
  id = await idsOf(product, path);
  await exclude([excluding.mentee], excluding.mentor);
  again = await pairedBefore();
});
afterAll(() => product.stop());

const exclude = (exclusions: readonly string[], person: string) =>
  product.want(contract.Participations, person, 'PUT', `/my/participations/${path.split('/').at(-1) ?? ''}`, {
    exclusions,
    wishes: [willing.mentee],
  });
const couple = (pair: Pair) => ({ menteeId: id(pair.mentee), mentorId: id(pair.mentor) });
const whatIf = async (pair: Pair) => (await product.api(lead, 'POST', `${path}/what-if`, couple(pair))).body;

/** A programme with a couple that was paired in another one, and one that may be paired. */
async function pairedBefore(): Promise<{ readonly path: string; readonly couple: object }> {
  await programmeAt(product, 'published', { couples: [earlier] });
  const topicsOf = { [earlier.mentee]: 'law', [willing.mentee]: 'ai' };
  const of = await programmeOf(
    product,
    [earlier, willing].flatMap((pair) => {
      const topics = topicsOf[pair.mentee] ?? '';
      return [mentee(pair.mentee, { topics }), mentor(pair.mentor, { topics })];
    }),
  );
  const idOf = await idsOf(product, of);
  return { path: of, couple: { menteeId: idOf(earlier.mentee), mentorId: idOf(earlier.mentor) } };
}

describe('what somebody has against a partner', () => {
  it('keeps the two apart, and is nowhere in what the lead reads', async () => {
    const round = await match(product, path);
    expect(round).toMatchObject({ state: 'proven', totals: { pairings: 1 } });
    const review = await reviewOf(product, path);
    expect(review.proposals.map((one) => one.mentee.userPrincipalName)).toEqual([willing.mentee]);
    // How many pairings are in each state is told under the states' names, and here it is none.
    const { states, ...pairings } = await product.want(contract.Pairings, lead, 'GET', `${path}/pairings`);
    expect(Object.values(states).every((count) => count === 0)).toBe(true);
    const read = JSON.stringify([
      review,
      (await product.api(lead, 'GET', `${path}/rounds`)).body,
      pairings,
      (await product.api(lead, 'GET', `${path}/people?limit=500`)).body,
      (await product.api(lead, 'POST', `${path}/rounds/${round.id}/replay`)).body,
    ]);
    expect(read).not.toMatch(/private"|exclu|declin|wish|paired-before/i);
    // Sensitive topics neither.
    expect(read).not.toMatch(/faith/i);
    for (const { person, obstacles, reason, possiblePartners } of review.unplaced) {
      const isOfBoth = [excluding, declining].some((pair) => Object.values(pair).includes(person.userPrincipalName));
      expect({ isOfBoth, reason, possiblePartners }).toEqual({
        isOfBoth: true,
        reason: 'others-fit-better',
        possiblePartners: 1,
      });
      expect(obstacles.map(({ rule }) => rule)).toEqual(['shared-topics']);
    }
  });

  it('does not show in the table: the pair looks as if nothing were in the way', async () => {
    const { body } = await product.api(lead, 'GET', `${path}/candidate-pairs.csv`);
    const rows: Record<string, string>[] = parse(body as string, { columns: true, bom: true });
    const of = (pair: Pair) =>
      rows.find((row) => row['menteeAddress'] === pair.mentee && row['mentorAddress'] === pair.mentor);
    for (const pair of pairs) {
      expect(of(pair)).toMatchObject({ possible: 'yes', inTheWay: '', fit: expect.stringMatching(/^\d+$/) });
    }
    expect(body).not.toMatch(/private|exclu|declin|faith/i);
  });

  it('is told alike whatever it is and whosever it is, and as an earlier pairing is, when the lead asks about the two', async () => {
    const said = { kind: 'barred', bars: ['not-together'] };
    expect(await whatIf(excluding)).toEqual(said);
    expect(await whatIf(declining)).toEqual(said);
    await match(product, again.path);
    expect((await product.api(lead, 'POST', `${again.path}/what-if`, again.couple)).body).toEqual(said);
  });

  it('goes unsaid beside a rule', async () => {
    const two = { menteeId: id(excluding.mentee), mentorId: id(declining.mentor) };
    const ask = async () => (await product.api(lead, 'POST', `${path}/what-if`, two)).body;
    const before = await ask();
    expect(before).toEqual({ kind: 'barred', bars: ['shared-topics'] });
    await exclude([excluding.mentee, declining.mentee], declining.mentor);
    await match(product, path);
    expect(await ask()).toEqual(before);
  });

  it('is told as little when the two are locked, and keeps them apart', async () => {
    const problemOfLock = async (of: string, two: object) => {
      const decide = (kind: contract.DecisionKind) =>
        product.want(contract.Decisions, lead, 'POST', `${of}/decisions`, { decisions: [{ kind, ...two }] });
      // That it was locked is taken like any other lock.
      expect(await decide('lock')).toMatchObject({ decisions: [{ kind: 'lock' }] });
      const { state, problem } = await match(product, of);
      expect(state).toBe('failed');
      await decide('unlock');
      return problem;
    };
    const said = { reason: 'locked-pair-barred', bar: 'not-together' };
    expect([
      await problemOfLock(path, couple(excluding)),
      await problemOfLock(path, couple(declining)),
      await problemOfLock(again.path, again.couple),
    ]).toMatchObject([
      { ...said, mentee: { userPrincipalName: excluding.mentee } },
      { ...said, mentee: { userPrincipalName: declining.mentee } },
      { ...said, mentee: { userPrincipalName: earlier.mentee } },
    ]);
  });

  it('leaves the lead with the same words as several rules do, when nothing else keeps anybody apart', async () => {
    const problemOf = async (lines: Parameters<typeof programmeOf>[1]) =>
      (await match(product, await programmeOf(product, lines))).problem;
    const declined = await problemOf([mentee(declining.mentee), mentor(declining.mentor)]);
    expect(declined).toEqual({ reason: 'nobody-possible', obstacles: [] });
    expect(
      await problemOf([mentee(willing.mentee, { seniority: '1' }), mentor(willing.mentor, { topics: 'law' })]),
    ).toEqual(declined);
  });

  it('is kept with the round as ids: it names nobody', async () => {
    const { rows } = await product.database.asAdmin('select input from round where input is not null');
    expect(rows.length).toBeGreaterThan(0);
    for (const { input } of rows as { input: Buffer }[]) {
      const text = gunzipSync(input).toString('utf8');
      expect(text).not.toContain('@');
      for (const pair of pairs) expect(text).not.toContain(pair.mentee.split('.')[0]);
    }
  });
});
