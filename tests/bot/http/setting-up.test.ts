import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as contract from '../../../bot/http/contract/contract.ts';
import { CouldPair } from '../../../bot/http/contract/could-pair.ts';
import { Groups, GroupWithPeople, ImportPreview } from '../../../bot/http/contract/imports.ts';
import { Invitations } from '../../../bot/http/contract/invitations.ts';
import { guidOf } from '../../../infra/sandbox/guid.ts';
import { defaultRules } from '../../../bot/mentoring/programme/programme.ts';
import { cardWith, install } from '../../support/product/chat.ts';
import { idsOf, mentee, mentor, programmeOf } from '../../support/product/enrol.ts';
import { bystander, couples, fileOf, lead, secondLead, withoutMailbox } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { importEnds, importPeople, importsOf, peopleOf, programmeAt } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

type Two = (typeof couples)[number];
const [one, two, three, , , six, seven, eight, nine] = couples as [Two, Two, Two, Two, Two, Two, Two, Two, Two];

let product: Product;
beforeAll(async () => {
  product = await startProduct(() => ({ TEAMS_APP_ID: guidOf('the app in the catalogue') }));
});
afterAll(() => product.stop());

describe('the count of who could be paired', () => {
  const counted = (path: string, more: Partial<typeof defaultRules> = {}) =>
    product.want(CouldPair, lead, 'POST', `${path}/could-pair`, { rules: { ...defaultRules, ...more } });

  it('follows rules that are only being thought of, and whose reasons are private is not seen in it', async () => {
    const path = await programmeOf(product, [
      mentee(one.mentee),
      mentee(two.mentee, { topics: 'law' }),
      mentor(one.mentor),
      mentor(two.mentor, { seniority: '5' }),
    ]);
    const before = await counted(path);
    expect(before).toEqual({
      mentees: 2,
      withSomebody: 1,
      mentors: 2,
      pairs: 1,
      perRule: [{ rule: 'shared-topics', mentees: 1 }],
      isSampled: false,
    });
    expect(await counted(path, { minimumSeniorityGap: 1 })).toMatchObject({ withSomebody: 1, pairs: 2 });
    expect(await counted(path, { minimumSeniorityGap: 7 })).toMatchObject({
      withSomebody: 0,
      perRule: [{ rule: 'seniority-gap', mentees: 1 }],
    });
    const id = path.split('/').at(-1) ?? '';
    await product.want(contract.Participations, one.mentee, 'PUT', `/my/participations/${id}`, {
      exclusions: [one.mentor],
    });
    expect(await counted(path)).toEqual(before);
    expect(await product.want(contract.Programme, lead, 'GET', path)).toMatchObject({
      rules: defaultRules,
      version: 1,
    });
  });

  it('names a rule that it cannot count with, and is not there for a programme that is not', async () => {
    const path = await programmeOf(product, []);
    const rules = { ...defaultRules, minimumSeniorityGap: 0 };
    expect(await product.api(lead, 'POST', `${path}/could-pair`, { rules })).toMatchObject({
      status: 400,
      body: { fields: [{ field: 'rules.minimumSeniorityGap' }] },
    });
    expect(
      await product.api(lead, 'POST', `/programmes/${randomUUID()}/could-pair`, { rules: defaultRules }),
    ).toMatchObject(problem(404, 'not-found'));
    expect(await counted(path)).toMatchObject({ mentees: 0, mentors: 0, pairs: 0, perRule: [] });
  });
});

describe('the people of a programme', () => {
  let path: string;
  const names = [
    'Zoë Ash',
    'zoë ash',
    'Ängel Bo',
    'Angel Bo',
    'Öz',
    'Oz',
    'Mo Same',
    'Mo Same',
    'Mo Same',
    "O'Neil",
    '日本',
  ];
  beforeAll(async () => {
    path = await programmeOf(product, [
      ...names.map((displayName, index) => mentor(`p${index}@listed.example`, { displayName })),
      mentee(one.mentee),
      mentor(withoutMailbox),
      { userPrincipalName: bystander, displayName: 'By Stander', seniority: '3' },
    ]);
    await install(product, one.mentee);
  });

  /** All pages behind each other; `between` happens after each of them. */
  async function pages(query: string, between: (page: contract.PeoplePage) => Promise<void> = async () => undefined) {
    const all: contract.ProgrammePerson[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: contract.PeoplePage = await peopleOf(product, path, `${query}${cursor}`);
      all.push(...page.people);
      cursor = page.next === null ? null : `&cursor=${page.next}`;
      await between(page);
    }
    return all;
  }

  it('come in pages that hold everybody once in the order of names, also where several have one name', async () => {
    const whole = (await peopleOf(product, path)).people;
    expect(await pages('limit=2')).toEqual(whole);
    expect(whole.map(({ displayName }) => displayName)).toEqual(
      whole.map(({ displayName }) => displayName).toSorted(new Intl.Collator('und').compare),
    );
  });

  it('lose and repeat nobody while others come in between', async () => {
    let joined = 0;
    const listed = await pages('role=any&limit=3', async () => {
      joined += 1;
      const displayName = joined % 2 === 0 ? 'Aa First' : 'Zz Last';
      await importPeople(product, path, fileOf([{ userPrincipalName: `late${joined}@listed.example`, displayName }]));
    });
    const ids = listed.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(listed).toHaveLength(names.length + 2);
  });

  it.each([
    '%',
    'bm90IG91cnM',
    Buffer.from('["x","y"]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ])('cannot be asked for behind a place that was never given out: %s', async (cursor) => {
    const answer = await product.api(lead, 'GET', `${path}/people?cursor=${encodeURIComponent(cursor)}`);
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field: 'cursor' }] } });
  });

  it('are those of a filter, and all its values together hold everybody once', async () => {
    const everybody = (await peopleOf(product, path)).people;
    const by = async (field: 'reach' | 'mailbox', value: string) => {
      const { people, total } = await peopleOf(product, path, `limit=500&${field}=${value}`);
      expect(total).toBe(people.length);
      expect(people.filter((person) => person[field] !== value)).toEqual([]);
      return people;
    };
    const reached = await Promise.all(contract.Reach.options.map((value) => by('reach', value)));
    expect(reached.flat()).toHaveLength(everybody.length);
    const mailboxes = contract.ProgrammePerson.shape.mailbox.options;
    expect((await Promise.all(mailboxes.map((value) => by('mailbox', value)))).flat()).toHaveLength(everybody.length);
    expect((await by('reach', 'reached')).map(({ userPrincipalName }) => userPrincipalName)).toEqual([one.mentee]);
    const unreached = await peopleOf(product, path, 'reach=unreached&role=any&limit=500');
    expect(unreached.people.map(({ userPrincipalName }) => userPrincipalName)).toContain(withoutMailbox);
    expect(unreached.people.map(({ reach }) => reach)).not.toContain('reached');
    // As the attention of the lead has it.
    const { unreached: seen } = await product.want(contract.Attention, lead, 'GET', `${path}/attention`);
    expect(new Map(unreached.people.map(({ id, reach }) => [id, reach]))).toEqual(
      new Map(seen.map(({ person, why }) => [person.id, why])),
    );
    const none = await peopleOf(product, path, 'role=none&limit=500');
    expect(none.people.map(({ role, told }) => [role, told])).toContainEqual([null, null]);
    expect(none.people.map(({ userPrincipalName }) => userPrincipalName)).toContain(bystander);
  });

  it('are given the other role or taken out, and can be brought back', async () => {
    const idOf = await idsOf(product, path);
    const at = `${path}/people/${idOf(bystander)}`;
    const asMentor = await product.want(contract.ProgrammePerson, lead, 'PUT', at, { role: 'mentor' });
    expect(asMentor).toMatchObject({ userPrincipalName: bystander, role: 'mentor', told: 'untold' });
    // When they work is asked of the directory.
    await until(async () => (await peopleOf(product, path, `search=${bystander}`)).people[0]?.mailbox === 'readable');
    expect(await product.want(contract.ProgrammePerson, lead, 'PUT', at, { role: 'mentee' })).toMatchObject({
      role: 'mentee',
    });
    expect(await product.want(contract.ProgrammePerson, lead, 'DELETE', at)).toMatchObject({ role: null, told: null });
    expect(await product.want(contract.ProgrammePerson, lead, 'DELETE', at)).toMatchObject({ role: null });
    expect(await product.api(lead, 'DELETE', `${path}/people/${randomUUID()}`)).toMatchObject(
      problem(404, 'not-found'),
    );
  });

  it('stay as they are while they are in a pairing', async () => {
    const { path: running } = await programmeAt(product, 'published', { couples: [three] });
    const at = `${running}/people/${(await idsOf(product, running))(three.mentor)}`;
    expect(await product.api(lead, 'DELETE', at)).toMatchObject(problem(409, 'paired'));
    expect(await product.api(lead, 'PUT', at, { role: 'mentee' })).toMatchObject(problem(409, 'paired'));
    expect((await peopleOf(product, running, 'role=mentor')).total).toBe(1);
  });
});

describe('a file of people, looked at before it comes in', () => {
  const boss = { userPrincipalName: 'boss@looked.example', seniority: '9' };
  const file = fileOf([
    boss,
    mentee('changed@looked.example', { jobTitle: 'Director', managerUserPrincipalName: boss.userPrincipalName }),
    mentee('same@looked.example'),
    mentor('new@looked.example'),
    mentor('bad@looked.example', { seniority: 'high', topics: 'ai;nonsense' }),
    mentor('theirs@looked.example', { managerUserPrincipalName: 'bad@looked.example' }),
    mentor('further@looked.example', { managerUserPrincipalName: 'theirs@looked.example' }),
  ]);
  let path: string;
  beforeAll(async () => {
    path = await programmeOf(product, [mentee('changed@looked.example'), mentee('same@looked.example'), boss]);
  });
  const preview = (query = '', content = file) =>
    product.want(ImportPreview, lead, 'POST', `${path}/people/file?preview=true${query}`, content);
  const everything = async () => ({ people: await peopleOf(product, path), imports: await importsOf(product, path) });

  it('says who would be new, who would change and in what, and every line that cannot come in; and changes nothing', async () => {
    const before = await everything();
    const seen = await preview();
    expect(seen).toMatchObject({
      good: 4,
      bad: 3,
      effects: { new: 1, changes: 1, 'already-in': 2 },
      roles: { mentor: 1, mentee: 2, none: 1 },
      unknownColumns: [],
      problemCount: 4,
    });
    expect(seen.first[0]).toMatchObject({
      line: 3,
      userPrincipalName: 'changed@looked.example',
      effect: 'changes',
      changed: ['jobTitle', 'managerUserPrincipalName'],
    });
    expect(seen.problems.map(({ line, field, value, rule }) => [line, field, value, rule])).toEqual([
      [6, 'seniority', 'high', 'not-a-whole-number'],
      [6, 'topics', 'nonsense', 'unknown-topic'],
      [7, 'managerUserPrincipalName', 'bad@looked.example', 'manager-left-out'],
      [8, 'managerUserPrincipalName', 'theirs@looked.example', 'manager-left-out'],
    ]);
    expect((await preview('&from=1&limit=2')).problems).toEqual(seen.problems.slice(1, 3));
    expect(await everything()).toEqual(before);
  });

  it('says what is wrong where nothing of it can be read', async () => {
    expect(await preview('', 'name\r\nAna\r\n')).toMatchObject({ good: 0, first: [] });
    expect((await preview('', 'name\r\nAna\r\n')).problems[0]).toMatchObject({ line: 1, rule: 'missing-column' });
    expect(await preview('', '\u0000')).toMatchObject({ good: 0 });
  });

  it('comes in whole or not at all, or the good lines of it where these are asked for', async () => {
    const before = await everything();
    expect(await product.api(lead, 'POST', `${path}/people/file`, file)).toMatchObject({ status: 422 });
    expect(await product.api(lead, 'POST', `${path}/people/file?lines=good`, 'name\r\n')).toMatchObject({
      status: 422,
    });
    expect(await everything()).toEqual(before);
    const run = await product.want(contract.ImportRun, lead, 'POST', `${path}/people/file?lines=good`, file);
    expect(await importEnds(product, path, run.id)).toMatchObject({ state: 'done', people: 4, toRead: 3, read: 3 });
    expect(
      (await peopleOf(product, path, 'search=@looked.example')).people.map((person) => person.displayName),
    ).toEqual(['Boss', 'Changed', 'New', 'Same']);
    expect(await preview()).toMatchObject({ effects: { new: 0, changes: 0, 'already-in': 4 } });
  });
});

describe('groups of the directory', () => {
  const groups = async (search: string) =>
    (await product.want(Groups, lead, 'GET', `/groups?search=${encodeURIComponent(search)}`)).groups;

  it('are found by how words of their names begin, and say how many people are in them', async () => {
    expect((await groups('volun')).map(({ displayName }) => displayName)).toEqual(['Reverse mentoring: volunteers']);
    expect((await groups('REVERSE ment')).length).toBe(2);
    expect(await groups('nothing like it')).toEqual([]);
    const [found] = await groups('all colleagues');
    const { people } = await product.want(GroupWithPeople, lead, 'GET', `/groups/${found?.groupId ?? ''}`);
    expect(people).toBe((await product.tenant.people()).length);
    expect(await product.api(lead, 'GET', `/groups/${randomUUID()}`)).toMatchObject(problem(404, 'not-found'));
  });

  it.each(['"', '\\', '" OR "displayName:a', '"""', '100%', "o'neil"])(
    'are looked for by %s as it is',
    async (search) => {
      expect(await groups(`${search} zzz`)).toEqual([]);
    },
  );

  it('are not there for fewer than three letters, nor for whoever is not a lead', async () => {
    expect(await product.api(lead, 'GET', '/groups?search=al')).toMatchObject({
      status: 400,
      body: { fields: [{ field: 'search' }] },
    });
    expect(await product.api(one.mentee, 'GET', '/groups?search=all')).toMatchObject(problem(403, 'not-the-lead'));
  });
});

describe('those who do not know yet that they take part', () => {
  const invitations = (path: string, method = 'GET') => product.want(Invitations, lead, method, `${path}/invitations`);

  it('are told once they are invited, the bot being brought to them, each once', async () => {
    const path = await programmeOf(
      product,
      [mentee(two.mentee), mentor(two.mentor), mentor('nobody@aldermoor.example')],
      { openToSignUp: true },
    );
    const before = await invitations(path);
    expect(before).toMatchObject({ people: 3, told: { told: 0, 'on-its-way': 0, untold: 3 } });
    expect(before.unreached).toEqual([
      { why: 'never-installed', count: 2 },
      { why: 'unknown', count: 1 },
    ]);
    expect(new URL(before.signUpLink ?? '').searchParams.get('context')).toBe('{"subEntityId":"/my/sign-up"}');
    const asked = await Promise.all([invitations(path, 'POST'), invitations(path, 'POST')]);
    for (const { told } of asked) expect(told.untold).toBe(1);
    const toldBy = `select n.state from notice n join participant t on t.id = n.about where t.programme_id = $1`;
    const noticed = async () => (await product.database.asAdmin(toldBy, [path.split('/').at(-1)])).rows;
    await until(async () => (await noticed()).filter(({ state }) => state === 'sent').length === 2);
    expect(await invitations(path)).toMatchObject({
      told: { told: 2, 'on-its-way': 0, untold: 1 },
      unreached: [{ why: 'unknown', count: 1 }],
    });
    expect(await noticed()).toHaveLength(2);
    await cardWith(product, two.mentee, 'Spring');
  });

  describe('and to whom we lack the permission to bring the bot', () => {
    const [without, switchedOff] = [six.mentee, nine.mentee];
    const allSent = async () => {
      const { rows } = await product.database.asAdmin(`select from notice where state in ('planned', 'sending')`);
      return rows.length === 0;
    };
    const attentionOf = (at: string) => product.want(contract.Attention, lead, 'GET', `${at}/attention`);
    let path: string;
    beforeAll(async () => {
      await product.control('PUT', '/limits', { mayInstall: false });
      await install(product, seven.mentor);
      const lines = [mentee(without), mentee(switchedOff), mentor(seven.mentor), mentor(seven.mentee)];
      path = await programmeOf(product, lines);
    });

    it('stay untold, the lead is told which permission is missing and for whom, and the others hear of it', async () => {
      await product.control('POST', `/chat/${seven.mentee}/install`);
      await product.control('POST', `/chat/${seven.mentee}/uninstall`);
      expect(await attentionOf(path)).toMatchObject({ unreachedCount: 3, notAllowed: 0 });
      // A policy of Teams stands before the permission.
      const body = { error: { code: 'Forbidden', message: 'Blocked.', innerError: { code: 'AccessDenied' } } };
      const at = `/users/${await product.objectId(switchedOff)}/teamwork/installedApps$`;
      await product.fault({ method: 'POST', path: at, times: 1, status: 403, body });
      await invitations(path, 'POST');
      await until(allSent);
      await cardWith(product, seven.mentor, 'Spring');
      expect(await invitations(path)).toMatchObject({
        told: { told: 1, untold: 3 },
        unreached: [
          { why: 'disabled', count: 1 },
          { why: 'not-allowed', count: 1 },
          { why: 'removed', count: 1 },
        ],
        signUpLink: null,
      });
      const { unreached, notAllowed } = await attentionOf(path);
      expect(unreached.map(({ person, why }) => [person.userPrincipalName, why])).toEqual([
        [without, 'not-allowed'],
        [seven.mentee, 'removed'],
        [switchedOff, 'disabled'],
      ]);
      expect(notAllowed).toBe(1);
      const { people } = await peopleOf(product, path, 'reach=not-allowed');
      expect(people.map(({ userPrincipalName }) => userPrincipalName)).toEqual([without]);
    });

    it('are shown so with their pairing', async () => {
      const { path: published } = await programmeAt(product, 'published', { couples: [eight] });
      await until(allSent);
      const { pairings } = await product.want(contract.Pairings, lead, 'GET', `${published}/pairings`);
      expect(pairings.map(({ reach }) => reach.mentee)).toEqual(['not-allowed']);
    });

    it('have it brought once we may, a week later', async () => {
      await product.control('PUT', '/limits', { mayInstall: true });
      await invitations(path, 'POST');
      await until(allSent);
      expect((await attentionOf(path)).notAllowed).toBe(1);
      await product.travelTo((await product.now()).add({ hours: 24 * 7 }));
      await invitations(path, 'POST');
      for (const person of [without, switchedOff]) await cardWith(product, person, 'Spring');
      expect(await attentionOf(path)).toMatchObject({ unreachedCount: 1, notAllowed: 0 });
    });
  });
});

describe('the tag of a programme', () => {
  it('lets whoever has read it change it, and shows others what the first has changed', async () => {
    const path = await programmeOf(product, []);
    const put = async (person: string, name: string, tag: string, version = 1) => {
      const { id: _id, version: _version, ...input } = await product.want(contract.Programme, lead, 'GET', path);
      return product.ask('PUT', `/api${path}`, {
        headers: {
          authorization: `Bearer ${await product.token(person)}`,
          'content-type': 'application/json',
          'if-match': tag,
        },
        body: JSON.stringify({ ...input, name, version }),
      });
    };
    const tag = (await product.api(lead, 'GET', path)).headers.get('etag') ?? '';
    expect(tag).toBe('"1"');
    const first = await put(lead, 'First', tag);
    expect(first.headers.get('etag')).toBe('"2"');
    // The version within is of before tags, and of no account beside one.
    expect(await put(secondLead, 'Second', tag, 2)).toMatchObject(problem(409, 'changed-meanwhile'));
    expect(await put(secondLead, 'Second', '"2"')).toMatchObject({ status: 200, body: { name: 'Second', version: 3 } });
    for (const wrong of ['2', '*', 'W/"2"', '"x"']) {
      expect(await put(lead, 'Third', wrong)).toMatchObject(problem(400, 'bad-request'));
    }
  });
});
