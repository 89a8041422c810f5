import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { ask, cardWith, wordsOf } from '../../support/product/chat.ts';
import { mentoringIn, standInBoth } from '../../support/product/outlook.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  agree,
  asTheLeadSees,
  bookingEnds,
  myPairings,
  peopleOf,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

const successor = 'tobi.adeyinka.marsh@aldermoor.example';
let product: Product;
let cast: Cast;
let couple: Couple;
let other: Couple;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'booked', {
    couples: couples.slice(0, 2),
    withBot: true,
    common: [{ key: 'night-trains', label: 'Night trains', sensitive: false }],
    others: [
      { userPrincipalName: successor, seniority: '0', role: 'mentor', topics: 'subject-0' },
      { userPrincipalName: bystander, seniority: '0', role: 'mentor', topics: 'subject-1' },
    ],
  });
  [couple, other] = cast.couples as [Couple, Couple];
});
afterAll(() => product.stop());

async function personId(address: string): Promise<string> {
  const { people } = await peopleOf(product, cast.path);
  const found = people.find(({ userPrincipalName }) => userPrincipalName === address);
  if (!found) throw new Error(`${address} is not in the programme`);
  return found.id;
}
const replace = async ({ pairingId }: Couple, by: string) =>
  product.api(lead, 'POST', `${cast.path}/pairings/${pairingId}/replace`, {
    role: 'mentor',
    personId: await personId(by),
  });

describe('somebody who takes the place of a mentor', () => {
  it('must not be kept apart from the mentee by the rules, else nothing changes', async () => {
    expect(await replace(couple, bystander)).toMatchObject(problem(409, 'not-possible'));
    expect(await asTheLeadSees(product, cast, couple)).toMatchObject({ state: 'active' });
    await standInBoth(product, cast, couple, 3);
  });

  it('is offered the mentee, whose meetings with the one before are gone from both calendars', async () => {
    const replaced = await replace(couple, successor);
    expect(replaced.status).toBe(202);
    const pairing = contract.LeadPairing.parse(replaced.body);
    expect(pairing).toMatchObject({ state: 'offered', mentor: { userPrincipalName: successor } });
    await until(async () => (await asTheLeadSees(product, cast, couple)).series?.state === 'ended');
    for (const person of [couple.mentee, couple.mentor]) {
      expect(await mentoringIn(product, cast, person)).toEqual([]);
      await cardWith(product, person, 'has ended');
    }
    await cardWith(product, couple.mentee, 'pairing.accept', pairing.id);
    // The senior side is asked first.
    expect(await myPairings(product, successor)).toEqual([]);
    const next = { ...couple, mentor: successor, pairingId: pairing.id };
    await agree(product, next);
    await bookingEnds(product, cast, next);
    await standInBoth(product, cast, next, 3);
    expect(wordsOf(await ask(product, couple.mentee, 'meetings'))).toContain('Meeting 1');
    await standInBoth(product, cast, other, 3);
  });
});
