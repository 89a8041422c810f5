import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import * as contract from '../../../bot/http/contract/contract.ts';
import { cardsWith, cardWith, saidTo, tap } from '../../support/product/chat.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Answer, type Product } from '../../support/product/product.ts';
import {
  asTheLeadSees,
  firstMeeting,
  importsOf,
  myPairings,
  pairingsOf,
  peopleOf,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';
import { t } from '../../support/texts.ts';

const verb = 'check-in.answer';
/** Answers whose words stand nowhere else. */
const told = { tookPlace: 'yes', whoTalked: 'mostly-the-other', questions: 'many', useful: 5 } as const;
const words = /mostly-the-other|"many"|useful|tookPlace/;

let product: Product;
let cast: Cast;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'met', { couples: couples.slice(0, 5), withBot: true });
  // Everybody is in Britain: by noon of the next working day all have been asked.
  await product.travelTo('2027-02-15T12:00:00Z');
});
afterAll(() => product.stop());

const couple = (index: number) => cast.couples[index] as Couple;
async function checkInOf(person: string, of: Couple): Promise<string> {
  return (await firstMeeting(product, person, of)).checkIn?.id ?? '';
}
const answerInTab = (person: string, id: string, answers: unknown = told): Promise<Answer> =>
  product.api(person, 'POST', `/my/check-ins/${id}`, answers);
/** The card's taps for the same answers. */
const taps = (checkInId: string) => ({ checkInId, ...told, useful: String(told.useful) });
const shownOn = async (person: string, cardId: string) =>
  JSON.stringify((await saidTo(product, person)).find(({ id }) => id === cardId));

async function allThatTheLeadSees(): Promise<string> {
  return JSON.stringify([
    await pairingsOf(product, cast.path),
    await peopleOf(product, cast.path),
    await importsOf(product, cast.path),
    (await product.api(lead, 'GET', cast.path)).body,
  ]);
}

describe('after a meeting', () => {
  it('each side has one check-in of their own, on a card and in the tab', async () => {
    const ids = [];
    for (const of of cast.couples) {
      for (const person of [of.mentee, of.mentor]) {
        const meeting = await firstMeeting(product, person, of);
        expect(meeting).toMatchObject({ state: 'held', checkIn: { answered: false } });
        const id = meeting.checkIn?.id ?? '';
        await cardWith(product, person, verb, id);
        expect(await cardsWith(product, person, verb)).toHaveLength(1);
        ids.push(id);
      }
    }
    expect(new Set(ids).size).toBe(10);
    for (const { meetingsHeld, meetingsPlanned, checkInsSent, checkInsAnswered } of (
      await pairingsOf(product, cast.path)
    ).pairings) {
      expect([meetingsHeld, meetingsPlanned, checkInsSent, checkInsAnswered]).toEqual([1, 2, 2, 0]);
    }
  });

  it('an answer on the card is thanked for there, and seen in the tab as given', async () => {
    const { mentee, mentor } = couple(0);
    const id = await checkInOf(mentee, couple(0));
    const card = await cardWith(product, mentee, verb, id);
    expect(await tap(product, mentee, card.id, verb, taps(id))).toContain(t('thanks'));
    expect(await shownOn(mentee, card.id)).not.toContain(verb);
    expect((await firstMeeting(product, mentee, couple(0))).checkIn).toEqual({ id, answered: true });
    expect((await firstMeeting(product, mentor, couple(0))).checkIn).toMatchObject({ answered: false });
    expect(await asTheLeadSees(product, cast, couple(0))).toMatchObject({ checkInsSent: 2, checkInsAnswered: 1 });
  });

  it('an answer in the tab takes the place of the questions on the card', async () => {
    const { mentor } = couple(0);
    const id = await checkInOf(mentor, couple(0));
    const card = await cardWith(product, mentor, verb, id);
    expect(await answerInTab(mentor, id)).toMatchObject({ status: 200 });
    await until(async () => !(await shownOn(mentor, card.id)).includes(verb));
    expect(await shownOn(mentor, card.id)).toContain(t('thanks'));
    expect((await saidTo(product, mentor)).filter((said) => JSON.stringify(said).includes(t('thanks')))).toHaveLength(
      1,
    );
  });

  it('answers count once, from cards and tab at the same moment', async () => {
    const { mentee } = couple(1);
    const id = await checkInOf(mentee, couple(1));
    const card = await cardWith(product, mentee, verb, id);
    const [inTab, onCard] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => answerInTab(mentee, id))),
      Promise.all(Array.from({ length: 4 }, () => tap(product, mentee, card.id, verb, taps(id)))),
    ]);
    const took = inTab.filter(({ status }) => status === 200).length;
    const thanked = onCard.filter((shown) => shown.includes(t('thanks'))).length;
    expect(took + thanked).toBe(1);
    for (const refused of inTab.filter(({ status }) => status !== 200)) {
      expect(refused).toMatchObject(problem(409, 'already-done'));
    }
    expect(await asTheLeadSees(product, cast, couple(1))).toMatchObject({ checkInsAnswered: 1 });
  });

  it('the first answers stay, whatever is sent later', async () => {
    const { mentee } = couple(1);
    const id = await checkInOf(mentee, couple(1));
    const kept = () => product.database.asAdmin('select answers from check_in where id = $1', [id]);
    const before = (await kept()).rows;
    expect(await answerInTab(mentee, id, { ...told, useful: 1 })).toMatchObject(problem(409, 'already-done'));
    expect((await kept()).rows).toEqual(before);
  });

  it('of a meeting that did not take place nothing else is kept', async () => {
    const { mentor } = couple(1);
    const id = await checkInOf(mentor, couple(1));
    expect(await answerInTab(mentor, id, { ...told, tookPlace: 'no' })).toMatchObject({ status: 200 });
    const { rows } = await product.database.asAdmin('select answers from check_in where id = $1', [id]);
    expect(rows).toEqual([{ answers: { tookPlace: 'no', whoTalked: null, questions: null, useful: null } }]);
  });
});

describe('what somebody answers', () => {
  it('is seen neither by the other side nor by the lead', async () => {
    const { mentee, mentor } = couple(2);
    expect(await answerInTab(mentee, await checkInOf(mentee, couple(2)))).toMatchObject({ status: 200 });
    // The cards hold the questions, and so their words, until they are answered.
    const tabOf = async (person: string) => JSON.stringify(await myPairings(product, person));
    expect(await tabOf(mentor)).not.toMatch(words);
    expect(await allThatTheLeadSees()).not.toMatch(words);
    expect(await tabOf(bystander)).not.toMatch(words);
    expect(await firstMeeting(product, mentor, couple(2))).toMatchObject({ whoTalked: null });

    const answer = { ...told, whoTalked: 'balanced', questions: 'none', useful: 1 };
    expect(await answerInTab(mentor, await checkInOf(mentor, couple(2)), answer)).toMatchObject({ status: 200 });
    for (const person of [mentee, mentor]) {
      expect((await tabOf(person)).replaceAll(/"whoTalked":\{[^}]*\}/g, '')).not.toMatch(
        /mostly|balanced|"many"|"none"|useful/,
      );
    }
    expect(await allThatTheLeadSees()).not.toMatch(/mostly|balanced|whoTalked|"many"|"none"|useful/);
  });

  it('about who talked more is seen by both, once both have said so', async () => {
    const { mentee, mentor } = couple(2);
    expect((await firstMeeting(product, mentee, couple(2))).whoTalked).toEqual({
      mine: 'mostly-the-other',
      theirs: 'balanced',
    });
    expect((await firstMeeting(product, mentor, couple(2))).whoTalked).toEqual({
      mine: 'balanced',
      theirs: 'mostly-the-other',
    });
  });

  it('counts only for their own check-in: the other side’s, a stranger’s and one of nobody are not there', async () => {
    const { mentee, mentor } = couple(3);
    const [menteeId, mentorId] = [await checkInOf(mentee, couple(3)), await checkInOf(mentor, couple(3))];
    for (const [person, id] of [
      [mentee, mentorId],
      [mentor, menteeId],
      [couple(4).mentee, menteeId],
      [bystander, menteeId],
      [lead, mentorId],
      [mentee, randomUUID()],
    ] as const) {
      expect(await answerInTab(person, id)).toMatchObject(problem(404, 'not-found'));
    }
    const card = await cardWith(product, mentor, verb, mentorId);
    expect(await tap(product, mentor, card.id, verb, taps(menteeId))).toContain(t('noLongerOpen.not-yours'));
    expect(await asTheLeadSees(product, cast, couple(3))).toMatchObject({ checkInsAnswered: 0 });
  });

  it.each([
    ['nothing', {}, ['tookPlace', 'whoTalked', 'questions', 'useful']],
    ['a word that is not offered', { ...told, whoTalked: 'me' }, ['whoTalked']],
    ['a number beyond five', { ...told, useful: 6 }, ['useful']],
    ['a number as text', { ...told, useful: '5' }, ['useful']],
  ])('is refused when it is %s, and the check-in stays open', async (_what, answers, expected) => {
    const { mentee } = couple(3);
    const refused = await answerInTab(mentee, await checkInOf(mentee, couple(3)), answers);
    expect(refused).toMatchObject(problem(400, 'bad-request'));
    const { fields = [] } = contract.Problem.parse(refused.body);
    expect(fields.map(({ field }) => field)).toEqual(expected);
    expect((await firstMeeting(product, mentee, couple(3))).checkIn).toMatchObject({ answered: false });
  });
});

describe('somebody who has removed the bot', () => {
  it('is asked in the tab alone, and on a card again once the bot is back', async () => {
    const { mentee, mentor } = couple(4);
    await product.control('POST', `/chat/${mentee}/uninstall`);
    const [, second] = (await myPairings(product, mentee))[0]?.meetings ?? [];
    await product.travelTo(Temporal.Instant.from(second?.endsAt ?? '').add({ hours: 24 * 7 }));
    const checkIn = async (person: string) => (await myPairings(product, person))[0]?.meetings[1]?.checkIn;
    await until(async () => (await checkIn(mentor)) !== null && (await checkIn(mentee)) !== null);
    const mine = (await checkIn(mentee))?.id ?? '';
    await cardWith(product, mentor, verb, (await checkIn(mentor))?.id ?? '');
    await until(async () => {
      const { rows } = await product.database.asAdmin('select state from notice where about = $1', [mine]);
      return rows[0]?.['state'] === 'undeliverable';
    });
    expect(await cardsWith(product, mentee, mine)).toEqual([]);

    await product.control('POST', `/chat/${mentee}/install`);
    await cardWith(product, mentee, verb, mine);
    expect(await answerInTab(mentee, mine)).toMatchObject({ status: 200 });
  });
});
