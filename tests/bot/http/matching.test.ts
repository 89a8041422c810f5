import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { defaultRules } from '../../../bot/mentoring/programme/programme.ts';
import { crowdedProgramme } from '../../support/product/crowd.ts';
import { holdProgramme, type Hold } from '../../support/product/hold-programme.ts';
import { idsOf, mentee, mentor, programmeOf } from '../../support/product/enrol.ts';
import {
  couples,
  fileOf,
  lead,
  newYorker,
  secondLead,
  withoutMailbox,
  type Line,
} from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import {
  answer,
  importEnds,
  importPeople,
  importsOf,
  makeProgramme,
  match,
  pairingsOf,
  programmeAt,
  reviewOf,
  roundEnds,
  startRound,
  type Couple,
} from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const [first, second, third] = couples as [(typeof couples)[0], (typeof couples)[0], (typeof couples)[0]];
// What is special about them would stay with them in later tests.
const eighth = couples[8] as (typeof couples)[0];
const singapore = 'jia.hui.ongsing@aldermoor.example';
const start = (path: string, who = lead) => product.api(who, 'POST', `${path}/matching`, {});
const publish = (path: string) => product.api(lead, 'POST', `${path}/publish`);
const roundsOf = async (path: string) => (await product.want(contract.Rounds, lead, 'GET', `${path}/rounds`)).rounds;
const shown = (pairings: readonly Pick<contract.Proposal, 'mentee' | 'mentor'>[]) =>
  pairings.map((one) => `${one.mentee.userPrincipalName} ${one.mentor.userPrincipalName}`).toSorted();
const couple = (one: { mentee: string; mentor: string }) => `${one.mentee} ${one.mentor}`;

const programmeId = (path: string) => path.split('/').at(-1) ?? '';
/** How the job of a round stands. */
async function jobOf(id: string): Promise<unknown> {
  const { rows } = await product.database.asAdmin(
    `select state from pgboss.job where name = 'matching.run' and data -> 'data' ->> 'roundId' = $1`,
    [id],
  );
  return rows[0]?.['state'];
}

/** A round that has its answer and waits, as long as the programme is held, to be let in with it. */
async function heldAtItsEnd(path: string): Promise<{ readonly round: contract.Round; readonly hold: Hold }> {
  const before = await holdProgramme(product, programmeId(path));
  const started = start(path);
  await until(async () => (await before.waiting()) === 1);
  // Next in turn after the start, before anybody can be at the round.
  const next = holdProgramme(product, programmeId(path));
  await until(async () => (await before.waiting()) === 2);
  await before.release();
  const round = contract.Round.parse((await started).body);
  const hold = await next;
  await until(async () => (await hold.waiting()) === 1);
  return { round, hold };
}

describe('a round', () => {
  it('of nobody is refused', async () => {
    const { id } = await makeProgramme(product);
    expect(await start(`/programmes/${id}`)).toMatchObject(problem(409, 'nobody-enrolled'));
    expect(await start(`/programmes/${randomUUID()}`)).toMatchObject(problem(404, 'not-found'));
    expect(await reviewOf(product, `/programmes/${id}`)).toEqual({
      newest: null,
      shown: null,
      proposals: [],
      unplaced: [],
      dissolved: [],
      decisions: [],
    });
  });

  it('of people who are not enrolled is refused', async () => {
    const path = await programmeOf(product, [{ userPrincipalName: first.mentee }]);
    expect(await start(path)).toMatchObject(problem(409, 'nobody-enrolled'));
  });

  it('while people are coming in is refused, and goes through once they are there', async () => {
    const { id } = await makeProgramme(product, { topics: [{ key: 'ai', label: 'AI', sensitive: false }] });
    const path = `/programmes/${id}`;
    await product.fault({ path: '/\\$batch$', status: 429, retryAfterSeconds: 1 });
    const file = fileOf([mentee(first.mentee), mentor(first.mentor)]);
    const run = await product.want(contract.ImportRun, lead, 'POST', `${path}/people/file`, file);
    expect(await start(path)).toMatchObject(problem(409, 'import-running'));
    expect(await roundsOf(path)).toEqual([]);
    expect((await importsOf(product, path))[0]?.state).toBe('reading');
    await importEnds(product, path, run.id);
    expect(await match(product, path)).toMatchObject({ state: 'proven', totals: { pairings: 1 } });
  });

  it.each([
    ['an aim that there is not', { objective: 'cheapest' }, 'objective'],
    ['a seed with a sign', { seed: -1 }, 'seed'],
    ['a seed of more than 32 bits', { seed: 2 ** 32 }, 'seed'],
  ])('with %s is refused', async (_what, body, field) => {
    const { path } = await programmeAt(product, 'people in', { couples: [first] });
    const answered = await product.api(lead, 'POST', `${path}/matching`, body);
    expect(answered).toMatchObject({ status: 400, body: { fields: [{ field }] } });
    expect(await roundsOf(path)).toEqual([]);
  });

  it('proposes pairings with their reasons and parts, best first, and proves them', async () => {
    const { path, programme } = await programmeAt(product, 'people in', { couples: couples.slice(0, 4) });
    const round = await match(product, path, { seed: 7 });
    const { proposals, unplaced, newest, shown: from } = await reviewOf(product, path);
    expect(newest).toEqual(round);
    expect(from).toEqual(round);
    expect(round).toMatchObject({
      number: 1,
      state: 'proven',
      by: expect.stringMatching(/^Samira/),
      publishedAt: null,
      progress: 1,
      rules: defaultRules,
      weights: programme.weights,
      objective: 'total',
      seed: 7,
      inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      problem: null,
    });
    expect(unplaced).toEqual([]);
    expect(round.totals).toMatchObject({
      placed: 8,
      pairings: 4,
      totalFit: proposals.reduce((sum, { fit }) => sum + fit, 0),
      lowestFit: proposals.at(-1)?.fit,
    });
    expect(proposals.map(({ fit }) => fit)).toEqual(proposals.map(({ fit }) => fit).toSorted((a, b) => b - a));
    for (const { reasons, fit, parts, isLocked, isNew } of proposals) {
      const [topics] = reasons;
      const label = topics?.kind === 'shared-topics' ? topics.topics[0] : '';
      expect(programme.topics.map((topic) => topic.label)).toContain(label);
      expect(reasons).toContainEqual({ kind: 'seniority-gap', levels: 6 });
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(fit);
      expect(fit).toBeGreaterThan(0);
      expect(fit).toBeLessThanOrEqual(1_000);
      expect({ isLocked, isNew }).toEqual({ isLocked: false, isNew: false });
    }
    // What is proposed is nobody's pairing yet.
    expect(await pairingsOf(product, path)).toMatchObject({ total: 0, totalFit: 0, pairings: [] });
  });

  it('gives as reasons what added to the fit, and nothing else', async () => {
    const two = [mentee(first.mentee, { department: 'Legal' }), mentor(first.mentor, { department: 'Finance' })];
    const path = await programmeOf(product, two);
    const reasonsWith = async (
      weights: Partial<contract.Weights>,
      department: contract.Programme['rules']['department'] = 'prefer',
    ) => {
      const none = { topics: 0, department: 0, location: 0, seniority: 0, hours: 0, experience: 0, preferences: 0 };
      const programme = await product.want(contract.Programme, lead, 'GET', path);
      await product.want(contract.Programme, lead, 'PUT', path, {
        ...programme,
        id: undefined,
        weights: { ...none, ...weights },
        rules: { ...programme.rules, department },
      });
      await match(product, path);
      const [proposal] = (await reviewOf(product, path)).proposals;
      const asked = await product.want(contract.WhatIf, lead, 'POST', `${path}/what-if`, {
        menteeId: proposal?.mentee.id,
        mentorId: proposal?.mentor.id,
      });
      const kinds = proposal?.reasons.map(({ kind }) => kind);
      expect(asked.kind === 'paired' && asked.reasons.map(({ kind }) => kind)).toEqual(kinds);
      return kinds;
    };
    expect(await reasonsWith({ topics: 1 })).toEqual(['shared-topics']);
    expect(await reasonsWith({ seniority: 1 })).toEqual(['seniority-gap']);
    expect(await reasonsWith({ hours: 1 })).toEqual(['shared-hours']);
    expect(await reasonsWith({ preferences: 1 })).toEqual([]);
    expect(await reasonsWith({ department: 1, topics: 1 })).toEqual(['shared-topics', 'different-department']);
    expect(await reasonsWith({ department: 1, topics: 1 }, 'off')).toEqual(['shared-topics']);
  });

  it('run again gives the same, from the same seed unless another is asked for', async () => {
    const { path } = await programmeAt(product, 'people in');
    const one = await match(product, path);
    const before = await reviewOf(product, path);
    const two = await match(product, path);
    expect(two).toMatchObject({ number: 2, seed: one.seed, totals: one.totals });
    const after = await reviewOf(product, path);
    expect(shown(after.proposals)).toEqual(shown(before.proposals));
    expect(after.proposals.map(({ isNew }) => isNew)).toEqual([false, false, false]);
    expect(after.dissolved).toEqual([]);
    expect(await match(product, path, { seed: 99, objective: 'fairest' })).toMatchObject({
      seed: 99,
      objective: 'fairest',
      totals: { placed: one.totals?.placed },
    });
    expect((await roundsOf(path)).map(({ number }) => number)).toEqual([3, 2, 1]);
  });

  it('shows what is new and what is dissolved since the round before', async () => {
    const lines = [mentee(first.mentee, { topics: 'ai;law' }), mentor(first.mentor)];
    const path = await programmeOf(product, lines);
    await match(product, path);
    const better = [mentor(second.mentor, { topics: 'ai;law' }), mentee(first.mentee, { topics: 'ai;law' })];
    const gone = { userPrincipalName: first.mentor, role: 'mentor', seniority: '6', topics: 'ai' };
    await importPeople(product, path, fileOf([...better, gone]));
    await match(product, path);
    const { proposals, dissolved } = await reviewOf(product, path);
    expect(proposals.map(({ isNew }) => isNew)).toEqual([true]);
    expect(shown(proposals)).toEqual([`${first.mentee} ${second.mentor}`]);
    expect(shown(dissolved)).toEqual([couple(first)]);
  });

  it('gives a mentor to one of two mentees, and tells the other that somebody fits better', async () => {
    const path = await programmeOf(product, [mentee(first.mentee), mentee(second.mentee), mentor(first.mentor)]);
    expect(await match(product, path)).toMatchObject({ totals: { placed: 2, pairings: 1 } });
    const { proposals, unplaced } = await reviewOf(product, path);
    expect(unplaced).toMatchObject([{ role: 'mentee', reason: 'others-fit-better', possiblePartners: 1 }]);
    const names = [
      ...proposals.flatMap((one) => [one.mentee.userPrincipalName, one.mentor.userPrincipalName]),
      ...unplaced.map(({ person }) => person.userPrincipalName),
    ];
    expect(names.toSorted()).toEqual([first.mentee, second.mentee, first.mentor].toSorted());
  });

  it('gives somebody as many as they have room for', async () => {
    const all = [mentee(first.mentee), mentee(second.mentee), mentee(third.mentee)];
    const path = await programmeOf(product, [...all, mentor(first.mentor, { capacity: '2' })]);
    expect(await match(product, path)).toMatchObject({ totals: { placed: 3, pairings: 2 } });
  });

  it('leaves out who takes a pause, and says of whose calendar cannot be read that it cannot', async () => {
    const path = await programmeOf(product, [mentee(first.mentee), mentor(first.mentor), mentor(withoutMailbox)]);
    const id = programmeId(path);
    const pause = (pausedUntil: string | null) =>
      product.want(contract.Participations, first.mentor, 'PUT', `/my/participations/${id}`, { pausedUntil });
    await pause('2027-02-08');
    expect(await match(product, path)).toMatchObject({ state: 'failed', problem: { reason: 'nobody-possible' } });
    await pause('2027-02-01');
    await match(product, path);
    const { unplaced } = await reviewOf(product, path);
    expect(unplaced).toMatchObject([
      { person: { userPrincipalName: withoutMailbox }, reason: 'calendar-unreadable', possiblePartners: 0 },
    ]);
  });
});

describe('a round without any possible pairing', () => {
  it.each<[string, Line[], string, number | string | null]>([
    ['the two stand too close', [mentee(first.mentee, { seniority: '1' }), mentor(first.mentor)], 'seniority-gap', 2],
    [
      'one manages the other',
      [mentee(first.mentee), mentor(first.mentor, { managerUserPrincipalName: first.mentee })],
      'reporting-line',
      null,
    ],
    [
      'one manages the other’s manager',
      [
        mentee(first.mentee),
        { userPrincipalName: second.mentor, managerUserPrincipalName: first.mentee },
        mentor(first.mentor, { managerUserPrincipalName: second.mentor }),
      ],
      'reporting-line',
      null,
    ],
    ['they share no topic', [mentee(first.mentee), mentor(first.mentor, { topics: 'law' })], 'shared-topics', 1],
    ['their days do not meet', [mentee(newYorker), mentor(singapore)], 'shared-hours', 2],
    [
      'they speak no language in common',
      [mentee(eighth.mentee, { languages: 'cy' }), mentor(eighth.mentor, { languages: 'de' })],
      'common-language',
      null,
    ],
  ])('names the rule and what it is set to when %s', async (_why, lines, rule, value) => {
    const path = await programmeOf(product, lines);
    const round = await match(product, path);
    expect(round).toMatchObject({
      state: 'failed',
      totals: null,
      problem: { reason: 'nobody-possible', obstacles: [{ rule, value, bars: 1, barsAlone: 1 }] },
    });
    expect(await reviewOf(product, path)).toMatchObject({ newest: round, shown: null, proposals: [] });
  });

  it('says that no language is known of people from before it was asked for, and is mended by bringing them in again', async () => {
    const lines = [mentee(first.mentee), mentor(first.mentor)];
    const path = await programmeOf(product, lines);
    await product.database.asAdmin(`update person set languages = '[]' where user_principal_name = any($1)`, [
      [first.mentee, first.mentor],
    ]);
    expect(await match(product, path)).toMatchObject({
      state: 'failed',
      problem: {
        reason: 'nobody-possible',
        obstacles: [{ rule: 'language-unknown', value: null, bars: 1, barsAlone: 1 }],
      },
    });
    await importPeople(product, path, fileOf(lines));
    expect(await match(product, path)).toMatchObject({ state: 'proven', totals: { pairings: 1 } });
  });

  it('names a gap that forbids everybody, and leaves what was proposed before', async () => {
    const { path, programme } = await programmeAt(product, 'matched', { couples: couples.slice(0, 3) });
    const before = await reviewOf(product, path);
    const rules = { ...programme.rules, minimumSeniorityGap: 20 };
    await product.want(contract.Programme, lead, 'PUT', path, { ...programme, id: undefined, rules });
    const round = await match(product, path);
    expect(round).toMatchObject({
      state: 'failed',
      problem: { reason: 'nobody-possible', obstacles: [{ rule: 'seniority-gap', value: 20, barsAlone: 3 }] },
    });
    expect(await reviewOf(product, path)).toEqual({ ...before, newest: round });
  });

  it.each([
    ['no-mentors', [mentee(first.mentee), mentee(second.mentee)]],
    ['no-mentees', [mentor(first.mentor)]],
  ])('says %s', async (reason, lines) => {
    expect(await match(product, await programmeOf(product, lines))).toMatchObject({
      state: 'failed',
      problem: { reason },
    });
  });
});

describe('a round that is under way', () => {
  it('lets the server answer everybody meanwhile, is the only one of its programme, and stops when it is cancelled', async () => {
    const path = await crowdedProgramme(product);
    const { id } = await startRound(product, path);
    await until(async () => {
      const { rows } = await product.database.asAdmin('select phase from round where id = $1', [id]);
      return rows[0]?.['phase'] !== 'waiting';
    });
    for (const who of [lead, first.mentee]) expect(await product.api(who, 'GET', '/me')).toMatchObject({ status: 200 });
    expect(await start(path, secondLead)).toMatchObject(problem(409, 'matching-running'));
    const running = { id, state: 'running', finishedAt: null, totals: null };
    expect(await reviewOf(product, path)).toMatchObject({ newest: running, shown: null, proposals: [] });
    await product.want(contract.Round, lead, 'POST', `${path}/rounds/${id}/cancel`);
    await until(async () => (await jobOf(id)) === 'completed');
    expect(await reviewOf(product, path)).toMatchObject({ newest: { state: 'cancelled' }, proposals: [] });
  });

  it('can be cancelled to the last moment, once, and changes nothing any more', async () => {
    const { path } = await programmeAt(product, 'people in');
    const {
      round: { id },
      hold,
    } = await heldAtItsEnd(path);
    const cancel = () => product.api(lead, 'POST', `${path}/rounds/${id}/cancel`);
    expect(await cancel()).toMatchObject({
      status: 200,
      body: { id, state: 'cancelled', finishedAt: expect.any(String), problem: null, totals: null },
    });
    expect(await cancel()).toMatchObject(problem(409, 'not-running'));
    await hold.release();
    await until(async () => (await jobOf(id)) === 'completed');
    expect(await reviewOf(product, path)).toMatchObject({ newest: { id, state: 'cancelled' }, proposals: [] });
  });

  it('finds what has changed meanwhile, and runs again with it', async () => {
    const { path, couples: pairs } = await programmeAt(product, 'people in');
    const id = await idsOf(product, path);
    const { round, hold } = await heldAtItsEnd(path);
    const gone = id(pairs[0]?.mentor ?? '');
    await product.database.asAdmin('delete from participant where programme_id = $1 and person_id = $2', [
      programmeId(path),
      gone,
    ]);
    await hold.release();
    expect(await roundEnds(product, path, round.id)).toMatchObject({ state: 'proven', totals: { pairings: 2 } });
    expect(JSON.stringify(await reviewOf(product, path))).not.toContain(gone);
  });

  it('is given up when people are coming in meanwhile, and what was proposed stays', async () => {
    const { path, couples: pairs } = await programmeAt(product, 'matched');
    const before = await reviewOf(product, path);
    await product.fault({ path: '/\\$batch$', status: 429, retryAfterSeconds: 1 });
    const hold = await holdProgramme(product, programmeId(path));
    const started = start(path);
    await until(async () => (await hold.waiting()) === 1);
    const file = fileOf([{ userPrincipalName: pairs[0]?.mentee ?? '', role: 'mentee', seniority: '6' }]);
    const coming = product.want(contract.ImportRun, lead, 'POST', `${path}/people/file`, file);
    await until(async () => (await hold.waiting()) === 2);
    await hold.release();
    const { id } = contract.Round.parse((await started).body);
    const ended = await roundEnds(product, path, id);
    expect(ended).toMatchObject({ state: 'failed', problem: { reason: 'changed-meanwhile' } });
    await importEnds(product, path, (await coming).id);
    expect(await reviewOf(product, path)).toEqual({ ...before, newest: ended });
  });
});

describe('two rounds begun at the same moment', () => {
  it('are one: the others are told', async () => {
    const { path } = await programmeAt(product, 'people in', { couples: couples.slice(0, 4) });
    const answers = await Promise.all([start(path), start(path, secondLead), start(path), start(path, secondLead)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409, 409]);
    for (const refusal of answers.filter(({ status }) => status === 409)) {
      expect(refusal).toMatchObject(problem(409, 'matching-running'));
    }
    const [round] = await roundsOf(path);
    expect(await roundEnds(product, path, round?.id ?? '')).toMatchObject({ number: 1, state: 'proven' });
    const { proposals } = await reviewOf(product, path);
    expect(proposals).toHaveLength(4);
  });
});

describe('a replay', () => {
  const replay = (path: string, id: string) => product.api(lead, 'POST', `${path}/rounds/${id}/replay`);

  it('of a round gives the same, also when its people have changed since, and changes nothing', async () => {
    const { path } = await programmeAt(product, 'people in', { couples: couples.slice(0, 4) });
    const round = await match(product, path);
    const same = { status: 200, body: { sameInput: true, sameResult: true } };
    expect(await replay(path, round.id)).toMatchObject(same);
    await importPeople(product, path, fileOf(couples.slice(0, 4).map((one) => mentee(one.mentor, { topics: '' }))));
    expect(await match(product, path)).toMatchObject({ state: 'failed', problem: { reason: 'no-mentors' } });
    const before = await reviewOf(product, path);
    expect(await replay(path, round.id)).toMatchObject(same);
    expect(await replay(path, before.newest?.id ?? '')).toMatchObject(same);
    expect(await reviewOf(product, path)).toEqual(before);
  });

  it('tells when what was kept is not what it was', async () => {
    const { path } = await programmeAt(product, 'matched', { couples: couples.slice(0, 3) });
    const [round] = await roundsOf(path);
    const id = round?.id ?? '';
    await product.database.asAdmin(`update round set input_hash = 'forged' where id = $1`, [id]);
    expect(await replay(path, id)).toMatchObject({ body: { sameInput: false, sameResult: true } });
    await product.database.asAdmin(
      `update round set result = jsonb_set(result, '{pairings,0,fit}', '999999') where id = $1`,
      [id],
    );
    expect(await replay(path, id)).toMatchObject({ body: { sameInput: false, sameResult: false } });
  });

  it('of what gave no answer, or is not there, is refused', async () => {
    const { path } = await programmeAt(product, 'matched', { couples: [first] });
    expect(await replay(path, randomUUID())).toMatchObject(problem(404, 'not-found'));
    const other = await programmeAt(product, 'matched', { couples: [second] });
    const [round] = await roundsOf(other.path);
    expect(await replay(path, round?.id ?? '')).toMatchObject(problem(404, 'not-found'));
    await product.database.asAdmin(`update round set state = 'cancelled', input = null, result = null where id = $1`, [
      round?.id,
    ]);
    expect(await replay(other.path, round?.id ?? '')).toMatchObject(problem(409, 'nothing-to-replay'));
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
    const topics = pairs[0]?.topic.key ?? '';
    await importPeople(product, path, fileOf([mentee(third.mentee, { topics }), mentor(third.mentor, { topics })]));
    await match(product, path);
    const { proposals, dissolved } = await reviewOf(product, path);
    expect(shown(proposals)).toEqual([couple(third)]);
    expect(dissolved).toEqual([]);
    expect(await pairingsOf(product, path)).toEqual(before);
  });

  it('does not propose again what was declined: each of the two is free for somebody else', async () => {
    const [pair] = pairs as [Couple];
    expect(await answer(product, pair.mentee, pair.pairingId, 'decline')).toMatchObject({ status: 200 });
    await match(product, path);
    const { proposals, unplaced } = await reviewOf(product, path);
    expect(shown(proposals)).toEqual([`${pair.mentee} ${third.mentor}`, `${third.mentee} ${pair.mentor}`].toSorted());
    expect(unplaced).toEqual([]);
    const { pairings } = await pairingsOf(product, path);
    expect(pairings.find(({ id }) => id === pair.pairingId)).toMatchObject({ state: 'declined' });
  });

  it('in another programme does not put together who declined each other here, and does not say so', async () => {
    const [pair] = pairs as [Couple];
    const lines = [mentee(pair.mentee), mentor(pair.mentor), mentee(first.mentee, { topics: 'law' })];
    const other = await programmeOf(product, [...lines, mentor(first.mentor, { topics: 'law' })]);
    await match(product, other);
    const { proposals, unplaced } = await reviewOf(product, other);
    expect(shown(proposals)).toEqual([couple(first)]);
    for (const { reason, obstacles } of unplaced) {
      expect(contract.HardRule.options).toContain(reason === 'others-fit-better' ? 'forbidden' : reason);
      expect(JSON.stringify([reason, obstacles])).not.toMatch(/private|declin|paired-before/);
    }
  });

  it('places those first whom an earlier round left out', async () => {
    // Two mentees for one mentor: whoever is left out by the published round comes first in the next.
    const lines = [mentee(first.mentee), mentee(second.mentee), mentor(first.mentor)];
    const one = await programmeOf(product, lines);
    await match(product, one);
    const [before] = (await reviewOf(product, one)).unplaced;
    await publish(one);
    const [pairing] = (await pairingsOf(product, one)).pairings;
    await answer(product, pairing?.mentee.userPrincipalName ?? '', pairing?.id ?? '', 'decline');
    await match(product, one);
    const { proposals } = await reviewOf(product, one);
    expect(proposals.map((proposal) => proposal.mentee.userPrincipalName)).toEqual([before?.person.userPrincipalName]);
  });
});

describe('the ids of other programmes', () => {
  it('lead to no round of this one', async () => {
    const [here, there] = [
      await programmeAt(product, 'matched', { couples: couples.slice(4, 5) }),
      await programmeAt(product, 'matched', { couples: couples.slice(7, 8) }),
    ];
    const [round] = await roundsOf(there.path);
    for (const [method, rest] of [
      ['GET', ''],
      ['POST', '/cancel'],
      ['POST', '/replay'],
    ]) {
      const asked = await product.api(lead, method ?? '', `${here.path}/rounds/${round?.id ?? ''}${rest ?? ''}`);
      expect(asked).toMatchObject(problem(404, 'not-found'));
    }
  });
});
