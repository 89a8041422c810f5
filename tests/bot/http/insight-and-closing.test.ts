import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import * as closing from '../../../bot/http/contract/closing.ts';
import * as contract from '../../../bot/http/contract/contract.ts';
import { Insight } from '../../../bot/http/contract/insight.ts';
import { buttonsOf, cardsWith, cardWith, tap, wordsOf } from '../../support/product/chat.ts';
import { bystander, couples, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  firstMeeting,
  makeProgramme,
  myPairing,
  myPairings,
  pairingsOf,
  programmeAt,
  type Cast,
  type Couple,
} from '../../support/product/stages.ts';
import { t } from '../../support/texts.ts';
import { until } from '../../support/until.ts';

let product: Product;
/** Five pairings that have met once, at the end of which everybody answers. */
let cast: Cast;
/** One whose offer waits for an answer. */
let asked: Cast;
beforeAll(async () => {
  product = await startProduct();
  cast = await programmeAt(product, 'met', { couples: couples.slice(0, 5), withBot: true });
  asked = await programmeAt(product, 'published', { couples: couples.slice(5, 6), programme: { name: 'Asked' } });
}, 180_000);
afterAll(() => product.stop());

/** What stands on the card of thanks alone. */
const thanked = t('closing.line', { programme: 'Spring' });
const couple = (index: number) => cast.couples[index] as Couple;
const insight = (of = cast) => product.want(Insight, lead, 'GET', `${of.path}/insight`);
const overview = (of = cast) => product.want(closing.Closing, lead, 'GET', `${of.path}/closing`);
const say = (of: Cast, words: string | null, asksAnotherRound = true) =>
  product.api(lead, 'POST', `${of.path}/closing/thanks`, { words, asksAnotherRound });
const close = (of: Cast) => product.api(lead, 'POST', `${of.path}/closing/close`);
const mine = async (person: string) => (await product.want(closing.MyClosings, person, 'GET', '/my/closings')).closings;
const answerRound = (person: string, body: closing.AnotherRoundInput, of = cast) =>
  product.api(person, 'POST', `/my/closings/${of.programme.id}/another-round`, body);
const answers = (spokeOpenly: 'yes' | 'no', whoTalked: 'balanced' | 'mostly-me') => ({
  tookPlace: 'yes',
  spokeOpenly,
  menteesAgenda: 'yes',
  whoTalked,
  summedUp: null,
  words: 'Never to be told.',
  areWordsShared: false,
});
async function checkIn(person: string, of: Couple, given: unknown) {
  const { checkIn: asksFor } = await firstMeeting(product, person, of);
  await product.want(contract.MyPairings, person, 'POST', `/my/check-ins/${asksFor?.id ?? ''}`, given);
}
const count = async (sql: string, values: unknown[] = []) =>
  Number((await product.database.asAdmin(`select count(*) as count ${sql}`, values)).rows[0]?.['count']);
/** Runs a job that has been done once more, as after a crash that came too early to write it down. */
async function again(name: string) {
  const jobs = 'from pgboss.job where name = $1';
  await until(async () => (await count(`${jobs} and state < 'completed'`, [name])) === 0);
  await product.database.asAdmin(
    `update pgboss.job set state = 'created', started_on = null, completed_on = null, start_after = now()
     where id = (select id from pgboss.job where name = $1 order by created_on desc limit 1)`,
    [name],
  );
  await until(async () => (await count(`${jobs} and state < 'completed'`, [name])) === 0);
}
/** Asks the database as the product does. */
async function runtime(sql: string): Promise<void> {
  const client = new pg.Client({
    connectionString: product.database.databaseUrl,
    options: `-c search_path=vantage -c vantage.tenant_id=${product.tenantId}`,
  });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
const released = async (month: string) => {
  await product.travelTo(`${month}-01T06:00:00Z`);
  await until(async () => (await insight()).releases.some((one) => one.month === month));
  return (await insight()).releases.find((one) => one.month === month)?.figures ?? [];
};

describe('insight', () => {
  it('shows meetings and agendas as they stand, and nothing of answers before the month is over', async () => {
    for (const [index, of] of cast.couples.entries()) {
      await checkIn(of.mentor, of, answers(index === 0 ? 'no' : 'yes', index < 3 ? 'balanced' : 'mostly-me'));
      if (index < 4) await checkIn(of.mentee, of, answers('yes', 'balanced'));
    }
    const shown = await insight();
    expect(shown.months).toEqual([{ month: '2027-02', held: 5, planned: 10, withAgenda: 0 }]);
    expect(shown.releases).toEqual([]);
    expect(shown.nextRelease).toBe('2027-03-01');
  });

  it('tells in the next month how five said it was, and of four nothing', async () => {
    const figures = await released('2027-03');
    expect(figures).toEqual([
      { key: 'trust', side: 'mentor', people: 5, shares: [{ said: 'yes', percent: 60, bound: 'at-least' }] },
      { key: 'agenda', side: 'mentor', people: 5, shares: [{ said: 'yes', percent: 60, bound: 'at-least' }] },
      {
        key: 'listening',
        side: 'mentor',
        people: 5,
        shares: [
          { said: 'mostly-mentee', percent: 40, bound: 'at-most' },
          { said: 'balanced', percent: 60, bound: 'at-least' },
          { said: 'mostly-mentor', percent: 40, bound: 'at-most' },
        ],
      },
    ]);
  });

  it('keeps a release as it was, whatever comes after, and counts no answer twice', async () => {
    const [first] = (await insight()).releases;
    const of = couple(4);
    await checkIn(of.mentee, of, answers('no', 'balanced'));
    await product.database.asAdmin(
      'delete from check_in where person_id = (select id from person where user_principal_name = $1)',
      [couple(0).mentor],
    );
    const figures = await released('2027-04');
    // Those who waited for a fifth, and not one of those who were counted.
    expect(figures.map(({ key, side, people }) => ({ key, side, people }))).toEqual([
      { key: 'trust', side: 'mentee', people: 5 },
      { key: 'agenda', side: 'mentee', people: 5 },
      { key: 'listening', side: 'mentee', people: 5 },
    ]);
    expect((await insight()).releases[0]).toEqual(first);
    await again('insight.release');
    expect(await count('from insight_release where programme_id = $1', [cast.programme.id])).toBe(2);
  });

  it('cannot be released twice, changed or counted again, whoever asks the database', async () => {
    await expect(runtime('update insight_release set figures = figures')).rejects.toThrow('permission denied');
    await expect(runtime('delete from used_up_answer')).rejects.toThrow('permission denied');
    await expect(
      runtime('insert into used_up_answer select tenant_id, check_in_id, key, release_id from used_up_answer limit 1'),
    ).rejects.toThrow('duplicate key');
  });

  it('is a table that no spreadsheet takes for formulas', async () => {
    const named = await makeProgramme(product, { name: '=HYPERLINK("x")' });
    const { body, headers } = await product.api(lead, 'GET', `/programmes/${named.id}/insight.csv`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(String(body)).toMatch(/^\u{FEFF}?programme,month,what,side,said,people,bound,value\r\n$/u);
    const full = String((await product.api(lead, 'GET', `${cast.path}/insight.csv`)).body);
    expect(full).toContain('"Spring","2027-02","meetings held","","","","",15\r\n');
    expect(full).toContain('"Spring","2027-03","trust","mentor","yes",5,"at-least",60\r\n');
    expect(full).not.toContain('Never to be told');
  });
});

describe('thanks', () => {
  it('are not said where nobody took part', async () => {
    expect(await say(asked, null)).toMatchObject(problem(409, 'nobody-took-part'));
    expect((await overview()).thanks).toEqual({ at: null, by: null, words: null, people: 10 });
    expect(await mine(couple(0).mentee)).toEqual([]);
    expect(await answerRound(couple(0).mentee, { answer: 'no', role: null })).toMatchObject(problem(409, 'not-open'));
  });

  it('reach everybody who took part, once, with the first words alone', async () => {
    expect((await say(cast, 'You were *splendid*.')).status).toBe(200);
    expect((await say(cast, 'Other words.', false)).status).toBe(200);
    const { thanks, anotherRound } = await overview();
    expect(thanks).toMatchObject({ words: 'You were *splendid*.', people: 10, by: expect.any(String) as unknown });
    expect(anotherRound).toEqual({ isAsked: true, yes: [] });
    await product.travelTo('2027-04-01T10:00:00Z');
    const { mentee } = couple(0);
    const card = await cardWith(product, mentee, thanked);
    expect(wordsOf(card)).toContain('You were');
    expect(buttonsOf(card).map(({ title }) => title)).toEqual([
      t('anotherRound.yes.mentee'),
      t('anotherRound.yes.mentor'),
      t('anotherRound.not-now'),
      t('anotherRound.no'),
    ]);
    await again('programme.thank');
    expect(await count(`from notice where subject ->> 'kind' = 'thanks'`)).toBe(10);
    expect(await cardsWith(product, mentee, thanked)).toHaveLength(1);
  });

  it('ask for another round: the lead sees who says yes, and nothing of anybody else', async () => {
    const [first, second, third] = [couple(0), couple(1), couple(2)];
    const card = await cardWith(product, first.mentee, thanked);
    const participantId = String(buttonsOf(card)[0]?.data['participantId']);
    await tap(product, first.mentee, card.id, 'another-round.answer', { participantId, answer: 'yes', role: 'mentee' });
    await until(async () =>
      wordsOf(await cardWith(product, first.mentee, thanked)).includes(t('anotherRound.saidYes.mentee')),
    );
    await answerRound(second.mentor, { answer: 'no', role: null });
    await answerRound(third.mentor, { answer: 'yes', role: 'mentor' });
    await answerRound(third.mentor, { answer: 'not-now', role: null });
    const shown = await overview();
    expect(shown.anotherRound.yes.map(({ person, role }) => [person.userPrincipalName, role])).toEqual([
      [first.mentee, 'mentee'],
    ]);
    expect(JSON.stringify(shown)).not.toContain('not-now');
    expect((await mine(third.mentor)).map(({ answer }) => answer)).toEqual([{ answer: 'not-now', role: null }]);
    // Somebody else's button says nothing of them.
    await tap(product, second.mentee, card.id, 'another-round.answer', { participantId, answer: 'no' });
    expect((await overview()).anotherRound.yes).toHaveLength(1);
    expect(await answerRound(bystander, { answer: 'no', role: null })).toMatchObject(problem(404, 'not-found'));
  });
});

describe('closing a programme', () => {
  it('takes back an offer that waits, and lets nothing new begin', async () => {
    const [waiting] = asked.couples;
    if (!waiting) throw new Error('nobody is asked');
    expect((await close(asked)).status).toBe(200);
    await until(async () => (await overview(asked)).state === 'closed');
    expect((await myPairing(product, waiting.mentee, waiting)).state).toBe('closed');
    expect(await myPairings(product, waiting.mentor)).toEqual([]);
    for (const [path, body] of [
      ['publish', undefined],
      ['matching', {}],
      ['people/file', 'userPrincipalName,displayName,role\r\nada@contoso.example,Ada,mentor\r\n'],
      ['people/group', { groupId: crypto.randomUUID(), role: null }],
    ] as const) {
      const refused = await product.api(lead, 'POST', `${asked.path}/${path}`, body);
      expect(refused).toMatchObject(problem(409, 'programme-closed'));
    }
  });

  it('ends every pairing although the server stops in between, once, and keeps what has been', async () => {
    const before = await overview();
    expect(before).toMatchObject({ state: 'open', openPairings: 5, outcomes: { pairings: 5, people: 10 } });
    const [one, other] = await Promise.all([close(cast), close(cast)]);
    expect([one.status, other.status]).toEqual([200, 200]);
    await product.close();
    await product.restart();
    await until(async () => (await overview()).state === 'closed');
    const after = await overview();
    expect(after).toMatchObject({ openPairings: 0, meetingsPlanned: 0, outcomes: before.outcomes });
    expect((await pairingsOf(product, cast.path)).pairings.map(({ state }) => state)).toEqual(Array(5).fill('closed'));
    await again('programme.close');
    expect(await count(`from notice where subject ->> 'news' = 'ended' and about = $1`, [couple(0).pairingId])).toBe(2);
    expect((await overview()).closedAt).toBe(after.closedAt);
    const { closedAt } = await product.want(contract.Programme, lead, 'GET', cast.path);
    expect(closedAt).toBe(after.closedAt);
  });

  it('is not undone by a lead who saves what they had open', async () => {
    const { closedAt, id: _id, ...input } = await product.want(contract.Programme, lead, 'GET', cast.path);
    const saved = await product.want(contract.Programme, lead, 'PUT', cast.path, { ...input, name: 'Spring again' });
    expect(saved.closedAt).toBe(closedAt);
  });
});
