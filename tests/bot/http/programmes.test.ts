import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as contract from '../../../bot/http/contract/contract.ts';
import { defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';
import { lead, secondLead } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { makeProgramme, programmeInput } from '../../support/product/stages.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const all = async () => {
  const Programmes = z.object({ programmes: z.array(contract.Programme) });
  return (await product.want(Programmes, lead, 'GET', '/programmes')).programmes;
};
const read = (id: string) => product.want(contract.Programme, lead, 'GET', `/programmes/${id}`);
const change = (person: string, id: string, input: contract.ProgrammeInput, version: number) =>
  product.api(person, 'PUT', `/programmes/${id}`, { ...input, version });

describe('a programme', () => {
  it('stands as it was written down, once made', async () => {
    const input = programmeInput({
      name: 'Reverse mentoring 2027',
      topics: [
        { key: 'ai-tools', label: 'AI tools', sensitive: false },
        { key: 'faith-at-work', label: 'Faith at work', sensitive: true },
      ],
      rules: { ...defaultRules, minimumSharedTopics: 2, department: 'require', allowSameManager: true },
      weights: { ...defaultWeights, topics: 100, location: 0 },
      objective: 'fairest',
      gradeLadder: ['A', 'B', 'C'],
    });
    const answer = await product.api(lead, 'POST', '/programmes', input);
    const made = contract.Programme.parse(answer.body);
    expect(answer.status).toBe(201);
    expect(made).toEqual({ ...input, id: made.id, closedAt: null, version: 1 });
    expect(await read(made.id)).toEqual(made);
    expect(await all()).toContainEqual(made);
  });

  it('keeps names in any script, with marks that mean something elsewhere, as they are', async () => {
    const name = `<b>Übung</b> =1+1 'q' "Q" 日本 مرحبا 👩‍👩‍👧 \\ $1 %s {{x}}`;
    expect((await read((await makeProgramme(product, { name })).id)).name).toBe(name);
  });

  it('takes its id and version from nobody', async () => {
    const { id, version } = await product.want(contract.Programme, lead, 'POST', '/programmes', {
      ...programmeInput(),
      id: '01890000-0000-7000-8000-000000000000',
      version: 7,
      tenantId: randomUUID(),
    });
    expect(id).not.toBe('01890000-0000-7000-8000-000000000000');
    expect(version).toBe(1);
  });

  it('is the one that ends on the very day of its last meeting', async () => {
    const input = programmeInput({ cadence: 'monthly', meetings: 2, startsOn: '2027-02-08', endsOn: '2027-03-08' });
    expect(await product.api(lead, 'POST', '/programmes', input)).toMatchObject({ status: 201 });
  });

  it('is not there under an id that nobody has', async () => {
    expect(await product.api(lead, 'GET', `/programmes/${randomUUID()}`)).toMatchObject(problem(404, 'not-found'));
    expect(await change(lead, randomUUID(), programmeInput(), 1)).toMatchObject(problem(404, 'not-found'));
    for (const what of ['pairings', 'people']) {
      const answer = await product.api(lead, 'GET', `/programmes/${randomUUID()}/${what}`);
      expect(answer).toMatchObject(problem(404, 'not-found'));
    }
  });
});

describe('a change', () => {
  it('replaces what was there and says so by its version', async () => {
    const { id } = await makeProgramme(product);
    const input = programmeInput({ name: 'Autumn', meetings: 6, lengthMinutes: 60 });
    expect(await change(lead, id, input, 1)).toMatchObject({ status: 200, body: { ...input, id, version: 2 } });
    expect(await read(id)).toEqual({ ...input, id, closedAt: null, version: 2 });
  });

  it('by a second lead who had not seen the first is refused, and neither is lost', async () => {
    const { id } = await makeProgramme(product);
    const [first, second] = [programmeInput({ name: 'First' }), programmeInput({ name: 'Second' })];
    expect(await change(lead, id, first, 1)).toMatchObject({ status: 200 });
    expect(await change(secondLead, id, second, 1)).toMatchObject(problem(409, 'changed-meanwhile'));
    expect(await read(id)).toEqual({ ...first, id, closedAt: null, version: 2 });
    // Once they have seen it, their own goes through.
    expect(await change(secondLead, id, second, 2)).toMatchObject({
      status: 200,
      body: { name: 'Second', version: 3 },
    });
  });

  it('by many leads at the same moment goes through once', async () => {
    const { id } = await makeProgramme(product);
    const names = Array.from({ length: 8 }, (_, index) => `Change ${index}`);
    const answers = await Promise.all(
      names.map((name, index) => change(index % 2 === 0 ? lead : secondLead, id, programmeInput({ name }), 1)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(7).fill(409)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(await read(id)).toMatchObject({ name: names[winner], version: 2 });
  });

  it.each([0, 2, 99, -1])('that names version %s where the first stands is refused', async (version) => {
    const { id } = await makeProgramme(product);
    expect(await change(lead, id, programmeInput({ name: 'No' }), version)).toMatchObject(
      problem(409, 'changed-meanwhile'),
    );
    expect(await read(id)).toMatchObject({ name: 'Spring', version: 1 });
  });
});

/** What is wrong, the field it is named by and the value it is named with; a rule of our own where we have one. */
const bad: [string, Record<string, unknown>, { field: string; value: string; rule?: string }][] = [
  ['a day that no calendar has', { startsOn: '2027-02-30' }, { field: 'startsOn', value: '"2027-02-30"' }],
  ['no day at all', { endsOn: 'soon' }, { field: 'endsOn', value: '"soon"' }],
  ['a day with a time', { startsOn: '2027-02-08T00:00:00Z' }, { field: 'startsOn', value: '"2027-02-08T00:00:00Z"' }],
  ['a day written another way', { startsOn: '08/02/2027' }, { field: 'startsOn', value: '"08/02/2027"' }],
  [
    'an end before its beginning',
    { startsOn: '2027-06-01', endsOn: '2027-05-01' },
    { field: 'endsOn', value: '2027-05-01', rule: 'must not be before startsOn' },
  ],
  [
    'an end that leaves no room for its meetings',
    { meetings: 4, cadence: 'monthly', startsOn: '2027-02-08', endsOn: '2027-05-02' },
    { field: 'endsOn', value: '2027-05-02', rule: 'must leave room for 4 meetings: 2027-05-08 at the earliest' },
  ],
  ['no meetings', { meetings: 0 }, { field: 'meetings', value: '0' }],
  ['half a meeting', { meetings: 2.5 }, { field: 'meetings', value: '2.5' }],
  ['more meetings than a year has of two weeks', { meetings: 27 }, { field: 'meetings', value: '27' }],
  ['a number as text', { meetings: '3' }, { field: 'meetings', value: '"3"' }],
  ['a length that is not offered', { lengthMinutes: 40 }, { field: 'lengthMinutes', value: '40' }],
  ['a cadence that is not offered', { cadence: 'daily' }, { field: 'cadence', value: '"daily"' }],
  ['no name', { name: '' }, { field: 'name', value: '""' }],
  ['a name of spaces', { name: '   ' }, { field: 'name', value: '"   "' }],
  ['a name too long', { name: 'x'.repeat(101) }, { field: 'name', value: `"${'x'.repeat(99)}` }],
  ['no topics', { topics: [] }, { field: 'topics', value: '[]' }],
  [
    'a topic whose key is no key',
    { topics: [{ key: 'AI tools', label: 'AI tools', sensitive: false }] },
    { field: 'topics.0.key', value: '"AI tools"' },
  ],
  [
    'a topic that does not say whether it is private',
    { topics: [{ key: 'a', label: 'A' }] },
    { field: 'topics.0.sensitive', value: '' },
  ],
  [
    'a topic twice',
    {
      topics: [
        { key: 'a', label: 'A', sensitive: false },
        { key: 'b', label: 'B', sensitive: false },
        { key: 'a', label: 'Another A', sensitive: true },
      ],
    },
    { field: 'topics', value: 'a', rule: 'named twice' },
  ],
  ['a grade twice', { gradeLadder: ['A', 'B', 'A'] }, { field: 'gradeLadder', value: 'A', rule: 'named twice' }],
  [
    'a rule below what a rule may be',
    { rules: { ...defaultRules, minimumSeniorityGap: 0 } },
    { field: 'rules.minimumSeniorityGap', value: '0' },
  ],
  [
    'a rule for the department that there is not',
    { rules: { ...defaultRules, department: 'never' } },
    { field: 'rules.department', value: '"never"' },
  ],
  [
    'more shared topics asked for than there are topics',
    { rules: { ...defaultRules, minimumSharedTopics: 2 } },
    { field: 'rules.minimumSharedTopics', value: '2', rule: 'must be at most 1, as many as there are topics' },
  ],
  [
    'weights that are all 0',
    { weights: Object.fromEntries(Object.keys(defaultWeights).map((part) => [part, 0])) },
    { field: 'weights', value: '0', rule: 'at least one that counts must be more than 0' },
  ],
  ['a weight below 0', { weights: { ...defaultWeights, hours: -1 } }, { field: 'weights.hours', value: '-1' }],
  ['half a weight', { weights: { ...defaultWeights, hours: 0.5 } }, { field: 'weights.hours', value: '0.5' }],
  ['an objective that is none', { objective: 'best' }, { field: 'objective', value: '"best"' }],
  ['a year that no calendar has', { startsOn: '0000-02-08' }, { field: 'startsOn', value: '"0000-02-08"' }],
];

describe('a programme with', () => {
  it.each(bad)('%s is refused by field, value and rule, and nothing is kept', async (_what, more, expected) => {
    const before = await all();
    const { id, version } = await makeProgramme(product);
    for (const answer of [
      await product.api(lead, 'POST', '/programmes', { ...programmeInput(), ...more }),
      await product.api(lead, 'PUT', `/programmes/${id}`, { ...programmeInput(), ...more, version }),
    ]) {
      expect(answer).toMatchObject(problem(400, 'bad-request'));
      const { fields = [] } = contract.Problem.parse(answer.body);
      expect(fields).toEqual([{ rule: expect.stringMatching(/\w/) as unknown, ...expected }]);
    }
    expect(await read(id)).toMatchObject({ version: 1 });
    expect(await all()).toHaveLength(before.length + 1);
  });

  it('several things wrong is told all of them', async () => {
    const answer = await product.api(lead, 'POST', '/programmes', {
      ...programmeInput(),
      name: 7,
      cadence: 'daily',
      topics: [{ key: '', label: '', sensitive: false }],
    });
    const { fields = [] } = contract.Problem.parse(answer.body);
    expect(fields.map(({ field }) => field)).toEqual(['name', 'cadence', 'topics.0.key', 'topics.0.label']);
  });

  it('nothing but broken JSON, or JSON of another kind, is refused', async () => {
    const headers = { authorization: `Bearer ${await product.token(lead)}`, 'content-type': 'application/json' };
    for (const body of ['{"name":', '', 'null', '[]', '"text"', '{"__proto__":{"isLead":true}}']) {
      const answer = await product.ask('POST', '/api/programmes', { headers, body });
      expect([body, answer.status]).toEqual([body, 400]);
      expect(contract.Problem.strict().parse(answer.body).code).toBe('bad-request');
    }
  });
});
