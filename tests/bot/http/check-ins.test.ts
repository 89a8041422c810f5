import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import * as contract from '../../../bot/http/contract/contract.ts';
import { createLog } from '../../../bot/log.ts';
import { planCommitments } from '../../../bot/mentoring/commitment/plan-return.ts';
import { present } from '../../../bot/mentoring/outcome.ts';
import { openStorage } from '../../../bot/storage/storage.ts';
import { buttonsOf, cardsWith, cardWith, saidTo, tap, type Said } from '../../support/product/chat.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Answer, type Product } from '../../support/product/product.ts';
import {
  asTheLeadSees,
  firstMeeting,
  myPairing,
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
const told = {
  tookPlace: 'yes',
  whoTalked: 'mostly-the-other',
  spokeOpenly: 'partly',
  menteesAgenda: 'no',
  summedUp: 'no',
  words: 'Quokkas are shy',
  areWordsShared: false,
} as const;
const nothing = { whoTalked: null, spokeOpenly: null, menteesAgenda: null, summedUp: null, words: null };
const words = /mostly-the-other|"partly"|Quokka|tookPlace|spokeOpenly|menteesAgenda|summedUp/;

let product: Product;
let cast: Cast;
/** All that was logged, whatever its level. */
let logged = '';
const log = createLog('trace', { write: (entry: string) => (logged += entry) });
beforeAll(async () => {
  product = await startProduct(undefined, log);
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
const taps = (checkInId: string) => ({ checkInId, ...told, areWordsShared: String(told.areWordsShared) });
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
        // Who was asked days ago may have been asked once more.
        const cards = (await cardsWith(product, person, verb)).filter(
          (one) => !JSON.stringify(one).includes(t('nudges.again')),
        );
        expect(cards).toHaveLength(1);
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
    expect(await answerInTab(mentee, id, { ...told, words: 'Other words' })).toMatchObject(
      problem(409, 'already-done'),
    );
    expect((await kept()).rows).toEqual(before);
  });

  it('of a meeting that did not take place nothing else is kept, and it is looked for in Outlook', async () => {
    const { mentee, mentor } = couple(1);
    const id = await checkInOf(mentor, couple(1));
    const looks = async () => {
      const { rows } = await product.database.asAdmin(
        `select count(*)::int as count from pgboss.job j join series s on s.id::text = j.data -> 'data' ->> 'seriesId'
         where j.name = 'series.follow' and s.pairing_id = $1`,
        [couple(1).pairingId],
      );
      return rows[0]?.['count'] as number;
    };
    const before = await looks();
    expect(await answerInTab(mentor, id, { ...told, tookPlace: 'moved', areWordsShared: true })).toMatchObject({
      status: 200,
    });
    const { rows } = await product.database.asAdmin('select answers from check_in where id = $1', [id]);
    expect(rows).toEqual([{ answers: { ...nothing, tookPlace: 'moved', areWordsShared: false } }]);
    expect(await looks()).toBeGreaterThan(before);
    // It does not count as held for the lead and for whoever said so; to the other side that tells nothing.
    expect(await asTheLeadSees(product, cast, couple(1))).toMatchObject({ meetingsHeld: 0, checkInsAnswered: 2 });
    expect((await firstMeeting(product, mentor, couple(1))).wasHeld).toBe(false);
    expect((await firstMeeting(product, mentee, couple(1))).wasHeld).toBe(true);
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

    const answer = { ...told, whoTalked: 'balanced', words: 'Quolls too', areWordsShared: true };
    expect(await answerInTab(mentor, await checkInOf(mentor, couple(2)), answer)).toMatchObject({ status: 200 });
    for (const person of [mentee, mentor]) {
      expect((await tabOf(person)).replaceAll(/"whoTalked":\{[^}]*\}/g, '')).not.toMatch(
        /mostly|balanced|"partly"|Quokka|spokeOpenly/,
      );
    }
    expect(await allThatTheLeadSees()).not.toMatch(/mostly|balanced|whoTalked|"partly"|Quo/);
  });

  it('in words is shown to the other side where its author wants that, in the tab and on the card', async () => {
    const { mentee, mentor } = couple(2);
    expect((await firstMeeting(product, mentee, couple(2))).theirWords).toBe('Quolls too');
    expect((await firstMeeting(product, mentor, couple(2))).theirWords).toBeNull();
    await cardWith(product, mentee, 'Quolls too', t('gap.theirs.balanced'), t('gap.mine.mostly-the-other'));
    await cardWith(product, mentor, 'Quolls too', t('gap.theirs.mostly-the-other'), t('gap.mine.balanced'));
    expect(await cardsWith(product, mentor, 'Quokka')).toEqual([]);
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
    ['nothing', {}, Object.keys(contract.CheckInInput.shape)],
    ['a word that is not offered', { ...told, whoTalked: 'me' }, ['whoTalked']],
    ['more words than there is room for', { ...told, words: 'x'.repeat(1_001) }, ['words']],
    ['words that cannot be kept', { ...told, words: 'a\0b' }, ['words']],
  ])('is refused when it is %s, and the check-in stays open', async (_what, answers, expected) => {
    const { mentee } = couple(3);
    const refused = await answerInTab(mentee, await checkInOf(mentee, couple(3)), answers);
    expect(refused).toMatchObject(problem(400, 'bad-request'));
    const { fields = [] } = contract.Problem.parse(refused.body);
    expect(fields.map(({ field }) => field)).toEqual(expected);
    expect((await firstMeeting(product, mentee, couple(3))).checkIn).toMatchObject({ answered: false });
  });
});

/** What stands in somebody's tab of what was heard in the couple's first meeting, and of what follows from it. */
async function heardBy(person: string, of: Couple) {
  const { meetings, commitments } = await myPairing(product, person, of);
  return { summary: meetings[0]?.summary ?? null, commitments };
}
const textOf = (person: string, card: Said) => shownOn(person, card.id);

describe('what the mentee heard', () => {
  const first = { text: 'Wombats dig at night', commitment: 'Ask the wombats first' };
  const second = { text: 'Wombats dig at dusk', commitment: 'Ask the wombats twice' };
  const correction = 'At dusk rather than at night';
  let meetingId = '';
  let asked: Said;
  let shown: Said;
  const write = (person: string, written: unknown) =>
    product.api(person, 'POST', `/my/meetings/${meetingId}/summary`, written);
  const judge = (person: string, verdict: unknown) =>
    product.api(person, 'POST', `/my/meetings/${meetingId}/summary/verdict`, verdict);

  it('is asked of the mentee alone, once the meeting took place', async () => {
    const { mentee, mentor } = couple(0);
    meetingId = (await firstMeeting(product, mentee, couple(0))).id;
    asked = await cardWith(product, mentee, 'summary.write', meetingId);
    expect(await cardsWith(product, mentor, 'summary.write')).toEqual([]);
    // One who has not answered, or not so, is not asked.
    expect(await cardsWith(product, couple(3).mentee, 'summary.write')).toEqual([]);
  });

  it('goes to the mentor with the commitment, and the card shows what was written', async () => {
    const { mentee, mentor } = couple(0);
    const data = { meetingId, version: '1', ...first };
    const now = await tap(product, mentee, asked.id, 'summary.write', data);
    for (const text of Object.values(first)) expect(now).toContain(text);
    expect(await textOf(mentee, asked)).not.toContain('summary.write');
    shown = await cardWith(product, mentor, 'summary.judge', first.text, first.commitment);
    expect((await heardBy(mentor, couple(0))).summary).toMatchObject({ version: 1, state: 'written', verdict: null });
    expect(await tap(product, mentee, asked.id, 'summary.write', data)).toContain(t('noLongerOpen.already-done'));
  });

  it('comes back with a correction, to be written anew', async () => {
    const { mentee, mentor } = couple(0);
    const data = { meetingId, version: '1', verdict: 'partly', commitmentVerdict: 'yes', correction };
    expect(await tap(product, mentor, shown.id, 'summary.judge', data)).toContain(t('summary.verdicts.partly'));
    await until(async () => (await textOf(mentee, asked)).includes(correction));
    asked = await cardWith(product, mentee, 'summary.write', correction, '"version":"2"');
    expect(await heardBy(mentee, couple(0))).toMatchObject({
      summary: { state: 'to-be-mended', verdict: 'partly', correction },
      commitments: [{ state: 'proposed', verdict: 'yes' }],
    });
    expect(await tap(product, mentor, shown.id, 'summary.judge', { ...data, verdict: 'yes' })).toContain(
      t('noLongerOpen.already-done'),
    );
  });

  it('may be written in the tab too, and what is said of the old version counts no more', async () => {
    const { mentee, mentor } = couple(0);
    expect(await write(mentee, { version: 1, ...second })).toMatchObject(problem(409, 'already-done'));
    expect(await write(mentee, { version: 2, ...second })).toMatchObject({ status: 200 });
    await until(async () => !(await textOf(mentee, asked)).includes('summary.write'));
    await until(async () => (await textOf(mentor, shown)).includes(t('noLongerOpen.written-anew')));
    const late = { meetingId, version: '1', verdict: 'yes', commitmentVerdict: 'yes', correction: '' };
    expect(await tap(product, mentor, shown.id, 'summary.judge', late)).toContain(t('noLongerOpen.written-anew'));
    expect((await heardBy(mentee, couple(0))).summary).toMatchObject({
      version: 2,
      state: 'written',
      text: second.text,
    });
    shown = await cardWith(product, mentor, 'summary.judge', second.text, second.commitment);
  });

  it('needs a word on the commitment where there is one', async () => {
    const verdict = { version: 2, verdict: 'yes', commitmentVerdict: null, correction: null };
    const refused = await judge(couple(0).mentor, verdict);
    expect(refused).toMatchObject(problem(400, 'bad-request'));
    expect(contract.Problem.parse(refused.body).fields).toMatchObject([{ field: 'commitmentVerdict' }]);
  });

  it('is final with yes to all, once, from cards and tab at the same moment', async () => {
    const { mentee, mentor } = couple(0);
    const verdict = { version: 2, verdict: 'yes', commitmentVerdict: 'yes', correction: null };
    const data = { meetingId, version: '2', verdict: 'yes', commitmentVerdict: 'yes', correction: '' };
    const [inTab, onCard] = await Promise.all([
      Promise.all(Array.from({ length: 3 }, () => judge(mentor, verdict))),
      Promise.all(Array.from({ length: 3 }, () => tap(product, mentor, shown.id, 'summary.judge', data))),
    ]);
    const took = inTab.filter(({ status }) => status === 200).length;
    const thanked = onCard.filter((text) => text.includes(second.text)).length;
    expect(took + thanked).toBe(1);
    for (const person of [mentee, mentor]) {
      expect(await heardBy(person, couple(0))).toMatchObject({
        summary: { version: 2, state: 'confirmed', verdict: 'yes' },
        commitments: [{ meetingId, text: second.commitment, state: 'open', verdict: 'yes' }],
      });
    }
    await until(async () => (await textOf(mentee, asked)).includes('Yes, that is it, says'));
    expect(await write(mentee, { version: 3, ...second })).toMatchObject(problem(409, 'already-done'));
  });

  it('is for these two alone, each on their side, and about a meeting that was', async () => {
    const { mentee, mentor } = couple(0);
    const verdict = { version: 2, verdict: 'no', commitmentVerdict: 'no', correction: null };
    for (const person of [mentor, couple(1).mentee, bystander, lead]) {
      expect(await write(person, { version: 3, ...first })).toMatchObject(problem(404, 'not-found'));
    }
    for (const person of [mentee, couple(1).mentor, bystander, lead]) {
      expect(await judge(person, verdict)).toMatchObject(problem(404, 'not-found'));
    }
    const [, next] = (await myPairing(product, mentee, couple(0))).meetings;
    const early = await product.api(mentee, 'POST', `/my/meetings/${next?.id ?? ''}/summary`, { version: 1, ...first });
    expect(early).toMatchObject(problem(409, 'not-held'));
    const [card] = await saidTo(product, couple(1).mentor);
    const data = { meetingId, version: '2', verdict: 'no', commitmentVerdict: 'no', correction: '' };
    expect(await tap(product, couple(1).mentor, card?.id ?? '', 'summary.judge', data)).toContain(
      t('noLongerOpen.not-yours'),
    );
  });
});

describe('what the mentee said they would do', () => {
  let commitmentId = '';
  /** Has commitments come back before one of the couple's meetings, as the planning job does. */
  async function comeBack(of: Couple, number: number): Promise<void> {
    const storage = await openStorage({ ...product.database, dataFolder: 'unused', log });
    try {
      const now = await product.now();
      await storage.inTenant(product.tenantId, async (stores) => {
        const pairing = present(await stores.pairings.byId(of.pairingId), 'pairing');
        const meetings = await stores.meetings.ofPairings([of.pairingId]);
        const meeting = present(
          meetings.find((one) => one.number === number),
          'meeting',
        );
        await planCommitments(stores, pairing, meeting, { mentee: now, mentor: now });
      });
    } finally {
      await storage.close();
    }
  }
  const answerTo = (person: string, id: string, said: string) =>
    product.api(person, 'POST', `/my/commitments/${id}`, { answer: said });
  const stateFor = async (person: string, of: Couple) =>
    (await heardBy(person, of)).commitments.map(({ state }) => state);

  it('comes back before the next meeting, to the mentee alone and once', async () => {
    const { mentee, mentor } = couple(0);
    commitmentId = (await heardBy(mentee, couple(0))).commitments[0]?.id ?? '';
    await comeBack(couple(0), 2);
    await comeBack(couple(0), 2);
    await cardWith(product, mentee, 'commitments.answer', 'Ask the wombats twice');
    expect(await cardsWith(product, mentor, 'commitments.answer')).toEqual([]);
    const [, next] = (await myPairing(product, mentee, couple(0))).meetings;
    const { rows } = await product.database.asAdmin(`select count(*)::int as count from notice where key = $1`, [
      `commitments-asked ${next?.id ?? ''}`,
    ]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('is answered on the card once, and in the tab it goes on', async () => {
    const { mentee } = couple(0);
    const card = await cardWith(product, mentee, 'commitments.answer', 'Ask the wombats twice');
    const meetingId = buttonsOf(card)[0]?.data['meetingId'] ?? '';
    const data = (said: string) => ({ meetingId, [`commitment-${commitmentId}`]: said });
    expect(await tap(product, mentee, card.id, 'commitments.answer', data('still-on-it'))).toContain(
      'Ask the wombats twice',
    );
    expect(await tap(product, mentee, card.id, 'commitments.answer', data('still-on-it'))).toContain(
      t('noLongerOpen.already-done'),
    );
    expect(await answerTo(mentee, commitmentId, 'done')).toMatchObject({ status: 200 });
    for (const said of ['done', 'still-on-it', 'let-go']) {
      expect(await answerTo(mentee, commitmentId, said)).toMatchObject(problem(409, 'already-done'));
    }
    expect(await stateFor(mentee, couple(0))).toEqual(['said-done']);
  });

  it('is closed when the mentor sees that something changed, and a “not yet” stays with them', async () => {
    const { mentee, mentor } = couple(0);
    const card = await cardWith(product, mentor, 'commitments.answer', 'Ask the wombats twice');
    const meetingId = buttonsOf(card)[0]?.data['meetingId'] ?? '';
    const data = (said: string) => ({ meetingId, [`commitment-${commitmentId}`]: said });
    const before = JSON.stringify(await myPairings(product, mentee));
    await tap(product, mentor, card.id, 'commitments.answer', data('not-yet'));
    expect(JSON.stringify(await myPairings(product, mentee))).toBe(before);
    for (const person of [mentee, couple(1).mentor, bystander, lead]) {
      expect(await answerTo(person, commitmentId, 'changed')).toMatchObject(problem(404, 'not-found'));
    }
    const [theirs] = await saidTo(product, couple(2).mentor);
    expect(await tap(product, couple(2).mentor, theirs?.id ?? '', 'commitments.answer', data('changed'))).toContain(
      t('noLongerOpen.not-yours'),
    );
    expect(await answerTo(mentor, commitmentId, 'changed')).toMatchObject({ status: 200 });
    expect(await stateFor(mentee, couple(0))).toEqual(['closed']);
    await until(async () => (await textOf(mentor, card)).includes(t('commitments.thanks')));
    expect(await answerTo(mentor, commitmentId, 'not-yet')).toMatchObject(problem(409, 'not-open'));
    expect(await tap(product, mentor, card.id, 'commitments.answer', data('changed'))).toContain(
      t('noLongerOpen.closed'),
    );
  });

  it('that is open for longer than one meeting is looked at by the mentor as well, until the mentee lets it go', async () => {
    const { mentee, mentor } = couple(2);
    const [held, next] = (await myPairing(product, mentee, couple(2))).meetings;
    const path = `/my/meetings/${held?.id ?? ''}/summary`;
    const heard = { version: 1, text: 'Numbats eat ants', commitment: 'Count the numbats' };
    await product.want(contract.MyPairings, mentee, 'POST', path, heard);
    const yes = { version: 1, verdict: 'yes', commitmentVerdict: 'yes', correction: null };
    await product.want(contract.MyPairings, mentor, 'POST', `${path}/verdict`, yes);
    await product.travelTo(next?.endsAt ?? '');
    await until(async () => (await myPairing(product, mentee, couple(2))).meetings[1]?.state === 'held');
    await comeBack(couple(2), 3);
    await product.travelTo((await product.now()).add({ hours: 24 }));
    const card = await cardWith(product, mentor, 'commitments.answer', 'Count the numbats');
    await cardWith(product, mentee, 'commitments.answer', 'Count the numbats');
    const [one] = (await heardBy(mentee, couple(2))).commitments;
    expect(await answerTo(mentee, one?.id ?? '', 'let-go')).toMatchObject({ status: 200 });
    expect(await stateFor(mentor, couple(2))).toEqual(['dropped']);
    await until(async () => (await textOf(mentor, card)).includes(t('noLongerOpen.closed')));
  });
});

describe('all that was answered and written', () => {
  const written = /Quo(kk|ll)|[Ww]ombat|[Nn]umbat|At dusk/;
  it('is for the two alone: nobody else reads it, and no log has it', async () => {
    const others = [lead, bystander, couple(1).mentee, couple(1).mentor, couple(3).mentee, couple(3).mentor];
    expect(await allThatTheLeadSees()).not.toMatch(written);
    for (const person of others) {
      const seen = [await myPairings(product, person), await saidTo(product, person)];
      // Couple 1 has written of quokkas themselves, and sees it on their own card.
      const own = person === couple(1).mentee ? /Quoll|[Ww]ombat|[Nn]umbat|At dusk/ : written;
      expect(JSON.stringify(seen)).not.toMatch(own);
    }
    expect(logged.length).toBeGreaterThan(0);
    expect(logged).not.toMatch(written);
    expect(logged).not.toMatch(/mostly-the-other|spokeOpenly/);
  });
});

describe('somebody who has removed the bot', () => {
  it('is asked in the tab alone, and on a card again once the bot is back', async () => {
    const { mentee, mentor } = couple(4);
    await product.control('POST', `/chat/${mentee}/uninstall`);
    const meetings = (await myPairings(product, mentee))[0]?.meetings ?? [];
    const next = meetings.findIndex(({ state }) => state === 'planned');
    await product.travelTo(Temporal.Instant.from(meetings[next]?.endsAt ?? '').add({ hours: 24 * 7 }));
    const checkIn = async (person: string) => (await myPairings(product, person))[0]?.meetings[next]?.checkIn;
    await until(async () => (await checkIn(mentor)) !== null && (await checkIn(mentee)) !== null);
    const mine = (await checkIn(mentee))?.id ?? '';
    await cardWith(product, mentor, verb, (await checkIn(mentor))?.id ?? '');
    await until(async () => {
      const { rows } = await product.database.asAdmin('select state from notice where key = $1', [`check-in ${mine}`]);
      return rows[0]?.['state'] === 'undeliverable';
    });
    expect(await cardsWith(product, mentee, mine)).toEqual([]);

    await product.control('POST', `/chat/${mentee}/install`);
    await cardWith(product, mentee, verb, mine);
    expect(await answerInTab(mentee, mine)).toMatchObject({ status: 200 });
  });
});
