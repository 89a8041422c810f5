import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { TenantPerson } from '../../../infra/sandbox/tenant-client.ts';
import { withoutBrowser } from '../../../infra/start/playground/no-browser.ts';
import { playgroundPeople } from '../../../infra/start/playground/people.ts';
import { scratchFolder } from '../../support/scratch.ts';

const person = (id: string, displayName: string): TenantPerson => ({
  id,
  displayName,
  userPrincipalName: `${id}@contoso.example`,
  jobTitle: 'Adviser',
  department: 'People',
  officeLocation: 'Leeds',
  timeZone: 'Europe/London',
  mailbox: true,
  appRoles: [],
});
const fileFor = (me: TenantPerson, people: readonly TenantPerson[]): unknown =>
  parse(playgroundPeople({ tenantId: 'tenant', botId: 'bot', me, people, conversationId: 'chat-1' }));

const many = ['ana', 'ben', 'cay', 'dan', 'eve', 'fay', 'gil'].map((id) => person(id, `${id} Example Name`));
const user = (id: string) => ({
  id: `29:${id}`,
  name: `${id} Example Name`,
  userPrincipleName: `${id}@contoso.example`,
  aadObjectId: id,
  givenName: id,
  surname: 'Example Name',
  email: `${id}@contoso.example`,
});

describe('the file of people for the Playground', () => {
  it.each(many)('lets $id write to the bot, with five others beside', (me) => {
    const others = many.filter(({ id }) => id !== me.id).slice(0, 5);
    expect(fileFor(me, many)).toMatchObject({
      tenantId: 'tenant',
      bot: { id: 'bot', name: 'Vantage' },
      currentUser: user(me.id),
      users: others.map(({ id }) => user(id)),
      personalChat: { id: 'chat-1' },
    });
  });

  it('keeps every name as it is, whatever YAML would make of it', () => {
    const names = fc.oneof(
      fc.constantFrom(
        'no',
        'null',
        '~',
        '1e3',
        '- a: b # c',
        '"',
        "'",
        '{',
        '2026-01-01',
        '*a',
        '&b',
        '!c',
        'Zoë O’Neil',
      ),
      fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(fc.array(names, { minLength: 6, maxLength: 6 }), (all) => {
        const people = all.map((name, index) => person(`p${index}`, name));
        const [me] = people;
        if (!me) return;
        const file = fileFor(me, people) as { currentUser: { name: string }; users: { name: string }[] };
        expect([file.currentUser.name, ...file.users.map(({ name }) => name)]).toEqual(all);
      }),
    );
  });

  it('is refused for an organisation too small for the Playground, with the reason', () => {
    const [me] = many;
    if (me) expect(() => fileFor(me, many.slice(0, 5))).toThrow('at least six people');
  });
});

describe('the environment of a Playground', () => {
  it('opens no browser: the system’s openers give way to ones that do nothing', async () => {
    const folder = await scratchFolder('no-browser');
    const environment = withoutBrowser(join(folder, 'openers'), { PATH: '/usr/bin', HOME: '/home/somebody' });
    expect(environment).toEqual({
      PATH: [join(folder, 'openers'), '/usr/bin'].join(delimiter),
      HOME: '/home/somebody',
      TEAMSAPPTESTER_BROWSER: 'none',
    });
    for (const opener of ['xdg-open', 'open']) {
      const file = join(folder, 'openers', opener);
      expect((await stat(file)).mode & 0o111).toBe(0o111);
      expect(await promisify(execFile)(file, ['http://localhost'])).toEqual({ stdout: '', stderr: '' });
    }
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps the one name that the path has on this system', async () => {
    const folder = await scratchFolder('no-browser');
    const environment = withoutBrowser(folder, { Path: 'C:\\Windows' });
    expect(Object.keys(environment).toSorted()).toEqual(['Path', 'TEAMSAPPTESTER_BROWSER']);
    await rm(folder, { recursive: true, force: true });
  });
});
