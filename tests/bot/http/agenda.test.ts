import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { meet, myPairing, pairingsOf, programmeAt, type Cast, type Couple } from '../../support/product/stages.ts';

let product: Product;
let cast: Cast;
let mentee: string;
let mentor: string;
let stranger: Couple;
const unused: string[] = [];
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'booked', { couples: couples.slice(0, 4) });
  stranger = cast.couples[3] as Couple;
  // Three meetings each: the first couples lend theirs to the tests, one after the other.
  for (const couple of cast.couples.slice(0, 3)) {
    for (const { id } of (await myPairing(product, couple.mentee, couple)).meetings) unused.push(id);
  }
});
afterAll(() => product.stop());

/** A meeting with nothing on its agenda; the two it is of are in `mentee` and `mentor` from then on. */
function nextMeeting(): string {
  const couple = cast.couples[Math.floor((9 - unused.length) / 3)];
  const id = unused.shift();
  if (!couple || id === undefined) throw new Error('every meeting has been used');
  ({ mentee, mentor } = couple);
  return `/my/meetings/${id}/agenda`;
}

const add = (person: string, agenda: string, text: unknown) => product.api(person, 'POST', agenda, { text });
const added = (person: string, agenda: string, text: string) =>
  product.want(contract.Meeting, person, 'POST', agenda, { text });
const change = (person: string, agenda: string, itemId: string, body: unknown) =>
  product.api(person, 'PUT', `${agenda}/${itemId}`, body);
const remove = (person: string, agenda: string, itemId: string) => product.api(person, 'DELETE', `${agenda}/${itemId}`);
const publish = (person: string, agenda: string) => product.api(person, 'POST', `${agenda}/publish`);

/** The agenda as one of the two sees it: texts and states in their order. */
async function seenBy(person: string, agenda: string) {
  const { pairings } = await product.want(contract.MyPairings, person, 'GET', '/my/pairings');
  const meeting = pairings.flatMap(({ meetings }) => meetings).find(({ id }) => agenda.includes(id));
  if (!meeting) throw new Error(`${person} does not see the meeting`);
  return meeting.agenda;
}
const textsSeenBy = async (person: string, agenda: string) => (await seenBy(person, agenda)).map(({ text }) => text);
async function idOf(person: string, agenda: string, text: string): Promise<string> {
  return (await seenBy(person, agenda)).find((item) => item.text === text)?.id ?? '';
}

describe('an agenda', () => {
  it('is the mentee’s own until they publish it; the mentor sees what they suggest themselves', async () => {
    const agenda = nextMeeting();
    await added(mentee, agenda, 'My first point');
    await added(mentor, agenda, 'My suggestion');
    expect(await seenBy(mentee, agenda)).toMatchObject([
      { text: 'My first point', state: 'taken-in', mine: true },
      { text: 'My suggestion', state: 'suggested', mine: false },
    ]);
    expect(await seenBy(mentor, agenda)).toMatchObject([{ text: 'My suggestion', state: 'suggested', mine: true }]);

    const before = await product.now();
    const published = contract.Meeting.parse((await publish(mentee, agenda)).body);
    expect(Date.parse(published.agendaPublishedAt ?? '')).toBeGreaterThanOrEqual(before.epochMilliseconds);
    expect(await textsSeenBy(mentor, agenda)).toEqual(['My first point', 'My suggestion']);
  });

  it('is published by the mentee alone', async () => {
    const agenda = nextMeeting();
    await added(mentee, agenda, 'A point');
    expect(await publish(mentor, agenda)).toMatchObject(problem(409, 'not-yours-to-change'));
    expect(await textsSeenBy(mentor, agenda)).toEqual([]);
  });

  it('is set by the mentee: they take in, change, order and remove', async () => {
    const agenda = nextMeeting();
    await added(mentee, agenda, 'One');
    await added(mentor, agenda, 'Two');
    await added(mentee, agenda, 'Three');
    const two = await idOf(mentee, agenda, 'Two');
    expect(await change(mentee, agenda, two, { takeIn: true, text: 'Two, as I see it', position: 0 })).toMatchObject({
      status: 200,
    });
    expect(await seenBy(mentee, agenda)).toMatchObject([
      { id: two, text: 'Two, as I see it', state: 'taken-in', mine: false },
      { text: 'One' },
      { text: 'Three' },
    ]);
    await change(mentee, agenda, two, { position: 20 });
    expect(await textsSeenBy(mentee, agenda)).toEqual(['One', 'Three', 'Two, as I see it']);
    await change(mentee, agenda, two, { position: 1 });
    expect(await textsSeenBy(mentee, agenda)).toEqual(['One', 'Two, as I see it', 'Three']);
    expect(await remove(mentee, agenda, two)).toMatchObject({ status: 200 });
    expect(await textsSeenBy(mentee, agenda)).toEqual(['One', 'Three']);
    expect(await remove(mentee, agenda, two)).toMatchObject(problem(404, 'not-found'));
  });

  it('lets the mentor change and remove only what they suggested, while it is a suggestion', async () => {
    const agenda = nextMeeting();
    await added(mentee, agenda, 'The mentee’s');
    await added(mentor, agenda, 'A suggestion');
    await publish(mentee, agenda);
    const [theirs, own] = [await idOf(mentor, agenda, 'The mentee’s'), await idOf(mentor, agenda, 'A suggestion')];
    for (const refused of [
      await change(mentor, agenda, theirs, { text: 'Mine now' }),
      await remove(mentor, agenda, theirs),
      await change(mentor, agenda, own, { takeIn: true }),
      await change(mentor, agenda, own, { position: 0 }),
    ]) {
      expect(refused).toMatchObject(problem(409, 'not-yours-to-change'));
    }
    expect(await change(mentor, agenda, own, { text: 'A better suggestion' })).toMatchObject({ status: 200 });
    await change(mentee, agenda, own, { takeIn: true });
    expect(await change(mentor, agenda, own, { text: 'Another' })).toMatchObject(problem(409, 'not-yours-to-change'));
    expect(await remove(mentor, agenda, own)).toMatchObject(problem(409, 'not-yours-to-change'));
    expect(await textsSeenBy(mentee, agenda)).toEqual(['The mentee’s', 'A better suggestion']);
  });

  it('takes points of up to 300 characters in any script, and nothing longer, empty or not text', async () => {
    const agenda = nextMeeting();
    const longest = 'é'.repeat(300);
    await added(mentee, agenda, longest);
    await added(mentee, agenda, '  <b>What</b> would you do in my place? =1+1 日本 👩‍🚀  ');
    expect(await textsSeenBy(mentee, agenda)).toEqual([longest, '<b>What</b> would you do in my place? =1+1 日本 👩‍🚀']);
    const item = await idOf(mentee, agenda, longest);
    for (const text of ['x'.repeat(301), '', '   ', 7, null, ['x']]) {
      for (const refused of [await add(mentee, agenda, text), await change(mentee, agenda, item, { text })]) {
        expect(refused).toMatchObject({ status: 400, body: { code: 'bad-request', fields: [{ field: 'text' }] } });
      }
    }
    for (const body of [{ position: -1 }, { position: 21 }, { position: 1.5 }, { takeIn: false }]) {
      expect(await change(mentee, agenda, item, body)).toMatchObject(problem(400, 'bad-request'));
    }
    expect(await textsSeenBy(mentee, agenda)).toHaveLength(2);
  });

  it('holds twelve points, from whomever and however fast they come', async () => {
    const agenda = nextMeeting();
    const names = Array.from({ length: 20 }, (_, index) => `Point ${index}`);
    const answers = await Promise.all(names.map((name, index) => add(index % 2 === 0 ? mentee : mentor, agenda, name)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      ...Array<number>(12).fill(200),
      ...Array<number>(8).fill(409),
    ]);
    for (const refused of answers.filter(({ status }) => status !== 200)) {
      expect(refused).toMatchObject(problem(409, 'agenda-full'));
    }
    const kept = names.filter((_, index) => answers[index]?.status === 200);
    expect((await textsSeenBy(mentee, agenda)).toSorted()).toEqual(kept.toSorted());
    // There is room again once something is taken off.
    await remove(mentee, agenda, await idOf(mentee, agenda, kept[0] ?? ''));
    expect(await add(mentor, agenda, 'One more')).toMatchObject({ status: 200 });
    expect(await add(mentee, agenda, 'Too many')).toMatchObject(problem(409, 'agenda-full'));
  });

  it('keeps an order although the mentee moves many points at once', async () => {
    const agenda = nextMeeting();
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await added(mentee, agenda, name);
    const ids = (await seenBy(mentee, agenda)).map(({ id }) => id);
    const moves = await Promise.all(ids.map((id, index) => change(mentee, agenda, id, { position: 4 - index })));
    expect(moves.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await textsSeenBy(mentee, agenda)).toSorted()).toEqual(names);
    const last = await idOf(mentee, agenda, 'c');
    await change(mentee, agenda, last, { position: 4 });
    expect((await textsSeenBy(mentee, agenda)).at(-1)).toBe('c');
  });

  it('is not there for anybody else, nor a point by way of another meeting', async () => {
    const agenda = nextMeeting();
    await added(mentee, agenda, 'Between us');
    const item = await idOf(mentee, agenda, 'Between us');
    for (const person of [stranger.mentee, stranger.mentor, bystander, lead]) {
      for (const refused of [
        await add(person, agenda, 'Hello'),
        await change(person, agenda, item, { text: 'Changed' }),
        await remove(person, agenda, item),
        await publish(person, agenda),
      ]) {
        expect(refused).toMatchObject(problem(404, 'not-found'));
      }
      expect(JSON.stringify((await product.api(person, 'GET', '/my/pairings')).body)).not.toContain('Between us');
    }
    expect(JSON.stringify(await pairingsOf(product, cast.path))).not.toContain('Between us');
    const [theirs] = (await myPairing(product, stranger.mentee, stranger)).meetings;
    const elsewhere = `/my/meetings/${theirs?.id ?? ''}/agenda`;
    expect(await change(stranger.mentee, elsewhere, item, { text: 'Stolen' })).toMatchObject(problem(404, 'not-found'));
    expect(await remove(stranger.mentee, elsewhere, item)).toMatchObject(problem(404, 'not-found'));
    expect(await add(mentee, `/my/meetings/${randomUUID()}/agenda`, 'x')).toMatchObject(problem(404, 'not-found'));
    expect(await textsSeenBy(mentee, agenda)).toEqual(['Between us']);
  });

  // Last: the clock moves on for everybody.
  it('stays as it was once the meeting is over', async () => {
    const [meeting] = (await myPairing(product, stranger.mentee, stranger)).meetings;
    const agenda = `/my/meetings/${meeting?.id ?? ''}/agenda`;
    await added(stranger.mentee, agenda, 'As it was');
    await added(stranger.mentor, agenda, 'Not taken in');
    const before = await seenBy(stranger.mentee, agenda);
    await meet(product, cast);
    const [item] = before;
    for (const person of [stranger.mentee, stranger.mentor]) {
      for (const refused of [
        await add(person, agenda, 'Too late'),
        await change(person, agenda, item?.id ?? '', { text: 'Too late' }),
        await remove(person, agenda, item?.id ?? ''),
        await publish(person, agenda),
      ]) {
        expect(refused).toMatchObject(problem(409, 'meeting-over'));
      }
    }
    expect(await seenBy(stranger.mentee, agenda)).toEqual(before);
  });
});
