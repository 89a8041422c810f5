import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MyAnswers } from '../../../bot/http/contract/answers.ts';
import * as contract from '../../../bot/http/contract/contract.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  firstMeeting,
  myPairing,
  pairingsOf,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';

const said = {
  tookPlace: 'yes',
  whoTalked: 'mostly-me',
  spokeOpenly: 'partly',
  menteesAgenda: 'no',
  summedUp: 'no',
  words: 'Quokkas are shy',
  areWordsShared: false,
} as const;
const theirs = { ...said, whoTalked: 'balanced', spokeOpenly: 'yes', summedUp: 'yes', words: 'Wombats dig' } as const;

let product: Product;
let cast: Cast;
/** Offered to the mentees alone. */
let asked: Cast;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'met', { couples: couples.slice(0, 3) });
  asked = await programmeAt(product, 'published', { couples: couples.slice(3, 4), programme: { name: 'Asked' } });
});
afterAll(() => product.stop());

const couple = (index: number, of = cast) => of.couples[index] as Couple;
const answersOf = (person: string, { pairingId }: Couple) =>
  product.want(MyAnswers, person, 'GET', `/my/pairings/${pairingId}/answers`);
async function checkIn(person: string, of: Couple, answers: object) {
  const id = (await firstMeeting(product, person, of)).checkIn?.id ?? '';
  await product.want(contract.MyPairings, person, 'POST', `/my/check-ins/${id}`, answers);
}

describe('what somebody said in their check-ins', () => {
  it('is shown to them alone: the other side sees theirs, and nobody else anything', async () => {
    const { mentee, mentor, pairingId } = couple(0);
    await checkIn(mentee, couple(0), said);
    const { id, number, startsAt, endsAt } = await firstMeeting(product, mentee, couple(0));
    expect(await answersOf(mentee, couple(0))).toEqual({
      answers: [{ ...said, meetingId: id, number, startsAt, endsAt, theySay: null }],
    });
    expect(await answersOf(mentor, couple(0))).toEqual({ answers: [] });
    for (const person of [couple(1).mentee, couple(1).mentor, bystander, lead]) {
      const path = `/my/pairings/${pairingId}/answers`;
      expect(await product.api(person, 'GET', path)).toMatchObject(problem(404, 'not-found'));
    }
  });

  it('is never told to the other side, but for who talked more once both have said', async () => {
    const { mentee, mentor } = couple(0);
    await checkIn(mentor, couple(0), { ...theirs, areWordsShared: true });
    const [mine, others] = [await answersOf(mentee, couple(0)), await answersOf(mentor, couple(0))];
    expect(mine.answers).toMatchObject([{ ...said, theySay: 'balanced' }]);
    expect(others.answers).toMatchObject([{ ...theirs, areWordsShared: true, theySay: 'mostly-me' }]);
    expect(JSON.stringify(mine)).not.toContain('Wombats');
    expect(JSON.stringify(others)).not.toContain('Quokkas');
  });

  it('is not there for a mentor who has not been told of the pairing', async () => {
    const { mentee, mentor, pairingId } = couple(0, asked);
    expect(await answersOf(mentee, couple(0, asked))).toEqual({ answers: [] });
    const path = `/my/pairings/${pairingId}/answers`;
    expect(await product.api(mentor, 'GET', path)).toMatchObject(problem(404, 'not-found'));
  });
});

describe('when the agreement was signed', () => {
  it('is told to both, of both', async () => {
    const [mine, other] = await Promise.all(
      [couple(0).mentee, couple(0).mentor].map((person) => myPairing(product, person, couple(0))),
    );
    expect(mine?.signedAt).toEqual({ mentee: expect.any(String), mentor: expect.any(String) });
    expect(other?.signedAt).toEqual(mine?.signedAt);
    expect((await myPairing(product, couple(0, asked).mentee, couple(0, asked))).signedAt).toEqual({
      mentee: null,
      mentor: null,
    });
  });
});

describe('a picture', () => {
  const photoOf = (person: string, id: string, headers: Record<string, string> = {}) =>
    product
      .token(person)
      .then((token) =>
        product.ask('GET', `/api/people/${id}/photo`, { headers: { authorization: `Bearer ${token}`, ...headers } }),
      );
  /** Everybody's ids, by name, as the lead sees them. */
  const idOf = async (person: string, of = cast) =>
    (await pairingsOf(product, of.path)).pairings
      .flatMap(({ mentee, mentor }) => [mentee, mentor])
      .find(({ userPrincipalName }) => userPrincipalName === person)?.id ?? '';
  it('is seen by themselves, by the other one of their pairing, and by a lead', async () => {
    for (const { mentee, mentor } of cast.couples) {
      for (const [person, other] of [
        [mentee, mentor],
        [mentor, mentee],
        [mentee, mentee],
        [lead, mentor],
      ] as const) {
        const { status, headers } = await photoOf(person, await idOf(other));
        expect([200, 204]).toContain(status);
        expect(headers.get('cache-control')).toMatch(/^private/);
      }
    }
  });

  it('is sent once: the browser that has it is told that it is the same', async () => {
    const seen = await Promise.all(
      cast.couples.flatMap(({ mentee, mentor }) => [mentee, mentor]).map(async (one) => photoOf(lead, await idOf(one))),
    );
    const pictures = seen.filter(({ status }) => status === 200);
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.length).toBeLessThan(seen.length);
    for (const { headers } of pictures) {
      expect(headers.get('content-type')).toBe('image/png');
      expect(headers.get('vary')).toMatch(/authorization/i);
    }
    const ids = await Promise.all(cast.couples.map(({ mentee }) => idOf(mentee)));
    for (const id of ids) {
      const { status, headers } = await photoOf(lead, id);
      if (status !== 200) continue;
      expect(await photoOf(lead, id, { 'if-none-match': headers.get('etag') ?? '' })).toMatchObject({ status: 304 });
    }
  });

  it('of anybody else is not there, as one of nobody is not', async () => {
    const [, second] = cast.couples;
    const others = [await idOf(second?.mentee ?? ''), await idOf(second?.mentor ?? '')];
    for (const id of others) {
      expect(id).not.toBe('');
      for (const person of [couple(0).mentee, couple(0).mentor, bystander]) {
        expect(await photoOf(person, id)).toMatchObject(problem(404, 'not-found'));
      }
    }
    const nobody = '0190a000-0000-7000-8000-000000000000';
    expect(await photoOf(lead, nobody)).toMatchObject(problem(404, 'not-found'));
  });

  it('of a mentee is not there for a mentor before they have been told of each other', async () => {
    const { mentee, mentor } = couple(0, asked);
    expect(await photoOf(mentor, await idOf(mentee, asked))).toMatchObject(problem(404, 'not-found'));
    expect([200, 204]).toContain((await photoOf(mentee, await idOf(mentor, asked))).status);
  });

  it('of somebody whom the directory does not let us see is none, and no failure', async () => {
    let shown: Couple | undefined;
    for (const of of cast.couples) if ((await photoOf(of.mentee, await idOf(of.mentor))).status === 200) shown = of;
    if (!shown) throw new Error('no mentor has a picture');
    // Without what is kept of it.
    await product.close();
    await product.restart();
    await product.fault({ path: '/photos/', times: 1, status: 403, code: 'ErrorAccessDenied' });
    expect(await photoOf(shown.mentee, await idOf(shown.mentor))).toMatchObject({ status: 204, body: '' });
  });
});
