import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Directory, DirectoryPerson } from '../../../../bot/mentoring/people/directory.ts';
import { NotAllowedError, TemporaryError } from '../../../../bot/mentoring/ports.ts';
import { createDirectory } from '../../../../bot/microsoft/graph/directory.ts';
import type { Graph } from '../../../../bot/microsoft/graph/client.ts';
import { createPhotos } from '../../../../bot/microsoft/graph/photos.ts';
import { largeOrganisation } from '../../../support/microsoft/organisation.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';

const head = 'ingrid.solheim@aldermoor.example';
const graduate = 'tobi.adeyinka.marsh@aldermoor.example';
const nobody = '5b1b9ee8-98c5-4c2d-a9c0-6a9b12f0a001';

let tenant: TestTenant;
let directory: Directory;
beforeAll(async () => {
  tenant = await startTenant();
  directory = createDirectory(tenant.newGraph());
});
afterAll(() => tenant.stop());
afterEach(() => tenant.quiet());

/** A group's id by its name. */
async function group(name: string): Promise<string> {
  const listed = (await tenant.client.graph('GET', '/groups')).body.value as { id: string; displayName: string }[];
  const found = listed.find((one) => one.displayName === name);
  if (!found) throw new Error(`no group is called ${name}`);
  return found.id;
}
const names = (people: readonly { userPrincipalName: string }[]): string[] =>
  people.map((person) => person.userPrincipalName).toSorted();

describe('people are found by name', () => {
  it('with what the directory knows of them', async () => {
    const found = await directory.find(tenant.tenantId, [head]);
    expect(found.get(head)).toEqual({
      entraObjectId: tenant.person(head).id,
      userPrincipalName: head,
      displayName: 'Ingrid Solheim',
      jobTitle: 'Chief Executive',
      department: 'Executive',
      officeLocation: 'London',
    });
  });

  it('in any letters, each under the name that was asked for', async () => {
    const shouted = head.toUpperCase();
    const found = await directory.find(tenant.tenantId, [shouted]);
    expect([...found.keys()]).toEqual([shouted]);
    expect(found.get(shouted)?.userPrincipalName).toBe(head);
  });

  it('all of them, however many, each in their own place', async () => {
    const all = tenant.people.map((person) => person.userPrincipalName);
    const found = await directory.find(tenant.tenantId, all);
    expect(all.map((name) => found.get(name)?.entraObjectId)).toEqual(tenant.people.map((person) => person.id));
    expect(await tenant.asked('POST /v1.0/$batch')).toBe(Math.ceil(all.length / 20));
  });

  it('and those it does not know are missing, whatever they are called', async () => {
    const strange = ['nobody@aldermoor.example', "o'neil@x", 'a/b', 'a?$select=id', 'a#b', '100%', 'x y', 'ü@ö'];
    const found = await directory.find(tenant.tenantId, [...strange, head]);
    expect([...found.keys()]).toEqual([head]);
  });

  it('and nothing is asked for nobody', async () => {
    expect(await directory.find(tenant.tenantId, [])).toEqual(new Map());
    expect(await tenant.asked('POST /v1.0/$batch')).toBe(0);
  });

  it('with what is not filled in as null, and a missing name as their address', async () => {
    const id = tenant.person(head).id;
    const body = { id, userPrincipalName: 'X@Y.example', displayName: null, jobTitle: null };
    await tenant.fault({ path: `/users/${encodeURIComponent(head)}$`, status: 200, body });
    expect((await directory.find(tenant.tenantId, [head])).get(head)).toEqual({
      entraObjectId: id,
      userPrincipalName: 'x@y.example',
      displayName: 'X@Y.example',
      jobTitle: null,
      department: null,
      officeLocation: null,
    });
  });

  it.each([403, 401])(
    'or not at all: a refusal with %s is worth another try, and nobody counts as unknown',
    async (status) => {
      await tenant.fault({ path: '/users/', status, code: 'Authorization_RequestDenied' });
      await expect(directory.find(tenant.tenantId, [head, graduate])).rejects.toThrow(TemporaryError);
    },
  );
});

describe('a group', () => {
  it('has everybody in it and in the groups within it, each once', async () => {
    const found = await directory.groupPage(tenant.tenantId, await group('Reverse mentoring'), null);
    const expected = tenant.people.filter((person) => person.groups.includes('Reverse mentoring'));
    expect(expected.some((person) => person.groups.includes('Reverse mentoring: volunteers'))).toBe(true);
    expect(found.ok && names(found.value.people)).toEqual(names(expected));
    expect(found.ok && found.value.next).toBeNull();
  });

  it('that is not there is not found', async () => {
    expect(await directory.groupPage(tenant.tenantId, nobody, null)).toEqual({ ok: false, reason: 'not-found' });
  });

  it.each([
    [400, 'Directory_ExpiredPageToken'],
    [410, 'Gone'],
  ])('of which a page is forgotten, told by %s %s, says so', async (status, code) => {
    const id = await group('All colleagues');
    const page = `${tenant.url}/v1.0/groups/${id}/transitiveMembers/microsoft.graph.user?$skiptoken=1`;
    await tenant.fault({ path: '/transitiveMembers/', times: 1, status, code });
    expect(await directory.groupPage(tenant.tenantId, id, page)).toEqual({ ok: false, reason: 'mark-lost' });
  });

  it('is not half read: a page that does not come is no end', async () => {
    const id = await group('All colleagues');
    const page = `${tenant.url}/v1.0/groups/${id}/transitiveMembers/microsoft.graph.user?$skiptoken=1`;
    await tenant.fault({ path: '/transitiveMembers/', times: 1, status: 500 });
    await expect(directory.groupPage(tenant.tenantId, id, page)).rejects.toThrow(TemporaryError);
  });
});

describe('a directory that nobody let us read', () => {
  const closed = { status: 403, code: 'Authorization_RequestDenied' };
  it('is told from one that is busy, whatever is asked of it', async () => {
    const id = await group('Reverse mentoring');
    await tenant.fault({ path: '/users/', times: 10, ...closed });
    await expect(directory.find(tenant.tenantId, [head])).rejects.toThrow(NotAllowedError);
    await expect(directory.managers(tenant.tenantId, [nobody])).rejects.toThrow(NotAllowedError);
    await tenant.fault({ path: '/transitiveMembers/', ...closed });
    await expect(directory.groupPage(tenant.tenantId, id, null)).rejects.toThrow(NotAllowedError);
  });

  it('may tell how many are in a group, and nothing of who they are', async () => {
    const members = { value: [{ '@odata.type': '#microsoft.graph.user', id: nobody, userPrincipalName: null }] };
    await tenant.fault({ path: '/transitiveMembers/', times: 1, status: 200, body: members });
    const asked = directory.groupPage(tenant.tenantId, await group('Reverse mentoring'), null);
    await expect(asked).rejects.toThrow(NotAllowedError);
  });
});

describe('the manager of somebody', () => {
  it('is who the directory says, and null for the head of the organisation', async () => {
    const ids = tenant.people.map((person) => person.id);
    const managers = await directory.managers(tenant.tenantId, ids);
    expect([...managers.keys()].toSorted()).toEqual(ids.toSorted());
    expect(managers.get(tenant.person(head).id)).toBeNull();
    expect(managers.get(tenant.person(graduate).id)?.displayName).toBe('Gareth Llanwern');
    expect([...managers.values()].filter((manager) => manager === null)).toHaveLength(1);
  });

  it('is not taken for missing when the directory refuses to tell', async () => {
    await tenant.fault({ path: '/manager$', status: 403, code: 'Authorization_RequestDenied' });
    const asked = directory.managers(tenant.tenantId, [tenant.person(graduate).id]);
    await expect(asked).rejects.toThrow(TemporaryError);
  });

  it('may be a contact from outside, who is nobody here, and the others are read', async () => {
    const contact = { '@odata.type': '#microsoft.graph.orgContact', id: nobody, displayName: 'Kim of the owners' };
    const [first, second] = [tenant.person(graduate).id, tenant.person(head).id];
    await tenant.fault({ path: `${first}/manager$`, status: 200, body: contact });
    const managers = await directory.managers(tenant.tenantId, [first, second]);
    expect(managers.get(first)).toBeNull();
    expect(managers.has(second)).toBe(true);
  });
});

describe('a picture of somebody', () => {
  const asked = () => tenant.asked('GET /v1.0/users/{id}/photos/{id}/$value');
  const pictureOf = (name: string) => createPhotos(tenant.newGraph()).of(tenant.tenantId, tenant.person(name).id);
  /** Somebody with a picture, and somebody with none. */
  const [shown, unseen] = [graduate, head];

  it('is what Graph has, read once for all who ask within the hour', async () => {
    let now = 0;
    const photos = createPhotos(tenant.newGraph(), () => now);
    const look = () => photos.of(tenant.tenantId, tenant.person(shown).id);
    const [first, second] = await Promise.all([look(), look()]);
    expect(first?.type).toBe('image/png');
    expect(Buffer.from(first?.bytes ?? []).toString('latin1', 1, 4)).toBe('PNG');
    expect(second).toEqual(first);
    now += 59 * 60_000;
    await look();
    expect(await asked()).toBe(1);
    now += 2 * 60_000;
    await look();
    expect(await asked()).toBe(2);
  });

  it('is none where there is none, nobody, or it is not ours to see, and that is kept as well', async () => {
    expect(await pictureOf(unseen)).toBeNull();
    expect(await createPhotos(tenant.newGraph()).of(tenant.tenantId, nobody)).toBeNull();
    await tenant.quiet();
    const photos = createPhotos(tenant.newGraph());
    await tenant.fault({ path: '/photos/', times: 1, status: 403, code: 'ErrorAccessDenied' });
    for (let look = 0; look < 3; look += 1) {
      expect(await photos.of(tenant.tenantId, tenant.person(shown).id)).toBeNull();
    }
    expect(await asked()).toBe(1);
  });

  it('is none while it cannot be had, and asked for again a minute later', async () => {
    let now = 0;
    const photos = createPhotos(tenant.newGraph(), () => now);
    await tenant.fault({ path: '/photos/', times: 1, status: 500 });
    expect(await photos.of(tenant.tenantId, tenant.person(shown).id)).toBeNull();
    expect(await photos.of(tenant.tenantId, tenant.person(shown).id)).toBeNull();
    expect(await asked()).toBe(1);
    now += 61_000;
    expect(await photos.of(tenant.tenantId, tenant.person(shown).id)).not.toBeNull();
  });

  it.each([
    ['a page', new Blob(['<script>'], { type: 'text/html' })],
    ['a drawing that may run', new Blob(['<svg/>'], { type: 'image/svg+xml' })],
    ['nothing', new Blob([], { type: 'image/png' })],
    ['far too much', new Blob([new Uint8Array(300_000)], { type: 'image/png' })],
    ['words', 'a picture'],
  ])('is none where Graph sends %s', async (_what, answer) => {
    const graph: Graph = Object.assign(async () => answer, { batch: () => Promise.reject(new Error('not asked')) });
    expect(await createPhotos(graph).of(tenant.tenantId, nobody)).toBeNull();
  });

  it('is read anew where the room for pictures has gone to others', async () => {
    let reads = 0;
    const read = async () => {
      reads += 1;
      return new Blob([new Uint8Array(150_000)], { type: 'image/jpeg' });
    };
    const photos = createPhotos(Object.assign(read, { batch: () => Promise.reject(new Error('not asked')) }));
    for (let person = 0; person < 300; person += 1) await photos.of(tenant.tenantId, String(person));
    await photos.of(tenant.tenantId, '299');
    expect(reads).toBe(300);
    await photos.of(tenant.tenantId, '0');
    expect(reads).toBe(301);
  });
});

describe('in a large organisation', () => {
  const size = 1_200;
  let large: TestTenant;
  beforeAll(async () => {
    large = await startTenant({ people: largeOrganisation(size) });
  });
  afterAll(() => large.stop());

  it('a group is read to its last page', async () => {
    const listed = (await large.client.graph('GET', '/groups')).body.value as { id: string; displayName: string }[];
    const everybody = listed.find((one) => one.displayName === 'All colleagues')?.id ?? '';
    await large.quiet();
    const directory = createDirectory(large.newGraph());
    const found: DirectoryPerson[] = [];
    for (let next: string | null = null, isFirst = true; isFirst || next !== null; isFirst = false) {
      const page = await directory.groupPage(large.tenantId, everybody, next);
      if (!page.ok) throw new Error(page.reason);
      found.push(...page.value.people);
      ({ next } = page.value);
    }
    expect(names(found)).toEqual(names(large.people));
    expect(await large.asked('GET /v1.0/groups/{id}/transitiveMembers/microsoft.graph.user')).toBe(2);
  });
});
