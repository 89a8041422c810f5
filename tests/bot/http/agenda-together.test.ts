import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LiveNews } from '../../../bot/http/contract/live.ts';
import { ChangedMeanwhile, MeetingOfChat, MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { createLog } from '../../../bot/log.ts';
import type { News } from '../../../bot/mentoring/live.ts';
import { startLive } from '../../../bot/storage/live.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Answer, type Product } from '../../support/product/product.ts';
import { meet, myPairing, programmeAt, type Cast, type Couple } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

let product: Product;
let cast: Cast;
let mentee: string;
let mentor: string;
let other: Couple;
const unused: string[] = [];
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'booked', { couples: couples.slice(0, 2) });
  const [couple, second] = cast.couples;
  if (!couple || !second) throw new Error('two couples are needed');
  ({ mentee, mentor } = couple);
  other = second;
  for (const { id } of (await myPairing(product, mentee, couple)).meetings) unused.push(`/my/meetings/${id}`);
});
afterAll(() => product.stop());

/** Asks as somebody who saw what `etag` stands for. */
async function ask(person: string, method: string, path: string, etag: string | null, body?: unknown): Promise<Answer> {
  return product.ask(method, `/api${path}`, {
    headers: {
      authorization: `Bearer ${await product.token(person)}`,
      ...(etag === null ? {} : { 'if-match': etag }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
async function look(person: string, meeting: string) {
  const answer = await ask(person, 'GET', meeting, null);
  return { stands: MyMeeting.parse(answer.body), etag: answer.headers.get('etag') ?? '' };
}
const itemsSeenBy = async (person: string, meeting: string) => (await look(person, meeting)).stands.agenda;
const add = (person: string, meeting: string, text: string) =>
  product.want(MyMeeting, person, 'POST', `${meeting}/agenda`, { text });
async function added(person: string, meeting: string, text: string) {
  const item = (await add(person, meeting, text)).agenda.find((one) => one.text === text);
  if (!item) throw new Error('it is not on the agenda');
  return item;
}
const carry = (person: string, meeting: string, itemId: string | null) =>
  product.api(person, 'POST', `${meeting}/agenda/carry-over`, { itemId });
const reach = (person: string, meeting: string, itemId: string, isReached = true) =>
  product.api(person, 'POST', `${meeting}/agenda/${itemId}/reached`, { isReached });

interface Ears {
  /** Who was told to be where, in the order in which it was heard. */
  readonly heard: LiveNews[];
  readonly close: () => void;
}

/** Somebody who has the tab open. */
async function listen(person: string): Promise<Ears> {
  const stopping = new AbortController();
  const response = await fetch(`${product.address}/api/live`, {
    headers: { authorization: `Bearer ${await product.token(person)}` },
    signal: stopping.signal,
  });
  const heard: LiveNews[] = [];
  let isOpen = false;
  const read = async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        const news = data === undefined ? null : LiveNews.parse(JSON.parse(data));
        isOpen ||= news !== null;
        if (news?.kind === 'presence') heard.push(news);
      }
    }
  };
  read().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  await until(() => Promise.resolve(isOpen));
  return { heard, close: () => stopping.abort() };
}

/** All that is kept of meetings and agendas. */
async function everything(): Promise<unknown> {
  const looks = ['meeting', 'agenda_item'].map((table) =>
    product.database.asAdmin(`select * from ${table} order by id`),
  );
  return (await Promise.all(looks)).map(({ rows }) => rows);
}

/** The meetings of the first couple in their order: what is done to the agendas of later ones is not seen in earlier ones. */
const place = (index: number): string => unused[index] ?? '';

describe('one meeting', () => {
  it('is there for its two with all that its page shows, each from their own side, and for nobody else', async () => {
    const meeting = place(0);
    const [{ stands: hers }, { stands: his }] = [await look(mentee, meeting), await look(mentor, meeting)];
    const neighbours = unused.map((path) => path.split('/').at(-1));
    for (const stands of [hers, his]) {
      expect(stands).toMatchObject({ number: 1, meetings: 3, previousMeeting: null, carryTo: null, commitments: [] });
      expect(stands.nextMeeting).toMatchObject({ id: neighbours[1], number: 2 });
    }
    expect([hers.role, hers.partner.userPrincipalName]).toEqual(['mentee', mentor]);
    expect([his.role, his.partner.userPrincipalName]).toEqual(['mentor', mentee]);
    for (const person of [other.mentee, other.mentor, bystander, lead]) {
      expect(await product.api(person, 'GET', meeting)).toMatchObject(problem(404, 'not-found'));
    }
    expect(await product.api(mentee, 'GET', `/my/meetings/${randomUUID()}`)).toMatchObject(problem(404, 'not-found'));
  });

  it('is found by the chat of its series, and without one by the time', async () => {
    const { stands } = await look(mentee, place(0));
    const chat = decodeURIComponent(new URL(stands.joinUrl ?? '').pathname.split('/')[3] ?? '');
    expect(chat).toMatch(/^19:meeting_.+@thread\.v2$/);
    const meant = (person: string, query: string) =>
      product.want(MeetingOfChat, person, 'GET', `/my/meetings/of-chat${query}`);
    for (const query of [`?chat=${encodeURIComponent(chat)}`, '?chat=19%3Ameeting_else%40thread.v2', '']) {
      for (const person of [mentee, mentor]) expect(await meant(person, query)).toEqual({ meetingId: stands.id });
      expect((await meant(other.mentee, query)).meetingId).not.toBe(stands.id);
      expect(await meant(lead, query)).toEqual({ meetingId: null });
    }
  });

  it('has an ETag that is another one as soon as anything of it is, and the same until then', async () => {
    const meeting = place(0);
    const first = await look(mentee, meeting);
    expect((await look(mentee, meeting)).etag).toBe(first.etag);
    const suggestion = await added(mentor, meeting, 'A suggestion');
    const second = await look(mentee, meeting);
    expect(second.etag).not.toBe(first.etag);
    const answer = await ask(mentor, 'DELETE', `${meeting}/agenda/${suggestion.id}`, null);
    expect(answer.headers.get('etag')).toBe((await look(mentor, meeting)).etag);
    expect((await look(mentee, meeting)).etag).toBe(first.etag);
  });
});

describe('two who edit at once', () => {
  it('lose no word of each other’s: who comes second sees what the first wrote', async () => {
    const meeting = place(0);
    const item = await added(mentor, meeting, 'Begin.');
    const path = `${meeting}/agenda/${item.id}`;
    /** Somebody who puts their words behind what stands, again and again, as often as somebody else was first. */
    async function write(person: string, words: string): Promise<number> {
      let [seen, refusals] = [item, 0];
      for (;;) {
        const answer = await ask(person, 'PUT', path, `"${seen.version}"`, { text: `${seen.text} ${words}` });
        if (answer.status === 200) return refusals;
        const { code, stands } = ChangedMeanwhile.parse(answer.body);
        const now = stands.agenda.find(({ id }) => id === item.id);
        if (code !== 'changed-meanwhile' || !now || now.version <= seen.version) throw new Error('not as it stands');
        [seen, refusals] = [now, refusals + 1];
      }
    }
    const words = Array.from({ length: 6 }, (_, index) => `w${index}w`);
    const refusals = await Promise.all(words.map((one, index) => write(index % 2 === 0 ? mentee : mentor, one)));
    const [stands] = await itemsSeenBy(mentee, meeting);
    expect(stands?.text.split(' ').toSorted()).toEqual(['Begin.', ...words].toSorted());
    expect(stands?.version).toBe(1 + words.length);
    expect(Math.max(...refusals)).toBeGreaterThan(0);
    await product.api(mentee, 'DELETE', path);
  });

  it('are told what stands, and nothing has changed: of words, of questions, of what was taken off', async () => {
    const meeting = place(0);
    const item = await added(mentee, meeting, 'Mine');
    const path = `${meeting}/agenda/${item.id}`;
    const stale = `"${item.version}"`;
    await product.want(MyMeeting, mentee, 'PUT', path, {
      text: 'Mine, said better',
      questions: ['What slows you down?'],
    });
    for (const refused of [
      await ask(mentee, 'PUT', path, stale, { text: 'Lost' }),
      await ask(mentee, 'PUT', path, stale, { questions: [] }),
      await ask(mentee, 'PUT', path, `W/"2"`, { text: 'Lost' }),
      await ask(mentee, 'PUT', path, 'nonsense', { text: 'Lost' }),
      await ask(mentee, 'DELETE', path, stale),
      await ask(mentee, 'POST', `${path}/reached`, stale, { isReached: true }),
    ]) {
      expect(refused.status).toBe(409);
      expect(ChangedMeanwhile.parse(refused.body)).toMatchObject({
        code: 'changed-meanwhile',
        stands: { agenda: [{ text: 'Mine, said better', questions: ['What slows you down?'], version: 2 }] },
      });
    }
    // The order is not words: it neither needs nor makes a new version.
    expect(await ask(mentee, 'PUT', path, '"1", "2"', { position: 0 })).toMatchObject({ status: 200 });
    // The same words again are no other version.
    expect(await ask(mentee, 'PUT', path, '"2"', { text: 'Mine, said better' })).toMatchObject({ status: 200 });
    expect(await ask(mentee, 'PUT', path, '*', { text: 'Whatever stands' })).toMatchObject({ status: 200 });
    expect(await ask(mentee, 'DELETE', path, '"3"')).toMatchObject({ status: 200 });
    expect(await ask(mentee, 'PUT', path, '"3"', { text: 'Of nothing' })).toMatchObject(problem(404, 'not-found'));
    expect(await itemsSeenBy(mentee, meeting)).toEqual([]);
  });

  it('publish what they have seen', async () => {
    const meeting = place(0);
    await add(mentee, meeting, 'First');
    const { etag } = await look(mentee, meeting);
    await add(mentor, meeting, 'Suggested meanwhile');
    const refused = await ask(mentee, 'POST', `${meeting}/agenda/publish`, etag);
    expect(ChangedMeanwhile.parse(refused.body).stands.agenda.map(({ text }) => text)).toContain('Suggested meanwhile');
    expect((await look(mentee, meeting)).stands.agendaPublishedAt).toBeNull();
    const fresh = (await look(mentee, meeting)).etag;
    expect(await ask(mentee, 'POST', `${meeting}/agenda/publish`, fresh)).toMatchObject({ status: 200 });
  });

  it('hold at most three questions under an item, each once', async () => {
    const meeting = place(1);
    const item = await added(mentor, meeting, 'With questions');
    const put = (person: string, questions: unknown) =>
      product.api(person, 'PUT', `${meeting}/agenda/${item.id}`, { questions });
    for (const wrong of [['a', 'a'], ['a', 'b', 'c', 'd'], [''], ['x'.repeat(301)], 'a', [1], null]) {
      expect(await put(mentor, wrong)).toMatchObject(problem(400, 'bad-request'));
    }
    expect(await put(mentor, ['a?', 'b?', 'c?'])).toMatchObject({ status: 200 });
    expect(await put(mentee, ['c?', 'a?'])).toMatchObject({ status: 200 });
    expect(await itemsSeenBy(mentor, meeting)).toMatchObject([{ questions: ['c?', 'a?'], version: 3 }]);
    await product.api(mentee, 'DELETE', `${meeting}/agenda/${item.id}`);
  });
});

describe('who is in an item', () => {
  it('is told to the other one alone, of items that they see, and kept nowhere', async () => {
    const meeting = place(1);
    const [hers, his] = [await added(mentee, meeting, 'Only hers yet'), await added(mentor, meeting, 'His suggestion')];
    const ears = new Map<string, Ears>();
    for (const person of [mentee, mentor, other.mentee, other.mentor, lead]) ears.set(person, await listen(person));
    const elsewhere: News[] = [];
    const live = await startLive(product.database.databaseUrl, createLog('silent'));
    const stop = live.listen(randomUUID(), (news) => elsewhere.push(news));
    const before = await everything();
    const be = (person: string, itemId: string | null) =>
      product.api(person, 'POST', `${meeting}/agenda/presence`, { itemId });
    for (const person of [other.mentee, other.mentor, bystander, lead]) {
      expect(await be(person, his.id)).toMatchObject(problem(404, 'not-found'));
    }
    for (const itemId of [hers.id, randomUUID()]) {
      expect(await be(mentor, itemId)).toMatchObject(problem(404, 'not-found'));
    }
    for (const itemId of [his.id, hers.id, null]) expect(await be(mentee, itemId)).toMatchObject({ status: 200 });
    expect(await be(mentor, his.id)).toMatchObject({ status: 200 });

    const told = (itemId: string | null) => ({ kind: 'presence', meetingId: meeting.split('/').at(-1), itemId });
    await until(() => Promise.resolve(ears.get(mentor)?.heard.length === 3 && ears.get(mentee)?.heard.length === 1));
    // Where the mentee is in what they have not published, the mentor knows of no item.
    expect(ears.get(mentor)?.heard).toEqual([told(his.id), told(null), told(null)]);
    expect(ears.get(mentee)?.heard).toEqual([told(his.id)]);
    for (const person of [other.mentee, other.mentor, lead]) expect(ears.get(person)?.heard).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(await everything()).toEqual(before);
    stop();
    await live.stop();
    for (const { close } of ears.values()) close();
    for (const { id } of [hers, his]) await product.api(mentee, 'DELETE', `${meeting}/agenda/${id}`);
  });
});

// The clock moves on for everybody from here on.
describe('what was heard', () => {
  it('can be written as soon as the meeting is on', async () => {
    const meeting = place(0);
    const write = () =>
      product.api(mentee, 'POST', `${meeting}/summary`, {
        version: 1,
        text: 'Reports take too long',
        commitment: null,
      });
    expect(await write()).toMatchObject(problem(409, 'not-held'));
    await product.travelTo((await look(mentee, meeting)).stands.startsAt);
    expect(await write()).toMatchObject({ status: 200 });
    expect(await write()).toMatchObject(problem(409, 'already-done'));
    expect((await look(mentor, meeting)).stands).toMatchObject({
      state: 'planned',
      summary: { text: 'Reports take too long', state: 'written' },
    });
  });
});

describe('what was reached in a meeting', () => {
  it('is said by either of the two, as often as they like, of what is on the agenda', async () => {
    const meeting = place(0);
    const before = await itemsSeenBy(mentee, meeting);
    const [first, suggested] = before;
    expect(before).toMatchObject([
      { text: 'First', state: 'taken-in' },
      { text: 'Suggested meanwhile', state: 'suggested' },
    ]);
    const id = first?.id ?? '';
    for (const person of [mentor, mentor, mentee])
      expect(await reach(person, meeting, id)).toMatchObject({ status: 200 });
    const [reached] = await itemsSeenBy(mentor, meeting);
    expect(reached).toMatchObject({ state: 'reached', version: 1 });
    expect(reached?.reachedAt).not.toBeNull();
    // Taking in again is not taking back.
    await product.want(MyMeeting, mentee, 'PUT', `${meeting}/agenda/${id}`, { takeIn: true });
    expect(await itemsSeenBy(mentor, meeting)).toMatchObject([{ state: 'reached' }, {}]);
    expect(await reach(mentee, meeting, id, false)).toMatchObject({ status: 200 });
    expect(await itemsSeenBy(mentor, meeting)).toEqual(await itemsSeenBy(mentor, meeting));
    expect(await itemsSeenBy(mentee, meeting)).toEqual(before);
    expect(await reach(mentee, meeting, suggested?.id ?? '')).toMatchObject(problem(409, 'not-open'));
    // What the mentee has not published is not there for the mentor.
    const own = await added(mentee, place(1), 'Not yet published');
    expect(await reach(mentor, place(1), own.id)).toMatchObject(problem(404, 'not-found'));
    await product.api(mentee, 'DELETE', `${place(1)}/agenda/${own.id}`);
    for (const person of [other.mentee, bystander, lead]) {
      expect(await reach(person, meeting, id)).toMatchObject(problem(404, 'not-found'));
    }
  });
});

describe('what was not reached', () => {
  it('is carried over from a meeting that is over, once, however often and by whomever it is asked', async () => {
    const [meeting, next] = [place(0), place(1)];
    for (const text of ['Second', 'Third', 'Reached']) await add(mentee, meeting, text);
    expect(await carry(mentee, meeting, null)).toMatchObject(problem(409, 'not-over'));
    await meet(product, cast);
    const items = await itemsSeenBy(mentee, meeting);
    const idOf = (text: string) => items.find((item) => item.text === text)?.id ?? '';
    expect(await reach(mentor, meeting, idOf('Reached'))).toMatchObject({ status: 200 });

    // Of what the mentee has set nothing is the mentor's to carry over; what they suggest themselves is.
    expect(await carry(mentor, meeting, idOf('Second'))).toMatchObject(problem(409, 'not-yours-to-change'));
    expect(await carry(mentor, meeting, null)).toMatchObject({ status: 200 });
    const theirs = { text: 'Suggested meanwhile', state: 'suggested', isCarriedOver: true };
    expect(await itemsSeenBy(mentor, next)).toMatchObject([{ ...theirs, mine: true }]);

    const one = await Promise.all([1, 2, 3].map(() => carry(mentee, meeting, idOf('Third'))));
    expect(one.map(({ status }) => status)).toEqual([200, 200, 200]);
    const all = await Promise.all([mentee, mentee, mentor, mentee].map((person) => carry(person, meeting, null)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const there = await itemsSeenBy(mentee, next);
    expect(there).toMatchObject([
      theirs,
      { text: 'Third', state: 'taken-in', isCarriedOver: true },
      { text: 'First', state: 'taken-in', isCarriedOver: true },
      { text: 'Second', state: 'taken-in', isCarriedOver: true },
    ]);
    expect((await itemsSeenBy(mentee, meeting)).map(({ text, state }) => [text, state])).toEqual([
      ['First', 'carried-over'],
      ['Suggested meanwhile', 'carried-over'],
      ['Second', 'carried-over'],
      ['Third', 'carried-over'],
      ['Reached', 'reached'],
    ]);
    // What came of it there is not undone by carrying it over again; and it is not reached here any more.
    await product.api(mentee, 'DELETE', `${next}/agenda/${there[1]?.id ?? ''}`);
    expect(await carry(mentee, meeting, idOf('Third'))).toMatchObject({ status: 200 });
    expect(await carry(mentee, meeting, null)).toMatchObject({ status: 200 });
    expect(await itemsSeenBy(mentee, next)).toHaveLength(3);
    expect(await reach(mentee, meeting, idOf('Third'))).toMatchObject(problem(409, 'not-open'));
    expect((await look(mentee, meeting)).stands.carryTo).toMatchObject({ number: 2 });
  });

  it('stays where it is when the next agenda has no room, and is nobody else’s', async () => {
    const meeting = place(0);
    const { id: mine } = (await itemsSeenBy(mentee, meeting))[0] ?? { id: '' };
    for (const person of [other.mentee, other.mentor, bystander, lead]) {
      expect(await carry(person, meeting, null)).toMatchObject(problem(404, 'not-found'));
      expect(await carry(person, meeting, mine)).toMatchObject(problem(404, 'not-found'));
    }
    expect(await carry(mentee, meeting, randomUUID())).toMatchObject(problem(404, 'not-found'));
    expect(await reach(mentee, meeting, (await itemsSeenBy(mentee, meeting)).at(-1)?.id ?? '', false)).toMatchObject({
      status: 200,
    });
    for (let left = 12 - (await itemsSeenBy(mentee, place(1))).length; left > 0; left -= 1) {
      await add(mentee, place(1), `Point ${left}`);
    }
    expect(await carry(mentee, meeting, null)).toMatchObject(problem(409, 'agenda-full'));
    expect((await itemsSeenBy(mentee, meeting)).at(-1)).toMatchObject({ text: 'Reached', state: 'taken-in' });
    expect(await itemsSeenBy(mentee, place(1))).toHaveLength(12);
  });
});
