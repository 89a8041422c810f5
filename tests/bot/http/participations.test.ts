import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { bystander, fileOf, lead } from '../../support/product/people.ts';
import { problem, startProduct, type Answer, type Product } from '../../support/product/product.ts';
import { importPeople, importsOf, pairingsOf, peopleOf, programmeAt, type Cast } from '../../support/product/stages.ts';

const faith = { key: 'faith-at-work', label: 'Faith and belief', sensitive: true };

let product: Product;
let cast: Cast;
let mentee: string;
let mentor: string;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());
beforeEach(async () => {
  cast = await programmeAt(product, 'people in', { common: [faith] });
  ({ mentee = '', mentor = '' } = cast.couples[0] ?? {});
});

const change = (person: string, changes: unknown, programmeId = cast.programme.id): Promise<Answer> =>
  product.api(person, 'PUT', `/my/participations/${programmeId}`, changes);
const mine = async (person: string): Promise<contract.Participation> => {
  const { participations } = await product.want(contract.Participations, person, 'GET', '/my/participations');
  const found = participations.find(({ programmeId }) => programmeId === cast.programme.id);
  if (!found) throw new Error(`${person} takes no part`);
  return found;
};
const everything = {
  topics: ['faith-at-work', 'subject-0'],
  capacity: 3,
  prefersOffice: 'different',
  prefersProfession: 'same',
  wishes: ['kavya.thirumaran@aldermoor.example'],
  exclusions: ["who.ever+o'neil@elsewhere.example", 'guest_gmail.com#ext#@aldermoor.example'],
  pausedUntil: '2027-03-01',
} as const;

describe('my part in a programme', () => {
  it('is at first what the file says, and nothing more', async () => {
    expect(await mine(mentee)).toEqual({
      programmeId: cast.programme.id,
      programme: cast.programme.name,
      role: 'mentee',
      topics: ['subject-0', faith.key],
      offered: cast.programme.topics,
      capacity: 1,
      prefersOffice: null,
      prefersProfession: null,
      wishes: [],
      exclusions: [],
      pausedUntil: null,
    });
  });

  it('is mine to change, all of it at once', async () => {
    const before = await mine(mentee);
    const answer = await change(mentee, everything);
    expect(answer.status).toBe(200);
    expect(contract.Participations.parse(answer.body).participations).toContainEqual({ ...before, ...everything });
    expect(await mine(mentee)).toEqual({ ...before, ...everything });
  });

  it.each(Object.entries(everything))('stays as it is where only %s is changed', async (field, value) => {
    await change(mentee, everything);
    const before = await mine(mentee);
    const other = {
      topics: ['subject-0'],
      capacity: 1,
      prefersOffice: null,
      prefersProfession: 'different',
      wishes: [],
      exclusions: ['bo@elsewhere.example'],
      pausedUntil: null,
    };
    const changed = { ...before, [field]: other[field as keyof typeof other] };
    expect(await change(mentee, { [field]: other[field as keyof typeof other] })).toMatchObject({ status: 200 });
    expect(await mine(mentee)).toEqual(changed);
    await change(mentee, { [field]: value });
    expect(await mine(mentee)).toEqual(before);
    expect(await change(mentee, {})).toMatchObject({ status: 200 });
    expect(await mine(mentee)).toEqual(before);
  });

  it('loses nothing when several changes come at the same moment', async () => {
    const answers = await Promise.all(
      Object.entries(everything).map(([field, value]) => change(mentee, { [field]: value })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Object.keys(everything).map(() => 200));
    expect(await mine(mentee)).toMatchObject(everything);
  });

  it('names everybody and everything once, addresses in small letters, topics in the order of my choice', async () => {
    const [one, two] = ['Ana@Elsewhere.Example', 'bo@elsewhere.example'];
    await change(mentor, {
      topics: [faith.key, 'subject-0', faith.key],
      wishes: [two, one, ` ${one.toLowerCase()} `, two],
      exclusions: [one, one.toUpperCase()],
    });
    expect(await mine(mentor)).toMatchObject({
      topics: [faith.key, 'subject-0'],
      wishes: [two, one.toLowerCase()],
      exclusions: [one.toLowerCase()],
    });
    await change(mentor, { topics: ['subject-0', faith.key] });
    expect((await mine(mentor)).topics).toEqual(['subject-0', faith.key]);
  });

  it('has no topic that the programme has given up, so that it can be sent back as it is', async () => {
    const { programme, path } = cast;
    const { id: _id, version, ...input } = programme;
    const topics = programme.topics.filter(({ key }) => key !== faith.key);
    await product.want(contract.Programme, lead, 'PUT', path, { ...input, topics, version });
    expect((await mine(mentee)).topics).toEqual(['subject-0']);
  });

  it('takes five pairings of a mentor and three of a mentee', async () => {
    expect(await change(mentor, { capacity: 5 })).toMatchObject({ status: 200 });
    expect(await change(mentee, { capacity: 3 })).toMatchObject({ status: 200 });
  });

  it('answers alike whoever is named, so that nobody finds out who is here', async () => {
    const before = await mine(mentee);
    for (const name of [mentor, bystander, lead, 'nobody.at.all@aldermoor.example']) {
      const answer = await change(mentee, { wishes: [name], exclusions: [name] });
      expect(answer.status).toBe(200);
      const { participations } = contract.Participations.parse(answer.body);
      expect(participations).toContainEqual({ ...before, wishes: [name], exclusions: [name] });
    }
  });
});

describe('what cannot be asked for is named by its field, and nothing changes', () => {
  it.each([
    ['a topic that the programme does not offer', { topics: ['subject-0', 'cooking'] }, 'topics', 'cooking'],
    ['a topic by its label', { topics: [faith.label] }, 'topics', faith.label],
    ['more topics than a programme can hold', { topics: Array<string>(61).fill(faith.key) }, 'topics', ''],
    ['topics that are no list', { topics: faith.key }, 'topics', `"${faith.key}"`],
    ['topics that are numbers', { topics: [1] }, 'topics.0', '1'],
    ['room for four pairings', { capacity: 4 }, 'capacity', '4'],
    ['room for six pairings', { capacity: 6 }, 'capacity', '6'],
    ['room for none', { capacity: 0 }, 'capacity', '0'],
    ['room for half of one', { capacity: 1.5 }, 'capacity', '1.5'],
    ['another kind of office', { prefersOffice: 'nice' }, 'prefersOffice', '"nice"'],
    ['a wish for no address', { wishes: ['Ana'] }, 'wishes.0', '"Ana"'],
    ['a wish for a character that is none', { wishes: ['a\u0000@b.example'] }, 'wishes.0', '"a\\u0000@b.example"'],
    ['too many wishes', { wishes: Array<string>(21).fill('a@b.example') }, 'wishes', ''],
    ['too many exclusions', { exclusions: Array<string>(101).fill('a@b.example') }, 'exclusions', ''],
    ['a pause until no day', { pausedUntil: '2027-02-30' }, 'pausedUntil', '"2027-02-30"'],
    ['a pause until the year 0', { pausedUntil: '0000-02-01' }, 'pausedUntil', '"0000-02-01"'],
  ])('%s', async (_what, changes, field, value) => {
    await change(mentee, everything);
    const before = await mine(mentee);
    const answer = await change(mentee, { ...everything, prefersProfession: 'different', ...changes });
    expect(answer).toMatchObject(problem(400, 'bad-request'));
    const { fields = [] } = contract.Problem.parse(answer.body);
    expect(fields.map((one) => one.field)).toEqual([field]);
    expect(fields[0]?.value).toContain(value);
    expect(fields[0]?.rule).toMatch(/\w/);
    expect(await mine(mentee)).toEqual(before);
  });

  it('oneself, in either list, and everything else that is wrong beside it', async () => {
    const me = mentee.toUpperCase();
    const answer = await change(mentee, { topics: ['cooking'], capacity: 5, wishes: [me], exclusions: [me] });
    expect(contract.Problem.parse(answer.body).fields).toEqual([
      { field: 'topics', value: 'cooking', rule: 'is not a topic of this programme' },
      { field: 'capacity', value: '5', rule: 'must be at most 3 for a mentee' },
      { field: 'wishes', value: mentee, rule: 'is your own address' },
      { field: 'exclusions', value: mentee, rule: 'is your own address' },
    ]);
  });

  it('anything in a programme that one is not in, or that is not there', async () => {
    for (const [person, id] of [
      [bystander, cast.programme.id],
      [lead, cast.programme.id],
      [mentee, randomUUID()],
    ] as const) {
      expect(await change(person, everything, id)).toMatchObject(problem(404, 'not-found'));
    }
  });
});

describe('whom somebody wishes for or excludes', () => {
  const named = 'somebody.named.here@elsewhere.example';
  beforeEach(async () => {
    const answer = await change(mentee, { wishes: [named, mentor], exclusions: [named], prefersOffice: 'same' });
    expect(answer.status).toBe(200);
  });

  it('is in nothing that the lead reads', async () => {
    const read = [
      await peopleOf(product, cast.path),
      await peopleOf(product, cast.path, `search=${encodeURIComponent(named)}`),
      await pairingsOf(product, cast.path),
      await importsOf(product, cast.path),
      (await product.api(lead, 'GET', cast.path)).body,
      (await product.api(lead, 'GET', '/programmes')).body,
    ];
    expect(JSON.stringify(read)).not.toContain(named);
    expect(JSON.stringify(read)).not.toMatch(/wish|exclu|prefers|pausedUntil/i);
  });

  it('is in nothing that another participant reads', async () => {
    for (const path of ['/me', '/my/pairings', '/my/participations']) {
      const { body } = await product.api(mentor, 'GET', path);
      expect(JSON.stringify(body)).not.toContain(named);
    }
    expect(await mine(mentor)).toMatchObject({ wishes: [], exclusions: [] });
  });
});

describe('a file that comes in again', () => {
  const again = (more: { role?: string; capacity?: string; topics?: string } = {}) =>
    importPeople(product, cast.path, fileOf([{ userPrincipalName: mentee, seniority: '6', role: 'mentee', ...more }]));

  it('takes nothing back that I have chosen, where it says nothing of it', async () => {
    await change(mentee, everything);
    const before = await mine(mentee);
    await again();
    expect(await mine(mentee)).toEqual(before);
  });

  it('changes the topics and the room that it names, and nothing else', async () => {
    await change(mentee, everything);
    const before = await mine(mentee);
    await again({ topics: faith.key, capacity: '2' });
    expect(await mine(mentee)).toEqual({ ...before, topics: [faith.key], capacity: 2 });
  });

  it('at the very moment of a change loses neither', async () => {
    for (const capacity of ['1', '2', '3']) {
      const wishes = [`wish${capacity}@elsewhere.example`];
      await Promise.all([again({ capacity }), change(mentee, { wishes })]);
      expect(await mine(mentee)).toMatchObject({ capacity: Number(capacity), wishes });
    }
  });

  it('leaves a mentor who becomes a mentee the room that a mentee may have', async () => {
    await importPeople(product, cast.path, fileOf([{ userPrincipalName: mentor, role: 'mentor', capacity: '5' }]));
    expect((await mine(mentor)).capacity).toBe(5);
    await importPeople(product, cast.path, fileOf([{ userPrincipalName: mentor, role: 'mentee' }]));
    expect(await mine(mentor)).toMatchObject({ role: 'mentee', capacity: 3 });
  });
});
