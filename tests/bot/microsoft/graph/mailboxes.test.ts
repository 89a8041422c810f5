import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { MailboxSettings } from '../../../../bot/mentoring/people/directory.ts';
import type { Mailbox } from '../../../../bot/mentoring/people/person.ts';
import { createDirectory } from '../../../../bot/microsoft/graph/directory.ts';
import { ianaZone } from '../../../../bot/microsoft/graph/zones.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';

const head = 'ingrid.solheim@aldermoor.example';
const graduate = 'tobi.adeyinka.marsh@aldermoor.example';
const noMailbox = 'marek.zielony@aldermoor.example';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.stop());
afterEach(() => tenant.quiet());

const readAll = (...ids: string[]): Promise<ReadonlyMap<string, MailboxSettings>> =>
  createDirectory(tenant.newGraph()).mailboxes(tenant.tenantId, ids);
const read = async (...ids: string[]): Promise<ReadonlyMap<string, Mailbox>> =>
  new Map([...(await readAll(...ids))].map(([id, { mailbox }]) => [id, mailbox]));
const unreadable = (problem: string) => ({ state: 'unreadable', problem });

const hours = {
  daysOfWeek: ['monday', 'tuesday'],
  startTime: '09:00:00.0000000',
  endTime: '17:30:00.0000000',
  timeZone: { name: 'GMT Standard Time' },
};
/** What is told of the head when their settings are these. */
async function toldBy(settings: unknown): Promise<MailboxSettings | undefined> {
  const { id } = tenant.person(head);
  await tenant.fault({ path: `${id}/mailboxSettings$`, status: 200, body: settings });
  return (await readAll(id)).get(id);
}
const readAs = async (settings: unknown): Promise<Mailbox | undefined> => (await toldBy(settings))?.mailbox;

describe('the mailbox of everybody', () => {
  it('has its hours in their own zone, or is said to be missing', async () => {
    const mailboxes = await read(...tenant.people.map((person) => person.id));
    expect(mailboxes.size).toBe(tenant.people.length);
    for (const { id, mailbox, timeZone } of tenant.people) {
      const found = mailboxes.get(id);
      if (mailbox) expect(found).toMatchObject({ state: 'readable', workingHours: { timeZone: ianaZone(timeZone) } });
      else expect(found).toEqual(unreadable('no-mailbox'));
    }
    expect(tenant.people.filter((person) => !person.mailbox)).not.toHaveLength(0);
  });
});

describe('the hours of a mailbox', () => {
  it('are days in their order and times to the minute', async () => {
    const told = {
      workingHours: {
        daysOfWeek: ['friday', 'Sunday', 'monday'],
        startTime: '08:30:00.0000000',
        endTime: '16:05:00.0000000',
        timeZone: { name: 'Eastern Standard Time' },
      },
    };
    expect(await readAs(told)).toEqual({
      state: 'readable',
      workingHours: { timeZone: 'America/New_York', days: [1, 5, 7], start: '08:30', end: '16:05' },
    });
  });

  it.each([
    ['a zone of its own making', { timeZone: { name: 'Customized Time Zone' } }],
    ['a custom zone by address', { timeZone: { name: 'tzone://Microsoft/Custom' } }],
    ['a zone nobody knows', { timeZone: { name: 'Middle Earth Standard Time' } }],
    ['no zone', { timeZone: null }],
    ['no days', { daysOfWeek: [] }],
    ['a day that is none', { daysOfWeek: ['monday', 'someday'] }],
    ['an end before the start', { startTime: '17:00:00.0000000', endTime: '09:00:00.0000000' }],
    ['no length', { startTime: '09:00:00.0000000', endTime: '09:00:00.0000000' }],
    ['no start', { startTime: null }],
  ])('with %s are unusable, never guessed', async (_what, change) => {
    expect(await readAs({ workingHours: { ...hours, ...change } })).toEqual(unreadable('unusable-settings'));
  });

  it.each([[{}], [{ workingHours: null }], [null], ['text'], [[]]])(
    'are unusable in settings like %j',
    async (settings) => {
      expect(await readAs(settings)).toEqual(unreadable('unusable-settings'));
    },
  );
});

describe('the language of a mailbox', () => {
  it('is what its owner reads it in, by primary subtag, and of those without one none', async () => {
    const settings = await readAll(...tenant.people.map((person) => person.id));
    for (const { id, mailbox, languages } of tenant.people) {
      expect(settings.get(id)?.languages).toEqual(mailbox ? [languages.slice(0, 2) || 'en'] : []);
    }
    expect(tenant.people.filter((person) => person.mailbox && person.languages.startsWith('de'))).not.toHaveLength(0);
  });

  it.each([
    ['zh-Hans-CN', ['zh']],
    ['PT-br', ['pt']],
    ['fil', ['fil']],
    ['', []],
    ['english', []],
    ['en_GB', []],
    ['und', []],
    [null, []],
    [7, []],
  ])('of the locale %j is %j', async (locale, expected) => {
    const told = await toldBy({ workingHours: hours, language: { locale, displayName: 'x' } });
    expect(told).toMatchObject({ mailbox: { state: 'readable' }, languages: expected });
  });

  it.each([[null], ['en-GB'], [{}]])('that is told as %j is none, and the hours hold', async (language) => {
    const told = await toldBy({ workingHours: hours, language });
    expect(told).toMatchObject({ mailbox: { state: 'readable' }, languages: [] });
  });

  it('is told although the hours cannot be used', async () => {
    const told = await toldBy({ workingHours: null, language: { locale: 'fr-FR' } });
    expect(told).toEqual({ mailbox: unreadable('unusable-settings'), languages: ['fr'] });
  });
});

describe('a mailbox that cannot be read says why, and the others go on', () => {
  const together = async (id: string) => {
    const mailboxes = await read(tenant.person(graduate).id, id);
    expect(mailboxes.get(tenant.person(graduate).id)).toMatchObject({ state: 'readable' });
    return mailboxes.get(id);
  };

  it('where there is none', async () => {
    expect(await together(tenant.person(noMailbox).id)).toEqual(unreadable('no-mailbox'));
  });

  it('where the policy says no', async () => {
    const { id } = tenant.person(head);
    await tenant.fault({ path: `${id}/mailboxSettings$`, status: 403, code: 'ErrorAccessDenied' });
    expect(await together(id)).toEqual(unreadable('access-denied'));
  });

  it('where it is on the premises, and says so with 403', async () => {
    const { id } = tenant.person(head);
    await tenant.fault({ path: `${id}/mailboxSettings$`, status: 403, code: 'MailboxNotEnabledForRESTAPI' });
    expect(await together(id)).toEqual(unreadable('no-mailbox'));
  });

  it('where nobody is', async () => {
    const gone = '5b1b9ee8-98c5-4c2d-a9c0-6a9b12f0a001';
    expect(await together(gone)).toEqual(unreadable('unknown-person'));
  });
});
