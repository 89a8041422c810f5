import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { cardWith, saidTo } from '../../support/product/chat.ts';
import { couples } from '../../support/product/people.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import {
  agree,
  bookingEnds,
  importsOf,
  meetingsInCalendar,
  myPairing,
  pairingsOf,
  peopleOf,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';

const faith = { key: 'faith-at-work', label: 'Faith and belief', sensitive: true };
const named = /faith/i;

let product: Product;
let cast: Cast;
let couple: Couple;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'published', { couples: couples.slice(0, 2), common: [faith], withBot: true });
  couple = cast.couples[0] as Couple;
});
afterAll(() => product.stop());

describe('a private topic', () => {
  it('is counted and not named in all that the lead reads of people', async () => {
    const page = await peopleOf(product, cast.path);
    const enrolled = page.people.filter(({ role }) => role !== null);
    expect(enrolled.map(({ topics, privateTopics }) => [topics.length, privateTopics])).toEqual(
      enrolled.map(() => [1, 1]),
    );
    expect(JSON.stringify(page)).not.toMatch(named);
    expect((await peopleOf(product, cast.path, 'search=faith')).total).toBe(0);
    expect(JSON.stringify(await importsOf(product, cast.path))).not.toMatch(named);
  });

  it('is counted and not named in all that the lead reads of pairings', async () => {
    const pairings = await pairingsOf(product, cast.path);
    expect(pairings.pairings).toHaveLength(2);
    for (const { reasons } of pairings.pairings) {
      expect(reasons).toContainEqual({
        kind: 'shared-topics',
        topics: [expect.stringMatching(/^Subject/)],
        privateTopics: 1,
      });
    }
    expect(JSON.stringify(pairings)).not.toMatch(named);
  });

  it('is named to the two who share it', async () => {
    await product.want(contract.MyPairings, couple.mentee, 'POST', `/my/pairings/${couple.pairingId}/answer`, {
      answer: 'accept',
    });
    for (const person of [couple.mentee, couple.mentor]) {
      const { reasons } = await myPairing(product, person, couple);
      expect(reasons).toContainEqual({
        kind: 'shared-topics',
        topics: [couple.topic.label, faith.label],
        privateTopics: 0,
      });
    }
  });

  it('is named to whom it belongs among their own topics', async () => {
    const { participations } = await product.want(contract.Participations, couple.mentee, 'GET', '/my/participations');
    expect(participations).toMatchObject([
      { programmeId: cast.programme.id, role: 'mentee', topics: [couple.topic.key, faith.key] },
    ]);
  });

  it('stands on no card and in no invitation', async () => {
    const other = cast.couples[1] as Couple;
    const offer = await cardWith(product, other.mentee, 'pairing.accept', other.pairingId, other.topic.label);
    expect(JSON.stringify(offer)).not.toMatch(named);
    await agree(product, other);
    const { joinUrl } = await bookingEnds(product, cast, other);
    for (const person of [other.mentee, other.mentor]) {
      await cardWith(product, person, 'Action.OpenUrl');
      expect(JSON.stringify(await saidTo(product, person))).not.toMatch(named);
    }
    for (const person of [other.mentee, other.mentor]) {
      const [meeting] = await meetingsInCalendar(product, person, joinUrl);
      const invitation = JSON.stringify(
        (await product.graph('GET', `/users/${person}/events/${meeting?.id ?? ''}`)).body,
      );
      expect(invitation).toMatch(/"subject":"Mentoring: /);
      expect(invitation).not.toMatch(named);
    }
  });
});
