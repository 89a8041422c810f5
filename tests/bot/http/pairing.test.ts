import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cardsWith, cardWith, saidTo, tap } from '../../support/product/chat.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  accepted,
  answer,
  asTheLeadSees,
  myPairing,
  myPairings,
  oneByOne,
  programmeAt,
  sign,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { t } from '../../support/texts.ts';
import { until } from '../../support/until.ts';

let product: Product;
let cast: Cast;
/** A couple of a test's own: the offer lies with the mentee. */
let nextCouple: () => Couple;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'published', { couples, withBot: true });
  nextCouple = oneByOne(cast);
});
afterAll(() => product.stop());

const stateOf = async (couple: Couple) => {
  const { state, waitingFor } = await asTheLeadSees(product, cast, couple);
  return [state, waitingFor];
};
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).toSorted();

describe('an offer', () => {
  it('is told to the mentee first, and to the mentor only once the mentee has said yes', async () => {
    const couple = nextCouple();
    const { mentee, mentor, pairingId } = couple;
    expect(await myPairing(product, mentee, couple)).toMatchObject({
      role: 'mentee',
      partner: { userPrincipalName: mentor },
      state: 'offered',
      waitingFor: 'mentee-answer',
      asked: 'answer',
      iSigned: false,
      series: null,
      meetings: [],
    });
    await cardWith(product, mentee, 'pairing.accept', pairingId);
    expect(await myPairings(product, mentor)).toEqual([]);
    for (const given of ['accept', 'decline'] as const) {
      expect(await answer(product, mentor, pairingId, given)).toMatchObject(problem(404, 'not-found'));
    }
    expect(await sign(product, mentor, pairingId)).toMatchObject(problem(404, 'not-found'));
    expect(await cardsWith(product, mentor, pairingId)).toEqual([]);

    expect(await answer(product, mentee, pairingId, 'accept')).toMatchObject({
      status: 200,
      body: { pairings: [{ id: pairingId, asked: 'nothing', waitingFor: 'mentor-answer' }] },
    });
    expect(await myPairing(product, mentor, couple)).toMatchObject({ role: 'mentor', asked: 'answer' });
    await cardWith(product, mentor, 'pairing.accept', pairingId);
  });

  it('that either declines is gone for both, and the lead cannot tell who it was', async () => {
    const [byMentee, byMentor] = [nextCouple(), nextCouple()];
    expect(await answer(product, byMentee.mentee, byMentee.pairingId, 'decline')).toMatchObject({
      status: 200,
      body: { pairings: [] },
    });
    await accepted(product, byMentor.mentee, byMentor.pairingId);
    await cardWith(product, byMentor.mentor, 'pairing.accept', byMentor.pairingId);
    expect(await answer(product, byMentor.mentor, byMentor.pairingId, 'decline')).toMatchObject({ status: 200 });

    for (const { mentee, mentor } of [byMentee, byMentor]) {
      expect(await myPairings(product, mentee)).toEqual([]);
      expect(await myPairings(product, mentor)).toEqual([]);
    }
    expect(await cardsWith(product, byMentee.mentor, byMentee.pairingId)).toEqual([]);
    const [one, other] = [
      await asTheLeadSees(product, cast, byMentee),
      await asTheLeadSees(product, cast, byMentor),
    ].map(({ id: _id, mentee: _mentee, mentor: _mentor, fit: _fit, reasons: _reasons, ...rest }) => rest);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ state: 'declined', waitingFor: 'nothing', series: null });
  });

  it('that was declined takes no answer any more', async () => {
    const { mentee, mentor, pairingId } = nextCouple();
    await answer(product, mentee, pairingId, 'decline');
    for (const person of [mentee, mentor]) {
      expect(await answer(product, person, pairingId, 'accept')).toMatchObject(problem(404, 'not-found'));
      expect(await answer(product, person, pairingId, 'decline')).toMatchObject(problem(404, 'not-found'));
      expect(await sign(product, person, pairingId)).toMatchObject(problem(404, 'not-found'));
    }
  });

  it('is answered and signed in its order, each once', async () => {
    const couple = nextCouple();
    const { mentee, mentor, pairingId } = couple;
    expect(await sign(product, mentee, pairingId)).toMatchObject(problem(409, 'not-your-turn'));
    await accepted(product, mentee, pairingId);
    expect(await answer(product, mentee, pairingId, 'accept')).toMatchObject(problem(409, 'already-done'));
    expect(await sign(product, mentee, pairingId)).toMatchObject(problem(409, 'not-your-turn'));
    expect(await sign(product, mentor, pairingId)).toMatchObject(problem(409, 'not-your-turn'));
    expect(await stateOf(couple)).toEqual(['offered', 'answers']);

    await accepted(product, mentor, pairingId);
    expect(await answer(product, mentor, pairingId, 'accept')).toMatchObject(problem(409, 'already-done'));
    expect(await stateOf(couple)).toEqual(['offered', 'signatures']);
    for (const person of [mentee, mentor])
      expect(await myPairing(product, person, couple)).toMatchObject({ asked: 'sign' });

    expect(await sign(product, mentor, pairingId)).toMatchObject({ status: 200 });
    expect(await sign(product, mentor, pairingId)).toMatchObject(problem(409, 'already-done'));
    expect(await myPairing(product, mentor, couple)).toMatchObject({ iSigned: true, asked: 'nothing' });
    expect(await myPairing(product, mentee, couple)).toMatchObject({ iSigned: false, asked: 'sign' });
    expect(await stateOf(couple)).toEqual(['offered', 'signatures']);

    expect(await sign(product, mentee, pairingId)).toMatchObject({ status: 200 });
    expect(await sign(product, mentee, pairingId)).toMatchObject(problem(409, 'already-done'));
    expect(await answer(product, mentee, pairingId, 'decline')).toMatchObject(problem(409, 'closed'));
    expect(await stateOf(couple)).toEqual(['active', 'nothing']);
  });

  it('has one effect however often and from wherever it is answered at once', async () => {
    const couple = nextCouple();
    const { mentee, mentor, pairingId } = couple;
    const card = await cardWith(product, mentee, 'pairing.accept', pairingId);
    const clicks = (person: string, times: number) =>
      Array.from({ length: times }, () => answer(product, person, pairingId, 'accept'));
    const taps = Array.from({ length: 3 }, () => tap(product, mentee, card.id, 'pairing.accept', { pairingId }));
    const [inTab, onCard] = await Promise.all([Promise.all(clicks(mentee, 6)), Promise.all(taps)]);
    const took = inTab.filter(({ status }) => status === 200).length;
    const thanked = onCard.filter((shown) => shown.includes('Now I ask')).length;
    expect(took + thanked).toBe(1);
    for (const refused of inTab.filter(({ status }) => status !== 200)) {
      expect(refused).toMatchObject(problem(409, 'already-done'));
    }
    await cardWith(product, mentor, 'pairing.accept', pairingId);
    await Promise.all(clicks(mentor, 4));

    const signed = await Promise.all(
      [mentee, mentor, mentee, mentor].map((person) => sign(product, person, pairingId)),
    );
    expect(statuses(signed)).toEqual([200, 200, 409, 409]);
    expect(await stateOf(couple)).toEqual(['active', 'nothing']);
    // One card for each thing that was asked, however often the answers came.
    await until(async () => (await cardsWith(product, mentor, 'pairing.accept', pairingId)).length === 0);
    const asked =
      'select subject ->> $2 as kind, jsonb_array_length(activity_ids) as cards from notice where about = $1';
    const notices = (await product.database.asAdmin(asked, [pairingId, 'kind'])).rows;
    expect(notices.map(({ kind }) => kind).toSorted()).toEqual(['agreement', 'agreement', 'offer', 'offer']);
    expect(notices.every(({ cards }) => Number(cards) <= 1)).toBe(true);
    const { rows } = await product.database.asAdmin('select id from series where pairing_id = $1', [pairingId]);
    expect(rows).toHaveLength(1);
  });

  it('goes its whole way on cards, each of which then shows what was answered', async () => {
    const couple = nextCouple();
    const { mentee, mentor, pairingId } = couple;
    for (const [person, verb, then] of [
      [mentee, 'pairing.accept', 'Now I ask'],
      [mentor, 'pairing.accept', 'One step is left'],
      [mentee, 'agreement.sign', 'signs next'],
      [mentor, 'agreement.sign', 'You have both signed'],
    ] as const) {
      const card = await cardWith(product, person, verb, pairingId);
      expect(await tap(product, person, card.id, verb, { pairingId })).toContain(then);
      const shown = (await saidTo(product, person)).find(({ id }) => id === card.id);
      expect(JSON.stringify(shown)).toContain(then);
      expect(JSON.stringify(shown)).not.toContain('Action.Execute');
      // The same card once more, from another device that still shows it.
      expect(await tap(product, person, card.id, verb, { pairingId })).toContain(t('noLongerOpen.already-done'));
    }
    expect(await stateOf(couple)).toEqual(['active', 'nothing']);
  });
});

describe('somebody else’s pairing', () => {
  it('is not there for anybody but its two: neither in the tab nor on a card', async () => {
    const couple = nextCouple();
    const { mentee, pairingId } = couple;
    await accepted(product, mentee, pairingId);
    const before = await asTheLeadSees(product, cast, couple);
    const stranger = cast.couples[0] as Couple;
    for (const person of [stranger.mentee, stranger.mentor, bystander, lead]) {
      expect((await myPairings(product, person)).map(({ id }) => id)).not.toContain(pairingId);
      expect(await answer(product, person, pairingId, 'accept')).toMatchObject(problem(404, 'not-found'));
      expect(await answer(product, person, pairingId, 'decline')).toMatchObject(problem(404, 'not-found'));
      expect(await sign(product, person, pairingId)).toMatchObject(problem(404, 'not-found'));
    }
    const card = await cardWith(product, stranger.mentee, t('whatThisIs'));
    for (const verb of ['pairing.accept', 'pairing.decline', 'agreement.sign']) {
      const shown = await tap(product, stranger.mentee, card.id, verb, { pairingId, personId: mentee, role: 'mentor' });
      expect(shown).toContain(t('noLongerOpen.not-yours'));
    }
    expect(await asTheLeadSees(product, cast, couple)).toEqual(before);
  });

  it('looks like one that does not exist', async () => {
    const stranger = cast.couples[0] as Couple;
    const [theirs, nobodys] = [
      await answer(product, bystander, stranger.pairingId, 'accept'),
      await answer(product, bystander, randomUUID(), 'accept'),
    ].map(({ status, body }) => ({ status, ...(body as object), reference: '' }));
    expect(theirs).toEqual(nobodys);
  });

  it('is not reached by a token of another tenant for the very same person', async () => {
    const stranger = cast.couples[0] as Couple;
    const tid = randomUUID();
    const token = await product.token(stranger.mentee, {
      tid,
      iss: `${product.settings['ENTRA_AUTHORITY'] ?? ''}/${tid}/v2.0`,
    });
    const answered = await product.ask('POST', `/api/my/pairings/${stranger.pairingId}/sign`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answered).toMatchObject(problem(401, 'not-signed-in'));
  });
});

describe('an answer', () => {
  it.each([
    ['none', {}],
    ['one that is not asked for', { answer: 'maybe' }],
    ['two', { answer: ['accept', 'decline'] }],
  ])('that is %s is refused, and the offer stays open', async (_what, body) => {
    const couple = cast.couples.at(-1) as Couple;
    const before = await asTheLeadSees(product, cast, couple);
    const refused = await product.api(couple.mentee, 'POST', `/my/pairings/${couple.pairingId}/answer`, body);
    expect(refused).toMatchObject({ status: 400, body: { fields: [{ field: 'answer' }] } });
    expect(await asTheLeadSees(product, cast, couple)).toEqual(before);
  });
});
