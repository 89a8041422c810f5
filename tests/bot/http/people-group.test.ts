import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as contract from '../../../bot/http/contract/contract.ts';
import { fileOf, lead, withoutMailbox } from '../../support/product/people.ts';
import { problem, startProduct, type Product } from '../../support/product/product.ts';
import { importEnds, importPeople, importsOf, makeProgramme, peopleOf } from '../../support/product/stages.ts';
import { until } from '../../support/until.ts';

let product: Product;
const groups = new Map<string, string>();
beforeAll(async () => {
  product = await startProduct();
  const Groups = z.object({ value: z.array(z.object({ id: z.string(), displayName: z.string() })) });
  for (const { id, displayName } of Groups.parse((await product.graph('GET', '/groups')).body).value) {
    groups.set(displayName, id);
  }
});
afterEach(() => product.control('DELETE', '/faults'));
afterAll(() => product.stop());

const nested = 'Reverse mentoring';
const volunteers = 'Reverse mentoring: volunteers';
const everybody = 'All colleagues';

const start = (path: string, groupId: string, role: contract.ProgrammePerson['role']) =>
  product.want(contract.ImportRun, lead, 'POST', `${path}/people/group`, { groupId, role });
const bringIn = async (path: string, group: string, role: contract.ProgrammePerson['role']) => {
  const { id } = await start(path, groups.get(group) ?? '', role);
  return importEnds(product, path, id);
};
const newProgramme = async () => `/programmes/${(await makeProgramme(product)).id}`;

/** Addresses of a group's people, those of groups within it included, as Graph tells. */
async function membersOf(group: string): Promise<readonly string[]> {
  const Members = z.object({ value: z.array(z.object({ userPrincipalName: z.string() })) });
  const path = `/groups/${groups.get(group) ?? ''}/transitiveMembers/microsoft.graph.user?$top=999`;
  const { value } = Members.parse((await product.graph('GET', path)).body);
  return value.map(({ userPrincipalName }) => userPrincipalName).toSorted();
}

/** Everybody above these people, as Graph tells. */
async function managersOf(people: readonly string[]): Promise<ReadonlySet<string>> {
  const above = new Set<string>();
  const Manager = z.object({ userPrincipalName: z.string() });
  for (const person of people) {
    for (let at = person; ;) {
      const answer = await product.graph('GET', `/users/${at}/manager`);
      if (answer.status === 404) break;
      at = Manager.parse(answer.body).userPrincipalName;
      if (above.has(at)) break;
      above.add(at);
    }
  }
  return above;
}

const addresses = (people: readonly contract.ProgrammePerson[]) =>
  people.map(({ userPrincipalName }) => userPrincipalName).toSorted();

describe('a group of the directory', () => {
  it('brings in the people of the groups within it, in one role, and the managers above them in none', async () => {
    const path = await newProgramme();
    const members = await membersOf(nested);
    const above = await managersOf(members);
    const run = await bringIn(path, nested, 'mentee');
    const known = new Set([...members, ...above]);
    expect(run).toMatchObject({ source: 'group', state: 'done', failure: null });
    expect(run).toMatchObject({ people: known.size, toRead: members.length, read: members.length });
    const { people, mentees, mentors } = await peopleOf(product, path);
    expect([mentees, mentors]).toEqual([members.length, 0]);
    expect(addresses(people)).toEqual([...known].toSorted());
    expect(addresses(people.filter(({ role }) => role === 'mentee'))).toEqual(members);
    for (const { role, mailbox } of people) expect(mailbox).toBe(role === null ? 'unread' : 'readable');
  });

  it('gives people the languages of their mailboxes', async () => {
    const path = await newProgramme();
    await bringIn(path, volunteers, 'mentor');
    const members = await membersOf(volunteers);
    const { rows } = await product.database.asAdmin(
      `select user_principal_name as name, languages from person where user_principal_name = any($1) order by name`,
      [members],
    );
    const german = 'matthis.obermoor@aldermoor.example';
    expect(members).toContain(german);
    expect(rows).toEqual(members.map((name) => ({ name, languages: [name === german ? 'de' : 'en'] })));
  });

  it('gives seniority by depth under the head, so that managers stand above their people', async () => {
    const path = await newProgramme();
    await bringIn(path, nested, null);
    const { people } = await peopleOf(product, path);
    const seniority = new Map(people.map((one) => [one.userPrincipalName, one.seniority]));
    expect(seniority.get('ingrid.solheim@aldermoor.example')).toBe(5);
    expect(seniority.get('kwame.asante.boyd@aldermoor.example')).toBe(4);
    expect(seniority.get('callum.dunmore@aldermoor.example')).toBe(0);
  });

  it('makes people known without enrolling anybody, when no role is given', async () => {
    const path = await newProgramme();
    expect(await bringIn(path, volunteers, null)).toMatchObject({ state: 'done', toRead: 0 });
    const { mentors, mentees, total } = await peopleOf(product, path);
    expect([mentors, mentees]).toEqual([0, 0]);
    expect(total).toBeGreaterThan((await membersOf(volunteers)).length);
  });

  it('gives the later role to those who come in twice', async () => {
    const path = await newProgramme();
    await bringIn(path, nested, 'mentee');
    await bringIn(path, volunteers, 'mentor');
    const { people } = await peopleOf(product, path);
    const mentors = await membersOf(volunteers);
    expect(addresses(people.filter(({ role }) => role === 'mentor'))).toEqual(mentors);
    const mentees = (await membersOf(nested)).filter((one) => !mentors.includes(one));
    expect(addresses(people.filter(({ role }) => role === 'mentee'))).toEqual(mentees);
  });

  it('comes in a second time and changes nothing', async () => {
    const path = await newProgramme();
    await bringIn(path, nested, 'mentor');
    const before = await peopleOf(product, path);
    await bringIn(path, nested, 'mentor');
    expect(await peopleOf(product, path)).toEqual(before);
    expect((await importsOf(product, path)).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('shows who has no mailbox, and goes on with the others', async () => {
    const path = await newProgramme();
    const run = await bringIn(path, everybody, 'mentor');
    expect(run).toMatchObject({ state: 'done', failure: null });
    const { people } = await peopleOf(product, path);
    const without = people.filter(({ mailbox }) => mailbox !== 'readable');
    expect(without.map(({ mailbox }) => mailbox)).toEqual(['no-mailbox', 'no-mailbox']);
    expect(addresses(without)).toContain(withoutMailbox);
    expect(people).toHaveLength((await membersOf(everybody)).length);
  });

  it('that the directory does not know fails and says so', async () => {
    const path = await newProgramme();
    const before = await peopleOf(product, path);
    const { id } = await start(path, randomUUID(), 'mentor');
    expect(await importEnds(product, path, id)).toMatchObject({
      state: 'failed',
      failure: 'group-not-found',
      people: 0,
    });
    expect(await peopleOf(product, path)).toEqual(before);
  });

  it.each([
    ['its members', '/transitiveMembers/'],
    ['the managers above them', '/manager'],
    ['who they are', '/users/[^/]+$'],
  ])('fails at once where we may not read %s, and the lead is told why', async (_what, at) => {
    const path = await newProgramme();
    await product.fault({ path: at, times: 1_000, status: 403, code: 'Authorization_RequestDenied' });
    const run = await bringIn(path, nested, 'mentor');
    expect(run).toMatchObject({ state: 'failed', failure: 'directory-closed' });
  });

  it.each([
    ['no id', {}, ['groupId', 'role']],
    ['a name in place of its id', { groupId: nested, role: null }, ['groupId']],
    ['a role that is none', { groupId: randomUUID(), role: 'boss' }, ['role']],
  ])('that is asked for with %s is refused', async (_what, body, expected) => {
    const path = await newProgramme();
    const answer = await product.api(lead, 'POST', `${path}/people/group`, body);
    expect(answer).toMatchObject(problem(400, 'bad-request'));
    const { fields = [] } = contract.Problem.parse(answer.body);
    expect(fields.map(({ field }) => field)).toEqual(expected);
    expect(await importsOf(product, path)).toEqual([]);
  });

  it('for a programme that is not there is refused', async () => {
    const body = { groupId: groups.get(nested), role: null };
    const answer = await product.api(lead, 'POST', `/programmes/${randomUUID()}/people/group`, body);
    expect(answer).toMatchObject(problem(404, 'not-found'));
  });
});

describe('a directory that is asked too much and', () => {
  it.each([
    [
      'the group and whole batches',
      [
        { path: 'transitiveMembers', times: 1 },
        { path: '/\\$batch$', times: 1 },
      ],
    ],
    [
      'single people inside a batch',
      [
        { path: '/manager$', times: 10 },
        { path: '/mailboxSettings$', times: 10 },
      ],
    ],
  ])('refuses %s is waited for, and everybody comes in', async (_what, faults) => {
    const path = await newProgramme();
    for (const fault of faults) await product.fault({ ...fault, status: 429, retryAfterSeconds: 1 });
    expect(await bringIn(path, nested, 'mentee')).toMatchObject({ state: 'done', failure: null });
    const { people, mentees } = await peopleOf(product, path);
    const members = await membersOf(nested);
    expect(mentees).toBe(members.length);
    expect(people.filter(({ role, mailbox }) => role !== null && mailbox !== 'readable')).toEqual([]);
  });
});

describe('an import at which we fail time and again', () => {
  const admin = (sql: string) => product.database.asAdmin(sql);
  const poisoned = 'callum.dunmore@aldermoor.example';
  /** Has everything fail that comes to write this person down so. */
  const poison = (mailbox: 'unread' | 'readable') =>
    admin(`
      create function vantage.poison() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$;
      create trigger poison before insert or update on vantage.person for each row
        when (new.user_principal_name = '${poisoned}' and new.mailbox ->> 'state' = '${mailbox}')
        execute function vantage.poison()`);
  afterEach(() => admin('drop function if exists vantage.poison cascade'));

  const line = (userPrincipalName: string) => ({ userPrincipalName, seniority: '1', role: 'mentor' });

  /** How an import ends, of which nobody waits for the next try of a job, nor for more than the last few. */
  const endsHurried = async (path: string, id: string) => {
    let run: contract.ImportRun | undefined;
    await until(async () => {
      await admin(`
        update pgboss.job set start_after = now(), retry_count = greatest(retry_count, 5)
        where name like 'people.%' and state = 'retry'`);
      run = (await importsOf(product, path)).find((one) => one.id === id);
      return run?.state !== 'reading';
    });
    return run;
  };
  const putAside = async () =>
    (await admin(`select from pgboss.job where name = 'dead-letters' and source_name like 'people.%'`)).rows.length;

  it.each([
    ['a group', 'unread'],
    ['a file', 'readable'],
  ] as const)('of %s fails without blaming the directory, and nothing waits for it', async (what, mailbox) => {
    const path = await newProgramme();
    await importPeople(product, path, fileOf([line(withoutMailbox)]));
    const begin = () =>
      what === 'a group'
        ? start(path, groups.get(nested) ?? '', 'mentor')
        : product.want(contract.ImportRun, lead, 'POST', `${path}/people/file`, fileOf([line(poisoned)]));
    await poison(mailbox);
    const { id } = await begin();
    expect(await endsHurried(path, id)).toMatchObject({ state: 'failed', failure: null });
    expect(await putAside()).toBe(0);
    const round = await product.want(contract.Round, lead, 'POST', `${path}/matching`, {});
    await until(async () => {
      const at = `${path}/rounds/${round.id}`;
      return (await product.want(contract.Round, lead, 'GET', at)).state !== 'running';
    });
    await admin('drop function vantage.poison cascade');
    expect(await importEnds(product, path, (await begin()).id)).toMatchObject({ state: 'done' });
    expect(await product.api(lead, 'POST', `${path}/closing/close`)).toMatchObject({ status: 200 });
  });

  it('because servers end in the middle of it is not tried once more', async () => {
    const path = await newProgramme();
    await product.fault({ path: 'transitiveMembers', times: 1_000, status: 503, retryAfterSeconds: 1_000 });
    const { id } = await start(path, groups.get(nested) ?? '', 'mentor');
    const waiting = `name = 'people.import-group' and state = 'created' and start_after > now()`;
    await until(async () => (await admin(`select from pgboss.job where ${waiting}`)).rows.length === 1);
    await product.control('DELETE', '/requests');
    // As after seven servers that ended without a word.
    await admin(`update pgboss.job set retry_count = 7, start_after = now() where ${waiting}`);
    expect(await importEnds(product, path, id)).toMatchObject({ state: 'failed', failure: null });
    expect((await product.control('GET', '/requests')) as object).toMatchObject({ requests: {} });
  });
});
