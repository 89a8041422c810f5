import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { cardWith, cardsWith } from '../../support/product/chat.ts';
import { couples, fileOf, lead, newYorker, withoutMailbox, type Line } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  answer,
  importEnds,
  importPeople,
  importsOf,
  makeProgramme,
  pairingsOf,
  programmeAt,
  type Couple,
} from '../../support/product/stages.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const [first, second, third] = couples as [(typeof couples)[0], (typeof couples)[0], (typeof couples)[0]];
const singapore = 'jia.hui.ongsing@aldermoor.example';
const match = (path: string) => product.api(lead, 'POST', `${path}/matching`);
const matched = (path: string) => product.want(contract.Pairings, lead, 'POST', `${path}/matching`);
const publish = (path: string) => product.api(lead, 'POST', `${path}/publish`);

const ai = { key: 'ai', label: 'AI', sensitive: false };
const law = { key: 'law', label: 'Law', sensitive: false };
const mentee = (userPrincipalName: string, more: Partial<Line> = {}): Line => ({
  userPrincipalName,
  seniority: '6',
  role: 'mentee',
  topics: 'ai',
  ...more,
});
const mentor = (userPrincipalName: string, more: Partial<Line> = {}): Line => ({
  ...mentee(userPrincipalName),
  seniority: '0',
  role: 'mentor',
  ...more,
});

/** A programme with just these people in it. */
async function programmeOf(lines: readonly Line[]): Promise<string> {
  const path = `/programmes/${(await makeProgramme(product, { topics: [ai, law] })).id}`;
  await importPeople(product, path, fileOf(lines));
  return path;
}

const everybodyIn = ({ pairings }: contract.Pairings) =>
  pairings.flatMap((one) => [one.mentee.userPrincipalName, one.mentor.userPrincipalName]);
const shown = ({ pairings }: contract.Pairings) =>
  pairings.map((one) => `${one.mentee.userPrincipalName} ${one.mentor.userPrincipalName}`).toSorted();

describe('a matching', () => {
  it('of nobody is refused', async () => {
    const { id } = await makeProgramme(product);
    expect(await match(`/programmes/${id}`)).toMatchObject(problem(409, 'nobody-enrolled'));
    expect(await match(`/programmes/${randomUUID()}`)).toMatchObject(problem(404, 'not-found'));
  });

  it('of people who are not enrolled is refused', async () => {
    const path = await programmeOf([{ userPrincipalName: first.mentee }]);
    expect(await match(path)).toMatchObject(problem(409, 'nobody-enrolled'));
  });

  it('while people are coming in is refused, and goes through once they are there', async () => {
    const { id } = await makeProgramme(product, { topics: [ai] });
    const path = `/programmes/${id}`;
    await product.fault({ path: '/\\$batch$', status: 429, retryAfterSeconds: 1 });
    const file = fileOf([mentee(first.mentee), mentor(first.mentor)]);
    const run = await product.want(contract.ImportRun, lead, 'POST', `${path}/people/file`, file);
    expect(await match(path)).toMatchObject(problem(409, 'import-running'));
    expect(await pairingsOf(product, path)).toEqual({ totalFit: 0, pairings: [], unplaced: [] });
    expect((await importsOf(product, path))[0]?.state).toBe('reading');
    await importEnds(product, path, run.id);
    expect((await matched(path)).pairings).toHaveLength(1);
  });

  it('proposes pairings with their reasons, best first, and their total', async () => {
    const { path, programme } = await programmeAt(product, 'people in', { couples: couples.slice(0, 4) });
    const { pairings, totalFit, unplaced } = await matched(path);
    expect(pairings).toHaveLength(4);
    expect(unplaced).toEqual([]);
    expect(totalFit).toBe(pairings.reduce((sum, { fit }) => sum + fit, 0));
    expect(pairings.map(({ fit }) => fit)).toEqual(pairings.map(({ fit }) => fit).toSorted((a, b) => b - a));
    for (const { reasons, state, waitingFor, series, fit } of pairings) {
      const [topics] = reasons;
      const label = topics?.kind === 'shared-topics' ? topics.topics[0] : '';
      expect(programme.topics.map((topic) => topic.label)).toContain(label);
      expect(reasons.slice(1, 3)).toEqual([
        { kind: 'seniority-gap', levels: 6 },
        { kind: 'shared-hours', hours: expect.any(Number) },
      ]);
      expect({ state, waitingFor, series }).toEqual({ state: 'proposed', waitingFor: 'publishing', series: null });
      expect(fit).toBeGreaterThan(0);
      expect(fit).toBeLessThanOrEqual(100);
    }
    expect(await pairingsOf(product, path)).toEqual({ pairings, totalFit, unplaced });
  });

  it('run again gives the same pairings', async () => {
    const { path } = await programmeAt(product, 'people in');
    expect(shown(await matched(path))).toEqual(shown(await matched(path)));
  });

  it('run four times at once leaves one set, with nobody in it twice', async () => {
    const { path } = await programmeAt(product, 'people in', { couples: couples.slice(0, 4) });
    const answers = await Promise.all([match(path), match(path), match(path), match(path)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const left = await pairingsOf(product, path);
    expect(left.pairings).toHaveLength(4);
    expect(new Set(everybodyIn(left)).size).toBe(8);
    expect(left.unplaced).toEqual([]);
  });

  it('gives a mentor to one of two mentees, and tells the other that somebody fits better', async () => {
    const path = await programmeOf([mentee(first.mentee), mentee(second.mentee), mentor(first.mentor)]);
    const { pairings, unplaced } = await matched(path);
    expect(pairings).toHaveLength(1);
    expect(unplaced).toMatchObject([{ role: 'mentee', reason: 'others-fit-better', possiblePartners: 1 }]);
    const names = unplaced.map(({ person }) => person.userPrincipalName);
    expect([...everybodyIn({ pairings, unplaced, totalFit: 0 }), ...names].toSorted()).toEqual(
      [first.mentee, second.mentee, first.mentor].toSorted(),
    );
  });

  it.each<[string, Line[], string]>([
    ['the two stand too close', [mentee(first.mentee, { seniority: '1' }), mentor(first.mentor)], 'seniority-gap'],
    [
      'one manages the other',
      [mentee(first.mentee), mentor(first.mentor, { managerUserPrincipalName: first.mentee })],
      'reporting-line',
    ],
    [
      'one manages the other’s manager',
      [
        mentee(first.mentee),
        { userPrincipalName: second.mentor, managerUserPrincipalName: first.mentee },
        mentor(first.mentor, { managerUserPrincipalName: second.mentor }),
      ],
      'reporting-line',
    ],
    ['they share no topic', [mentee(first.mentee), mentor(first.mentor, { topics: 'law' })], 'shared-topics'],
    ['their days do not meet', [mentee(newYorker), mentor(singapore)], 'shared-hours'],
  ])('leaves both without a pairing and says why when %s', async (_why, lines, reason) => {
    const { pairings, unplaced } = await matched(await programmeOf(lines));
    expect(pairings).toEqual([]);
    expect(unplaced.map((one) => [one.role, one.reason, one.possiblePartners]).toSorted()).toEqual([
      ['mentee', reason, 0],
      ['mentor', reason, 0],
    ]);
  });

  it('says of somebody without a mailbox that their calendar cannot be read', async () => {
    const { unplaced } = await matched(await programmeOf([mentee(first.mentee), mentor(withoutMailbox)]));
    expect(unplaced.find(({ role }) => role === 'mentor')).toMatchObject({ reason: 'calendar-unreadable' });
  });

  it('says when there is nobody of the other role', async () => {
    const { unplaced } = await matched(await programmeOf([mentee(first.mentee), mentee(second.mentee)]));
    expect(unplaced.map(({ reason }) => reason)).toEqual(['no-partners', 'no-partners']);
  });
});

describe('publishing', () => {
  it('with nothing proposed is refused', async () => {
    const { path } = await programmeAt(product, 'people in', { couples: [first] });
    expect(await publish(path)).toMatchObject(problem(409, 'nothing-proposed'));
    expect(await publish(`/programmes/${randomUUID()}`)).toMatchObject(problem(404, 'not-found'));
  });

  it('at the same moment by several leads offers once and asks once', async () => {
    const { path, couples: pairs } = await programmeAt(product, 'matched', { couples: [first, second], withBot: true });
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
});

describe('a matching after publishing', () => {
  let path: string;
  let pairs: readonly Couple[];
  beforeAll(async () => {
    const twoMore = { couples: couples.slice(5, 7) };
    ({ path, couples: pairs } = await programmeAt(product, 'published', twoMore));
  });

  it('leaves what was offered, and puts those who came later together', async () => {
    const before = await pairingsOf(product, path);
    const lines = [
      mentee(third.mentee, { topics: pairs[0]?.topic.key ?? '' }),
      mentor(third.mentor, { topics: pairs[0]?.topic.key ?? '' }),
    ];
    await importPeople(product, path, fileOf(lines));
    const after = await matched(path);
    const added = after.pairings.filter(({ state }) => state === 'proposed');
    expect(shown({ ...after, pairings: added })).toEqual([`${third.mentee} ${third.mentor}`]);
    expect(after.pairings.filter(({ state }) => state !== 'proposed')).toEqual(before.pairings);
  });

  it('does not propose again what was declined: each of the two is free for somebody else', async () => {
    const [pair] = pairs as [Couple];
    expect(await answer(product, pair.mentee, pair.pairingId, 'decline')).toMatchObject({ status: 200 });
    const { pairings, unplaced } = await matched(path);
    const proposed = pairings.filter(({ state }) => state === 'proposed');
    expect(shown({ pairings: proposed, unplaced, totalFit: 0 })).toEqual(
      [`${pair.mentee} ${third.mentor}`, `${third.mentee} ${pair.mentor}`].toSorted(),
    );
    expect(pairings.find(({ id }) => id === pair.pairingId)).toMatchObject({ state: 'declined' });
    expect(unplaced).toEqual([]);
  });

  it('in another programme does not put together who declined each other here', async () => {
    const [pair] = pairs as [Couple];
    const { unplaced, pairings } = await matched(await programmeOf([mentee(pair.mentee), mentor(pair.mentor)]));
    expect(pairings).toEqual([]);
    expect(unplaced.map(({ reason }) => reason)).toEqual(['already-paired', 'already-paired']);
  });
});
