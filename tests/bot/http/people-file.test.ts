import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { COLUMNS, REQUIRED_COLUMNS } from '../../../infra/sandbox/organisation/person.ts';
import { couples, fileOf, lead, withoutMailbox, type Line } from '../../support/product/people.ts';
import { problem, startProduct, type Answer, type Product } from '../../support/product/product.ts';
import { importPeople, importsOf, makeProgramme, peopleOf } from '../../support/product/stages.ts';

const [first] = couples;
const mentee = first?.mentee ?? '';

let product: Product;
let path: string;
beforeAll(async () => {
  product = await startProduct();
  const topics = [
    { key: 'ai-tools', label: 'AI tools', sensitive: false },
    { key: 'data-literacy', label: 'Data literacy', sensitive: false },
  ];
  path = `/programmes/${(await makeProgramme(product, { topics, gradeLadder: ['A', 'B', 'C'] })).id}`;
});
afterAll(() => product.stop());

const send = (file: string | Uint8Array, to = path) => product.api(lead, 'POST', `${to}/people/file`, file);
const everything = async () => ({ people: await peopleOf(product, path), imports: await importsOf(product, path) });
const found = async (search: string) => (await peopleOf(product, path, `search=${encodeURIComponent(search)}`)).people;
const bytes = (text: string) => new TextEncoder().encode(text);

/** Two people in a domain of their own, so that each file brings in somebody new. */
const two = (domain: string): readonly Line[] => [
  {
    userPrincipalName: `head@${domain}.example`,
    displayName: 'Ada, the Head',
    jobTitle: 'Chief; of staff',
    grade: 'C',
    department: 'Executive',
    officeLocation: 'Leeds',
    timeZone: 'Europe/London',
  },
  {
    userPrincipalName: `Graduate@${domain}.example`,
    displayName: 'Bo "Bee" Brown',
    seniority: '1',
    managerUserPrincipalName: `HEAD@${domain}.example`,
  },
];

describe('a file of people comes in', () => {
  const backwards = COLUMNS.toReversed();
  it.each([
    ['with commas', 'commas', (lines: readonly Line[]) => fileOf(lines)],
    ['with semicolons', 'semicolons', (lines: readonly Line[]) => fileOf(lines, { delimiter: ';' })],
    ['with a byte order mark', 'bom', (lines: readonly Line[]) => `\uFEFF${fileOf(lines)}`],
    ['with its columns in another order', 'order', (lines: readonly Line[]) => fileOf(lines, { header: backwards })],
    [
      'with its columns in capitals',
      'case',
      (lines: readonly Line[]) => fileOf(lines).replace(/^.*/, COLUMNS.join(',').toUpperCase()),
    ],
    ['with the line ends of a Unix', 'unix', (lines: readonly Line[]) => fileOf(lines).replaceAll('\r\n', '\n')],
    [
      'without the columns that may be missing',
      'required',
      (lines: readonly Line[]) => fileOf(lines, { header: REQUIRED_COLUMNS }),
    ],
    ['with empty lines between', 'gaps', (lines: readonly Line[]) => fileOf(lines).replaceAll('\r\n', '\r\n\r\n')],
  ])('%s', async (_how, domain, write) => {
    const run = await importPeople(product, path, write(two(domain)));
    expect(run).toMatchObject({
      source: 'file',
      state: 'done',
      people: 2,
      toRead: 0,
      failure: null,
      unknownColumns: [],
    });
    expect(await found(`@${domain}.example`)).toMatchObject([
      {
        userPrincipalName: `head@${domain}.example`,
        displayName: 'Ada, the Head',
        jobTitle: 'Chief; of staff',
        grade: 'C',
        seniority: 2,
        department: 'Executive',
        officeLocation: 'Leeds',
        timeZone: 'Europe/London',
        role: null,
        mailbox: 'unread',
      },
      { userPrincipalName: `graduate@${domain}.example`, displayName: 'Bo "Bee" Brown', seniority: 1, jobTitle: null },
    ]);
  });

  it('and says which of its columns it has no use for', async () => {
    const header = ['Personnel number', ...COLUMNS, 'Favourite colour'];
    const run = await importPeople(product, path, fileOf(two('columns'), { header }));
    expect(run.unknownColumns).toEqual(['Personnel number', 'Favourite colour']);
  });

  it('and the directory is asked about those it enrols, who are told apart by what it knows', async () => {
    const run = await importPeople(
      product,
      path,
      fileOf([
        { userPrincipalName: mentee.toUpperCase(), role: 'Mentee', topics: 'ai-tools; data-literacy;ai-tools' },
        { userPrincipalName: withoutMailbox, role: 'mentor', timeZone: 'Europe/Paris' },
        { userPrincipalName: 'nobody@aldermoor.example', role: 'mentor' },
        { userPrincipalName: 'not.enrolled@aldermoor.example' },
      ]),
    );
    expect(run).toMatchObject({ state: 'done', people: 4, toRead: 3, read: 3 });
    const person = async (name: string) => (await found(name))[0];
    expect(await person(mentee)).toMatchObject({
      role: 'mentee',
      mailbox: 'readable',
      timeZone: 'Europe/London',
      topics: ['AI tools', 'Data literacy'],
    });
    expect(await person(withoutMailbox)).toMatchObject({ mailbox: 'no-mailbox', timeZone: 'Europe/Paris' });
    expect(await person('nobody@aldermoor.example')).toMatchObject({ role: 'mentor', mailbox: 'unknown-person' });
    expect(await person('not.enrolled@aldermoor.example')).toMatchObject({ role: null, mailbox: 'unread' });
  });

  it('and people speak what it says, or else what their mailbox is in, also when it comes in again', async () => {
    const german = 'matthis.obermoor@aldermoor.example';
    const languagesOf = async (person: string) => {
      const select = 'select languages from person where user_principal_name = $1';
      return (await product.database.asAdmin(select, [person])).rows[0]?.['languages'];
    };
    const lines = [german, mentee, withoutMailbox].map((userPrincipalName) => ({ userPrincipalName, role: 'mentor' }));
    await importPeople(product, path, fileOf(lines));
    expect(await Promise.all([german, mentee, withoutMailbox].map(languagesOf))).toEqual([['de'], ['en'], []]);
    await importPeople(product, path, fileOf(lines.map((line) => ({ ...line, languages: 'cy-GB;en' }))));
    expect(await languagesOf(german)).toEqual(['cy', 'en']);
    await importPeople(product, path, fileOf(lines));
    expect(await Promise.all([german, withoutMailbox].map(languagesOf))).toEqual(Array(2).fill(['cy', 'en']));
  });

  it('a second time and changes nothing', async () => {
    const file = fileOf([...two('again'), { userPrincipalName: mentee, role: 'mentee', topics: 'ai-tools' }]);
    await importPeople(product, path, file);
    const before = await peopleOf(product, path);
    await importPeople(product, path, file);
    expect(await peopleOf(product, path)).toEqual(before);
  });

  it('eight times at once and makes nobody twice', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => ({ userPrincipalName: `person${index}@at-once.example` }));
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(fileOf(lines))));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(202));
    expect(await found('@at-once.example')).toHaveLength(20);
  });
});

describe('the list of people', () => {
  it('is cut to pages that together hold everybody once', async () => {
    const { total, people } = await peopleOf(product, path);
    const pages = [];
    for (let offset = 0; offset < total; offset += 7) {
      pages.push(...(await peopleOf(product, path, `limit=7&offset=${offset}`)).people);
    }
    expect(total).toBeGreaterThan(20);
    expect(pages).toEqual(people);
    expect((await peopleOf(product, path, `offset=${total}`)).people).toEqual([]);
  });

  it('is searched by name and address, whatever the letters', async () => {
    expect(await found('BEE')).not.toEqual([]);
    for (const { displayName } of await found('BEE')) expect(displayName).toBe('Bo "Bee" Brown');
    expect(await found('HEAD@commas')).toHaveLength(1);
    expect(await found('%')).toEqual([]);
    expect(await found("'; drop table person; --")).toEqual([]);
  });

  it('tells those of one role, and counts both whatever is asked for', async () => {
    const { mentors, mentees, people, total } = await peopleOf(product, path, 'role=mentor');
    expect(total).toBe(mentors);
    expect(people.every(({ role }) => role === 'mentor')).toBe(true);
    expect(mentees).toBe((await peopleOf(product, path, 'role=mentee')).total);
  });

  it.each(['limit=0', 'limit=501', 'limit=many', 'offset=-1', 'role=boss'])(
    'cannot be asked for with %s',
    async (query) => {
      const answer = await product.api(lead, 'GET', `${path}/people?${query}`);
      const { fields = [] } = contract.Problem.parse(answer.body);
      expect(answer.status).toBe(400);
      expect(fields.map(({ field }) => field)).toEqual([query.split('=')[0]]);
    },
  );
});

/** A good person, changed: each bad file has a good line beside the bad one. */
const somebody = (more: Partial<Line> = {}): Line => ({ userPrincipalName: 'good@bad-files.example', ...more });
const bad: [string, () => string, [number | null, string, string, string][]][] = [
  [
    'a missing column',
    () => fileOf([somebody()], { header: COLUMNS.filter((column) => column !== 'grade') }),
    [[1, 'grade', '', 'missing-column']],
  ],
  [
    'a column twice',
    () => fileOf([somebody()], { header: [...COLUMNS, 'GRADE'] }),
    [[1, 'grade', 'GRADE', 'duplicate-column']],
  ],
  [
    'a seniority that is no whole number',
    () =>
      fileOf(
        ['two', '-1', '1.5', '101', '1e1'].map((seniority, index) => ({
          userPrincipalName: `p${index}@bad-files.example`,
          seniority,
        })),
      ),
    [
      [2, 'seniority', 'two', 'not-a-whole-number'],
      [3, 'seniority', '-1', 'not-a-whole-number'],
      [4, 'seniority', '1.5', 'not-a-whole-number'],
      [5, 'seniority', '101', 'not-a-whole-number'],
      [6, 'seniority', '1e1', 'not-a-whole-number'],
    ],
  ],
  [
    'a manager nobody knows',
    () => fileOf([somebody({ managerUserPrincipalName: 'ghost@bad-files.example' })]),
    [[2, 'managerUserPrincipalName', 'ghost@bad-files.example', 'unknown-manager']],
  ],
  [
    'people who manage each other',
    () =>
      fileOf([
        { userPrincipalName: 'a@bad-files.example', managerUserPrincipalName: 'b@bad-files.example' },
        { userPrincipalName: 'b@bad-files.example', managerUserPrincipalName: 'c@bad-files.example' },
        { userPrincipalName: 'c@bad-files.example', managerUserPrincipalName: 'a@bad-files.example' },
        { userPrincipalName: 'below@bad-files.example', managerUserPrincipalName: 'a@bad-files.example' },
      ]),
    [
      [2, 'managerUserPrincipalName', 'b@bad-files.example', 'manager-cycle'],
      [3, 'managerUserPrincipalName', 'c@bad-files.example', 'manager-cycle'],
      [4, 'managerUserPrincipalName', 'a@bad-files.example', 'manager-cycle'],
    ],
  ],
  [
    'somebody who manages themselves',
    () => fileOf([somebody({ managerUserPrincipalName: 'good@bad-files.example' })]),
    [[2, 'managerUserPrincipalName', 'good@bad-files.example', 'manager-cycle']],
  ],
  [
    'the same address twice, in other letters',
    () => fileOf([somebody(), somebody({ userPrincipalName: 'GOOD@bad-files.example' })]),
    [[3, 'userPrincipalName', 'good@bad-files.example', 'duplicate-address']],
  ],
  [
    'an address that is none',
    () => fileOf([{ userPrincipalName: 'no address', displayName: 'No' }]),
    [[2, 'userPrincipalName', 'no address', 'not-an-address']],
  ],
  ['no name', () => fileOf([somebody({ displayName: ' ' })]), [[2, 'displayName', '', 'required']]],
  [
    'a name of 10,000 characters',
    () => fileOf([somebody({ displayName: 'n'.repeat(10_000) })]),
    [[2, 'displayName', 'n'.repeat(100), 'too-long']],
  ],
  ['a role that is none', () => fileOf([somebody({ role: 'boss' })]), [[2, 'role', 'boss', 'unknown-role']]],
  [
    'a topic that the programme does not have',
    () => fileOf([somebody({ topics: 'ai-tools;cooking' })]),
    [[2, 'topics', 'cooking', 'unknown-topic']],
  ],
  [
    'a grade that is not on the ladder',
    () => fileOf([somebody({ grade: 'Z' })]),
    [[2, 'grade', 'Z', 'grade-not-in-ladder']],
  ],
  [
    'a time zone that is none',
    () => fileOf([somebody({ timeZone: 'Europe/Atlantis' })]),
    [[2, 'timeZone', 'Europe/Atlantis', 'unknown-time-zone']],
  ],
  [
    'a language that is none',
    () => fileOf([somebody({ languages: 'en-GB;english' })]),
    [[2, 'languages', 'english', 'unknown-language']],
  ],
  [
    'room for more pairings than a role may have, or for none',
    () =>
      fileOf([
        { userPrincipalName: 'p0@bad-files.example', role: 'mentor', capacity: '0' },
        { userPrincipalName: 'p1@bad-files.example', role: 'mentor', capacity: '9' },
        { userPrincipalName: 'p2@bad-files.example', role: 'mentee', capacity: '4' },
      ]),
    [
      [2, 'capacity', '0', 'not-a-mentors-capacity'],
      [3, 'capacity', '9', 'not-a-mentors-capacity'],
      [4, 'capacity', '4', 'not-a-mentees-capacity'],
    ],
  ],
  [
    'a line that is cut off',
    () => `${fileOf([somebody()])}short@bad-files.example,Short\r\n`,
    [[3, 'line', '2', 'wrong-number-of-fields']],
  ],
  ['a quotation mark that never closes', () => `${COLUMNS.join(',')}\r\n"open`, [[2, 'file', '', 'unreadable-file']]],
  ['nothing in it', () => '', [[null, 'file', '', 'unreadable-file']]],
];

async function refusedWith(answer: Answer, expected: readonly (readonly unknown[])[]): Promise<void> {
  expect(answer.status).toBe(422);
  const { code, message, problems } = contract.ImportRefused.parse(answer.body);
  expect(code).toBe('import-refused');
  expect(message).toContain('Nothing was imported');
  expect(problems.map(({ line, field, value, rule }) => [line, field, value, rule])).toEqual(expected);
  for (const one of problems) expect(one.message).toMatch(/\.$/);
}

describe('a file with', () => {
  it.each(bad)('%s is told line, field and rule, and nobody of it comes in', async (_what, write, expected) => {
    const before = await everything();
    await refusedWith(await send(write()), expected);
    expect(await everything()).toEqual(before);
  });

  it('many things wrong is told all of them at once, in the order of its lines', async () => {
    const before = await everything();
    const lines = Array.from({ length: 60 }, (_, index) =>
      somebody({ userPrincipalName: `p${index}@bad-files.example` }),
    );
    lines[4] = somebody({ userPrincipalName: 'p4@bad-files.example', seniority: 'x', role: 'y' });
    lines[20] = somebody({ userPrincipalName: 'P3@bad-files.example' });
    lines[58] = somebody({
      userPrincipalName: 'p58@bad-files.example',
      managerUserPrincipalName: 'who@bad-files.example',
    });
    await refusedWith(await send(fileOf(lines)), [
      [6, 'seniority', 'x', 'not-a-whole-number'],
      [6, 'role', 'y', 'unknown-role'],
      [22, 'userPrincipalName', 'p3@bad-files.example', 'duplicate-address'],
      [60, 'managerUserPrincipalName', 'who@bad-files.example', 'unknown-manager'],
    ]);
    expect(await everything()).toEqual(before);
  });

  it.each(['\n', '\r\n', '\r'])('%j inside a field counts lines as an editor does', async (lineBreak) => {
    const lines = [
      somebody({ jobTitle: `Two${lineBreak}lines` }),
      somebody({ userPrincipalName: 'x@bad-files.example', role: 'y' }),
    ];
    await refusedWith(await send(fileOf(lines)), [[4, 'role', 'y', 'unknown-role']]);
  });

  it('all of its columns missing is told each of them that must be there', async () => {
    await refusedWith(
      await send('a,b\r\n1,2\r\n'),
      REQUIRED_COLUMNS.map((column) => [1, column, '', 'missing-column']),
    );
  });

  it.each([
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0x00])],
    ['a spreadsheet', bytes('PK\u0003\u0004').fill(0xff, 4)],
    ['text that is not UTF-8', Buffer.from(fileOf([somebody({ displayName: 'Zoë' })]), 'latin1')],
    ['no bytes', new Uint8Array(0)],
  ])('%s in it is no file of people', async (_what, body) => {
    const before = await everything();
    const headers = { authorization: `Bearer ${await product.token(lead)}`, 'content-type': 'text/csv' };
    const answer = await product.ask('POST', `/api${path}/people/file`, { headers, body });
    const { problems } = contract.ImportRefused.parse(answer.body);
    expect([answer.status, new Set(problems.map(({ line }) => line ?? 1))]).toEqual([422, new Set([1])]);
    expect(await everything()).toEqual(before);
  });

  it('more than 20 MB is too large, and no more than that', async () => {
    const before = await everything();
    const large = new Uint8Array(20 * 1024 * 1024 + 1).fill(0x2c);
    expect(await send(large)).toMatchObject(problem(413, 'too-large'));
    expect(await everything()).toEqual(before);
  });

  it.each(['application/json', 'text/plain', 'application/vnd.ms-excel', 'multipart/form-data; boundary=x', ''])(
    'the type %j is not taken for CSV',
    async (type) => {
      const headers = { authorization: `Bearer ${await product.token(lead)}`, 'content-type': type };
      const answer = await product.ask('POST', `/api${path}/people/file`, { headers, body: bytes('{"a":1}') });
      expect(answer).toMatchObject(problem(400, 'bad-request'));
    },
  );

  it('a programme that is not there is not taken', async () => {
    expect(await send(fileOf([somebody()]), `/programmes/${randomUUID()}`)).toMatchObject(problem(404, 'not-found'));
    expect(await found('good@bad-files')).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['HTML', 'html', '<img src=x onerror=alert(1)> & <b>Bo</b>'],
    ['a formula', 'formula', '=HYPERLINK("https://evil.example","Click")'],
    ['Markdown', 'markdown', '**Bo** [here](https://evil.example) `x`'],
    ['SQL', 'sql', "Robert'); drop table person; --"],
    ['other scripts', 'scripts', '王小明 مُحَمَّد Zoë Łukasz 👩‍🚀'],
    ['256 characters', 'long', 'n'.repeat(256)],
  ])('with %s stays the text that it is', async (_what, key, displayName) => {
    await importPeople(product, path, fileOf([{ userPrincipalName: `${key}@names.example`, displayName }]));
    expect((await found(`${key}@names`)).map((one) => one.displayName)).toEqual([displayName]);
    const answer = await product.api(lead, 'GET', `${path}/people`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('loses the marks that would turn the text around it', async () => {
    const displayName = 'Bo \u202Enworb\u202C \u2066Brown\u2069\u200F';
    await importPeople(product, path, fileOf([{ userPrincipalName: 'turned@names.example', displayName }]));
    expect((await found('turned@names')).map((one) => one.displayName)).toEqual(['Bo nworb Brown']);
  });
});
