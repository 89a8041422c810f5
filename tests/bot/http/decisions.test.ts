import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { idsOf, mentee, mentor, programmeOf } from '../../support/product/enrol.ts';
import { bystander, couples, fileOf, lead, secondLead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { answer, importPeople, match, pairingsOf, programmeAt, reviewOf } from '../../support/product/stages.ts';

let product: Product;
let path: string;
let id: (userPrincipalName: string) => string;
type Pair = (typeof couples)[number];
let one: Pair;
let two: Pair;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

/** Two mentees and two mentors, each possible with each; the first two belong together by their topics. */
async function gather(first: number): Promise<void> {
  [one, two] = couples.slice(first, first + 2) as [Pair, Pair];
  path = await programmeOf(product, [
    mentee(one.mentee, { topics: 'ai;law' }),
    mentor(one.mentor, { topics: 'ai;law' }),
    mentee(two.mentee),
    mentor(two.mentor),
  ]);
  id = await idsOf(product, path);
}
beforeEach(() => gather(0));

type Kind = contract.DecisionKind;
const about = (kind: Kind, theMentee: string, theMentor: string) => ({
  kind,
  menteeId: id(theMentee),
  mentorId: id(theMentor),
});
const send = (decisions: unknown, who = lead) => product.api(who, 'POST', `${path}/decisions`, { decisions });
const decide = async (...decisions: ReturnType<typeof about>[]) =>
  (await product.want(contract.Decisions, lead, 'POST', `${path}/decisions`, { decisions })).decisions;
const inForce = async () =>
  (await reviewOf(product, path)).decisions.map((each) => [
    each.kind,
    each.mentee.userPrincipalName,
    each.mentor.userPrincipalName,
    each.isApplied,
  ]);
const proposed = async () =>
  (await reviewOf(product, path)).proposals
    .map((each) => `${each.mentee.userPrincipalName} ${each.mentor.userPrincipalName}${each.isLocked ? ' locked' : ''}`)
    .toSorted();
const asFound = () => [`${one.mentee} ${one.mentor}`, `${two.mentee} ${two.mentor}`].toSorted();
const crossed = () => [`${one.mentee} ${two.mentor}`, `${two.mentee} ${one.mentor}`].toSorted();

describe('a decision', () => {
  it('to keep two together holds from the next round on, until it is taken back', async () => {
    await match(product, path);
    expect(await proposed()).toEqual(asFound());
    const [made] = await decide(about('lock', one.mentee, two.mentor));
    expect(made).toMatchObject({ kind: 'lock', by: expect.stringMatching(/^Samira/), isApplied: false });
    // Nothing moves before the next round.
    expect(await proposed()).toEqual(asFound());
    for (let round = 0; round < 2; round += 1) {
      await match(product, path);
      expect(await proposed()).toEqual(
        [`${one.mentee} ${two.mentor} locked`, `${two.mentee} ${one.mentor}`].toSorted(),
      );
      expect(await inForce()).toEqual([['lock', one.mentee, two.mentor, true]]);
    }
    await decide(about('unlock', one.mentee, two.mentor));
    expect(await inForce()).toEqual([['unlock', one.mentee, two.mentor, false]]);
    await match(product, path);
    expect(await proposed()).toEqual(asFound());
    expect(await inForce()).toEqual([]);
  });

  it('to keep two apart holds, until it is taken back', async () => {
    await decide(about('forbid', one.mentee, one.mentor));
    await match(product, path);
    expect(await proposed()).toEqual(crossed());
    expect(await inForce()).toEqual([['forbid', one.mentee, one.mentor, true]]);
    await decide(about('allow', one.mentee, one.mentor));
    expect(await inForce()).toEqual([['allow', one.mentee, one.mentor, false]]);
    await match(product, path);
    expect(await proposed()).toEqual(asFound());
  });

  it('taken back before any round knew of it leaves nothing to see', async () => {
    await match(product, path);
    await decide(about('lock', one.mentee, two.mentor));
    await decide(about('unlock', one.mentee, two.mentor));
    expect(await inForce()).toEqual([]);
  });

  it('is one whoever makes it again, and the last word on a couple holds', async () => {
    const [first] = await decide(about('lock', one.mentee, two.mentor));
    await send([about('lock', one.mentee, two.mentor)], secondLead);
    expect((await reviewOf(product, path)).decisions).toEqual([first]);
    // Nothing was kept apart, so there is nothing to allow, and the lock stays.
    await decide(about('allow', one.mentee, two.mentor));
    expect(await inForce()).toEqual([['lock', one.mentee, two.mentor, false]]);
    await send([about('forbid', one.mentee, two.mentor)], secondLead);
    const [last, ...others] = (await reviewOf(product, path)).decisions;
    expect(last).toMatchObject({ kind: 'forbid', by: expect.stringMatching(/^Bronwen/) });
    expect(others).toEqual([]);
    const { rows } = await product.database.asAdmin(
      'select number, kind from matching_decision where programme_id = $1 order by number',
      [path.split('/').at(-1)],
    );
    expect(rows).toEqual([
      { number: 1, kind: 'lock' },
      { number: 2, kind: 'forbid' },
    ]);
  });

  it('can be to swap two pairs: two locks at once', async () => {
    await match(product, path);
    await decide(about('lock', one.mentee, two.mentor), about('lock', two.mentee, one.mentor));
    await match(product, path);
    expect(await proposed()).toEqual(crossed().map((pair) => `${pair} locked`));
  });
});

describe('several decisions', () => {
  it('are all made or none, and each field that is wrong is named', async () => {
    const stranger = await programmeAt(product, 'people in', { couples: couples.slice(4, 5) });
    const strangerId = await idsOf(product, stranger.path);
    const known = about('lock', one.mentee, two.mentor);
    const answered = await send([
      known,
      { ...known, menteeId: strangerId(couples[4]?.mentee ?? '') },
      { ...known, menteeId: known.mentorId, mentorId: known.menteeId },
      { ...known, mentorId: randomUUID() },
    ]);
    expect(answered).toMatchObject(problem(400, 'bad-request'));
    const { fields = [] } = contract.Problem.parse(answered.body);
    expect(fields.map(({ field, rule }) => [field, rule])).toEqual([
      ['decisions.1.menteeId', 'is no mentee of this programme'],
      ['decisions.2.menteeId', 'is no mentee of this programme'],
      ['decisions.2.mentorId', 'is no mentor of this programme'],
      ['decisions.3.mentorId', 'is no mentor of this programme'],
    ]);
    expect(await inForce()).toEqual([]);
  });

  it.each([
    ['none at all', []],
    ['one of an unknown kind', [{ kind: 'marry', menteeId: randomUUID(), mentorId: randomUUID() }]],
    ['more than a page holds', Array(201).fill({ kind: 'lock', menteeId: randomUUID(), mentorId: randomUUID() })],
  ])('of %s are refused', async (_what, decisions) => {
    expect(await send(decisions)).toMatchObject(problem(400, 'bad-request'));
  });

  it('about two whose pairing is published already are refused', async () => {
    // Those who were published once are never as they were for later tests.
    await gather(2);
    await match(product, path);
    await product.want(contract.Pairings, lead, 'POST', `${path}/publish`);
    for (const kind of ['lock', 'forbid'] as const) {
      expect(await send([about(kind, one.mentee, one.mentor)])).toMatchObject({
        status: 400,
        body: { fields: [{ field: 'decisions.0', rule: 'is a pairing that was published already' }] },
      });
    }
  });
});

describe('a lock', () => {
  it('of somebody who takes part no more fails the round, names the two, and can be taken back', async () => {
    await decide(about('lock', one.mentee, two.mentor));
    await product.database.asAdmin('delete from participant where person_id = $1', [id(two.mentor)]);
    expect(await match(product, path)).toMatchObject({
      state: 'failed',
      problem: {
        reason: 'locked-person-missing',
        mentee: { userPrincipalName: one.mentee },
        mentor: { userPrincipalName: two.mentor },
      },
    });
    expect(await send([about('forbid', one.mentee, two.mentor)])).toMatchObject(problem(400, 'bad-request'));
    await decide(about('unlock', one.mentee, two.mentor));
    expect(await match(product, path)).toMatchObject({ state: 'proven' });
  });

  it('against a rule fails the round, and names the rule', async () => {
    await importPeople(product, path, fileOf([mentor(two.mentor, { topics: 'law' })]));
    await decide(about('lock', two.mentee, two.mentor));
    expect(await match(product, path)).toMatchObject({
      state: 'failed',
      problem: { reason: 'locked-pair-barred', bar: 'shared-topics', mentee: { userPrincipalName: two.mentee } },
    });
  });

  it('beyond the room of somebody fails the round, and names them', async () => {
    await decide(about('lock', one.mentee, two.mentor), about('lock', two.mentee, two.mentor));
    expect(await match(product, path)).toMatchObject({
      state: 'failed',
      problem: { reason: 'locked-beyond-capacity', person: { userPrincipalName: two.mentor }, capacity: 1 },
    });
  });

  it('has done its work when its couple was published: a decline does not bind the next round', async () => {
    await gather(5);
    await decide(about('lock', one.mentee, two.mentor));
    await match(product, path);
    await product.want(contract.Pairings, lead, 'POST', `${path}/publish`);
    expect(await inForce()).toEqual([]);
    const { pairings } = await pairingsOf(product, path);
    for (const pairing of pairings) await answer(product, pairing.mentee.userPrincipalName, pairing.id, 'decline');
    expect(await match(product, path)).toMatchObject({ state: 'proven' });
    expect(await proposed()).toEqual(asFound());
  });
});

describe('what would be if', () => {
  const ask = (theMentee: string, theMentor: string) =>
    product.want(contract.WhatIf, lead, 'POST', `${path}/what-if`, {
      menteeId: id(theMentee),
      mentorId: id(theMentor),
    });

  it('two were paired is told with its price, and what it told is what happens', async () => {
    const before = await match(product, path);
    const price = await ask(one.mentee, two.mentor);
    if (price.kind !== 'possible') throw new Error(`it is ${price.kind}`);
    const named = (moved: typeof price.removed) =>
      moved.map((each) => `${each.mentee.userPrincipalName} ${each.mentor.userPrincipalName}`).toSorted();
    expect(named(price.removed)).toEqual(asFound());
    expect(named(price.added)).toEqual([`${two.mentee} ${one.mentor}`]);
    expect(price.placed).toBe(0);
    expect(price.totalFit).toBeLessThan(0);
    expect(Object.values(price.parts).reduce((sum, part) => sum + part, 0)).toBe(price.fit);
    // Asking changed nothing.
    expect(await proposed()).toEqual(asFound());
    expect(await inForce()).toEqual([]);
    await decide(about('lock', one.mentee, two.mentor));
    const after = await match(product, path);
    expect((after.totals?.totalFit ?? 0) - (before.totals?.totalFit ?? 0)).toBe(price.totalFit);
  });

  it('two were paired who are is told so', async () => {
    await match(product, path);
    expect(await ask(one.mentee, one.mentor)).toMatchObject({ kind: 'paired', fit: expect.any(Number) });
  });

  it('the rules were broken names the rules', async () => {
    await importPeople(product, path, fileOf([mentor(two.mentor, { seniority: '6', topics: 'law' })]));
    await match(product, path);
    expect(await ask(two.mentee, two.mentor)).toEqual({ kind: 'barred', bars: ['seniority-gap', 'shared-topics'] });
  });

  it('somebody’s only place is locked says whose', async () => {
    await decide(about('lock', one.mentee, one.mentor));
    await match(product, path);
    expect(await ask(two.mentee, one.mentor)).toMatchObject({
      kind: 'no-room',
      person: { userPrincipalName: one.mentor },
    });
  });

  it('there are no proposals, or they do not know the two, is refused', async () => {
    await gather(7);
    const couple = () => ({ menteeId: id(one.mentee), mentorId: id(one.mentor) });
    const asked = () => product.api(lead, 'POST', `${path}/what-if`, couple());
    expect(await asked()).toMatchObject(problem(409, 'not-matched'));
    await match(product, path);
    await importPeople(product, path, fileOf([mentor(bystander)]));
    const later = { ...couple(), mentorId: (await idsOf(product, path))(bystander) };
    expect(await product.api(lead, 'POST', `${path}/what-if`, later)).toMatchObject(problem(409, 'not-matched'));
    expect(await product.api(lead, 'POST', `${path}/what-if`, { ...couple(), menteeId: id(one.mentor) })).toMatchObject(
      { status: 400, body: { fields: [{ field: 'menteeId', rule: 'is no mentee of this programme' }] } },
    );
    await product.want(contract.Pairings, lead, 'POST', `${path}/publish`);
    expect(await asked()).toMatchObject(problem(409, 'not-matched'));
  });
});
