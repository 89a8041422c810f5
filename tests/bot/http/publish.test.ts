import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { cardWith, cardsWith } from '../../support/product/chat.ts';
import { mentee, mentor, programmeOf } from '../../support/product/enrol.ts';
import { couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { match, pairingsOf, programmeAt, reviewOf } from '../../support/product/stages.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const publish = (path: string) => product.api(lead, 'POST', `${path}/publish`);

describe('publishing', () => {
  it('with nothing proposed is refused', async () => {
    const { path } = await programmeAt(product, 'people in', { couples: couples.slice(0, 1) });
    expect(await publish(path)).toMatchObject(problem(409, 'nothing-proposed'));
    expect(await publish(`/programmes/${randomUUID()}`)).toMatchObject(problem(404, 'not-found'));
  });

  it('at the same moment by several leads offers once and asks once', async () => {
    const cast = await programmeAt(product, 'matched', { couples: couples.slice(0, 2), withBot: true });
    const { path, couples: pairs } = cast;
    const answers = await Promise.all([publish(path), publish(path), publish(path)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await publish(path)).toMatchObject(problem(409, 'nothing-proposed'));
    const { pairings } = await pairingsOf(product, path);
    expect(pairings.map(({ state, waitingFor }) => [state, waitingFor])).toEqual([
      ['offered', 'answers'],
      ['offered', 'answers'],
    ]);
    for (const { mentee: asked, pairingId } of pairs) {
      await cardWith(product, asked, 'pairing.accept', pairingId);
      expect(await cardsWith(product, asked, 'pairing.accept', pairingId)).toHaveLength(1);
    }
  });

  it('leaves the round published, with nothing to propose any more', async () => {
    const { path } = await programmeAt(product, 'matched', { couples: couples.slice(2, 4) });
    const before = await reviewOf(product, path);
    await publish(path);
    const after = await reviewOf(product, path);
    expect(after.shown?.publishedAt).not.toBeNull();
    expect(after).toMatchObject({ shown: { id: before.shown?.id }, proposals: [], dissolved: [] });
    const { pairings } = await pairingsOf(product, path);
    expect(pairings.map(({ id }) => id).toSorted()).toEqual(before.proposals.map(({ id }) => id).toSorted());
  });
});

describe('publishing what people no longer want', () => {
  const [one, other] = couples.slice(5, 7) as [(typeof couples)[0], (typeof couples)[0]];

  it.each<[string, string, contract.ParticipationChange, number]>([
    ['the mentee would rather not', one.mentee, { exclusions: [one.mentor] }, 1],
    ['the mentor would rather not', one.mentor, { exclusions: [one.mentee] }, 1],
    ['the mentor has less room', one.mentor, { capacity: 1 }, 1],
    ['the mentor takes a pause', one.mentor, { pausedUntil: '2027-03-01' }, 0],
  ])('is refused when %s, and gives no reason away', async (_what, who, change, pairings) => {
    const lines = [mentee(one.mentee), mentee(other.mentee), mentor(one.mentor, { capacity: '2' })];
    const path = await programmeOf(product, lines);
    expect(await match(product, path)).toMatchObject({ totals: { pairings: 2 } });
    const id = path.split('/').at(-1) ?? '';
    await product.want(contract.Participations, who, 'PUT', `/my/participations/${id}`, change);
    const refused = await publish(path);
    expect(refused).toMatchObject(problem(409, 'proposals-outdated'));
    expect(JSON.stringify(refused.body)).not.toMatch(/private|exclu|pause|@/);
    expect(await pairingsOf(product, path)).toMatchObject({ pairings: [] });
    expect((await match(product, path)).totals?.pairings ?? 0).toBe(pairings);
  });
});
