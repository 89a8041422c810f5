import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { eventSchema } from '../../../infra/sandbox/graph/generate-schemas.ts';
import { SCHEMA_FILE } from '../../../infra/sandbox/graph/schema-file.ts';
import { makeOrganisation } from '../../../infra/sandbox/organisation/made-up.ts';
import { GRADUATE, HEAD, NO_MAILBOX, sandboxWithClient, series, type Client } from './client.ts';

interface Item {
  status: string;
  subject: string;
  start: { dateTime: string; timeZone: string };
  end: { dateTime: string };
}
interface Schedule {
  scheduleId: string;
  availabilityView: string;
  scheduleItems: Item[];
  error?: { responseCode: string };
}

const MONDAY = { dateTime: '2027-03-22T00:00:00', timeZone: 'UTC' };
const SUNDAY = { dateTime: '2027-04-04T00:00:00', timeZone: 'UTC' };
let client: Client;
beforeAll(async () => {
  client = await sandboxWithClient({ start: Temporal.Instant.from('2027-01-04T08:00:00Z') });
  await client.call('PUT', '/control/limits', { body: { copyDelayMilliseconds: 0 } });
});
afterAll(() => client.stop());

const schedules = (body: Record<string, unknown>, headers?: Record<string, string>) =>
  client.graph('POST', `/users/${HEAD}/calendar/getSchedule`, { startTime: MONDAY, endTime: SUNDAY, ...body }, headers);

describe('the made-up organisation', () => {
  it('has a head, levels, zones, sign-ups, leads and people without a mailbox', () => {
    const people = makeOrganisation();
    expect(people.filter((person) => person.managerUserPrincipalName === '')).toHaveLength(1);
    expect(new Set(people.map((person) => person.timeZone)).size).toBe(5);
    expect(people.filter((person) => person.role === 'mentee')).toHaveLength(8);
    expect(people.filter((person) => person.role === 'mentor')).toHaveLength(18);
    expect(people.filter((person) => person.appRoles.includes('Programme.Lead'))).toHaveLength(2);
    expect(people.filter((person) => !person.mailbox)).toHaveLength(2);
    expect(people.some((person) => person.seniority === '')).toBe(true);
    const names = new Set(people.map((person) => person.userPrincipalName));
    expect(names.size).toBe(people.length);
    for (const { managerUserPrincipalName: manager } of people) expect(manager === '' || names.has(manager)).toBe(true);
  });

  it('comes back as an import file that makes the same organisation', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'people-'));
    const file = join(folder, 'people.csv');
    writeFileSync(file, (await client.call('GET', '/control/organisation.csv')).body as unknown as string);
    const again = await sandboxWithClient({ people: file });
    const ids = async (from: Client): Promise<string[]> =>
      ((await from.call('GET', '/control/people')).body as unknown as { id: string }[]).map((one) => one.id);
    const imported = await ids(again);
    expect(imported.slice(0, -1)).toEqual(await ids(client));
    const lead = await again.graph('GET', '/users/lead@aldermoor.example?$select=displayName');
    expect(lead.body).toMatchObject({ displayName: 'Programme Lead' });
    await again.stop();
    rmSync(folder, { recursive: true });
  });
});

describe('a file of people', () => {
  const required = 'userPrincipalName,displayName,jobTitle,grade,seniority,department,profession,officeLocation';
  const header = `${required},timeZone,managerUserPrincipalName,role,topics`;
  const line = 'ana@small.example,Ana,,,,,,,Europe/Paris,,,';
  const localeIn = async (text: string): Promise<unknown> => {
    const folder = mkdtempSync(join(tmpdir(), 'people-'));
    const file = join(folder, 'people.csv');
    writeFileSync(file, text);
    const small = await sandboxWithClient({ people: file });
    const { body } = await small.graph('GET', '/users/ana@small.example/mailboxSettings');
    await small.stop();
    rmSync(folder, { recursive: true });
    return body['language'];
  };

  it('says in which language somebody reads their mail, or leaves it at English', async () => {
    const french = { locale: 'fr-CA', displayName: 'French (Canada)' };
    const english = { locale: 'en-GB', displayName: 'English (United Kingdom)' };
    expect(await localeIn(`${header},languages\n${line},fr-CA;en-CA\n`)).toEqual(french);
    expect(await localeIn(`${header},languages,capacity\n${line},,3\n`)).toEqual(english);
    expect(await localeIn(`${header}\n${line}\n`)).toEqual(english);
  });
});

describe('the directory', () => {
  it('finds people by id and by name, with the properties that were selected', async () => {
    const user = (await client.graph('GET', `/users/${HEAD}`)).body as { id: string; department?: string };
    expect(user).not.toHaveProperty('department');
    expect((await client.graph('GET', `/users/${user.id}?$select=department`)).body).toMatchObject({
      department: 'Executive',
    });
    expect((await client.graph('GET', `/users/${HEAD}?$select=shoeSize`)).status).toBe(400);
    expect((await client.graph('GET', '/users/nobody')).body).toMatchObject({
      error: { code: 'Request_ResourceNotFound' },
    });
  });

  it('knows managers, alone and expanded, and that the head has none', async () => {
    expect((await client.graph('GET', `/users/${GRADUATE}/manager`)).body).toMatchObject({
      userPrincipalName: 'gareth.llanwern@aldermoor.example',
    });
    expect((await client.graph('GET', `/users/${GRADUATE}?$expand=manager($select=id)`)).body).toHaveProperty(
      'manager.id',
    );
    expect((await client.graph('GET', `/users/${HEAD}/manager`)).status).toBe(404);
  });

  it('pages through people and through the members of nested groups', async () => {
    const all = async (path: string): Promise<Record<string, unknown>[]> => {
      const { body } = await client.graph('GET', path);
      const next = body['@odata.nextLink'] as string | undefined;
      const values = body.value as Record<string, unknown>[];
      return next === undefined ? values : [...values, ...(await all(next.split('/v1.0')[1] ?? ''))];
    };
    expect(await all('/users?$top=7&$select=id')).toHaveLength(makeOrganisation().length);
    const groups = await all(`/groups?$filter=${encodeURIComponent("displayName eq 'Reverse mentoring'")}`);
    const members = await all(`/groups/${String(groups[0]?.['id'])}/transitiveMembers?$top=5`);
    const kinds = members.map((member) => member['@odata.type']);
    expect(kinds.filter((kind) => kind === '#microsoft.graph.user')).toHaveLength(26);
    expect(kinds.filter((kind) => kind === '#microsoft.graph.group')).toHaveLength(1);
  });
});

describe('getSchedule', () => {
  it('shows what was booked, in the zone asked for, on both sides of daylight saving', async () => {
    await client.graph('POST', `/users/${HEAD}/events`, series({ subject: 'Booked' }));
    const zone = 'GMT Standard Time';
    const answer = await schedules({ schedules: [HEAD, GRADUATE] }, { prefer: `outlook.timezone="${zone}"` });
    for (const schedule of answer.body.value as Schedule[]) {
      const booked = schedule.scheduleItems.filter((item) => item.subject === 'Booked');
      expect(booked.map((item) => item.start)).toEqual([{ dateTime: '2027-03-30T10:00:00.0000000', timeZone: zone }]);
    }
    const inUtc = ((await schedules({ schedules: [GRADUATE] })).body.value as Schedule[])[0];
    expect(inUtc?.scheduleItems.find((item) => item.subject === 'Booked')).toMatchObject({
      status: 'tentative',
      start: { dateTime: '2027-03-30T09:00:00.0000000' },
    });
  });

  it('agrees with the calendar view and with its own digits', async () => {
    const { scheduleItems, availabilityView } = (
      (await schedules({ schedules: [HEAD] })).body.value as Schedule[]
    )[0] ?? { scheduleItems: [], availabilityView: '' };
    const view = await client.graph(
      'GET',
      `/users/${HEAD}/calendarView?startDateTime=${MONDAY.dateTime}Z&endDateTime=${SUNDAY.dateTime}Z&$top=500`,
    );
    expect((view.body.value as Item[]).map((item) => item.subject)).toEqual(scheduleItems.map((item) => item.subject));
    const slot = 1_800_000;
    const from = Date.parse(`${MONDAY.dateTime}Z`);
    for (const item of scheduleItems.filter(({ status }) => status === 'busy')) {
      const first = Math.floor((Date.parse(`${item.start.dateTime.slice(0, 19)}Z`) - from) / slot);
      expect('23').toContain(availabilityView[first]);
    }
    expect(scheduleItems.length).toBeGreaterThan(10);
  });

  it('says of each mailbox that it cannot read that it cannot', async () => {
    const answer = (await schedules({ schedules: [HEAD, NO_MAILBOX, 'nobody@elsewhere.example'] })).body
      .value as Schedule[];
    expect(answer.map((schedule) => schedule.error?.responseCode)).toEqual([
      undefined,
      'ErrorMailRecipientNotFound',
      'ErrorMailRecipientNotFound',
    ]);
  });

  it.each([
    ['more than twenty mailboxes', { schedules: Array.from({ length: 21 }, () => HEAD) }],
    ['more than a month', { schedules: [HEAD], endTime: { dateTime: '2027-04-23T02:00:00', timeZone: 'UTC' } }],
    [
      'an unknown zone',
      { schedules: [HEAD], startTime: { dateTime: '2027-03-22T00:00:00', timeZone: 'Europe/Brussels' } },
    ],
    ['an unknown property', { schedules: [HEAD], interval: 30 }],
    ['an interval of a minute', { schedules: [HEAD], availabilityViewInterval: 1 }],
  ])('refuses %s', async (_what, body) => {
    expect((await schedules(body)).status).toBe(400);
  });

  it('leaves nearly every mentor and mentee who share hours a time that is free for six meetings', async () => {
    const people = makeOrganisation().filter((person) => person.role !== '' && person.mailbox);
    const slot = 900_000;
    const from = Date.parse('2027-01-11T00:00:00Z');
    const weeks = 11;
    /** For each quarter of an hour of eleven weeks, whether each person works and is free. */
    const free = new Map<string, boolean[]>();
    for (const person of people) {
      const hours = (await client.graph('GET', `/users/${person.id}/mailboxSettings`)).body['workingHours'] as {
        daysOfWeek: string[];
        startTime: string;
        endTime: string;
      };
      const view = await client.graph(
        'GET',
        `/users/${person.id}/calendarView?startDateTime=${new Date(from).toISOString()}&endDateTime=${new Date(from + weeks * 7 * 96 * slot).toISOString()}&$top=1000`,
      );
      const slots = Array.from({ length: weeks * 7 * 96 }, (_, index) => {
        const local = Temporal.Instant.fromEpochMilliseconds(from + index * slot).toZonedDateTimeISO(person.timeZone);
        const day =
          ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'][local.dayOfWeek - 1] ?? '';
        const time = local.toPlainTime().toString();
        return (
          hours.daysOfWeek.includes(day) && time >= hours.startTime.slice(0, 8) && time < hours.endTime.slice(0, 8)
        );
      });
      for (const item of view.body.value as (Item & { showAs: string })[]) {
        if (item.showAs === 'free') continue;
        const first = Math.floor((Date.parse(`${item.start.dateTime.slice(0, 19)}Z`) - from) / slot);
        const last = Math.ceil((Date.parse(`${item.end.dateTime.slice(0, 19)}Z`) - from) / slot);
        for (let index = Math.max(0, first); index < last; index++) slots[index] = false;
      }
      free.set(person.id, slots);
    }
    const isFree = (index: number, ...ids: string[]): boolean =>
      ids.every((id) => [0, 1, 2].every((more) => free.get(id)?.[index + more] === true));
    let pairs = 0;
    let withTime = 0;
    for (const mentee of people.filter((person) => person.role === 'mentee')) {
      for (const mentor of people.filter((person) => person.role === 'mentor')) {
        const starts = Array.from({ length: 7 * 96 }, (_, index) => index);
        const works = starts.some((start) =>
          [0, 1, 2, 3, 4, 5].some((week) => isFree(start + week * 14 * 96, mentee.id, mentor.id)),
        );
        if (!works) continue;
        pairs++;
        if (
          starts.some((start) =>
            [0, 1, 2, 3, 4, 5].every((week) => isFree(start + week * 14 * 96, mentee.id, mentor.id)),
          )
        )
          withTime++;
      }
    }
    expect(pairs).toBeGreaterThan(100);
    expect(withTime / pairs).toBeGreaterThan(0.95);
  });
});

describe('the data folder', () => {
  it('keeps events, clock, chat, keys and certificate over a restart', async () => {
    const data = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
    const before = await sandboxWithClient({ data });
    await before.call('POST', '/control/clock', { body: { by: 'P40D' } });
    const booked = await before.graph('POST', `/users/${HEAD}/events`, series());
    const deleted = await before.graph('POST', `/users/${HEAD}/events`, series({ subject: 'Deleted' }));
    await before.graph('DELETE', `/users/${HEAD}/events/${String(deleted.body['id'])}`);
    const { settings, graphToken } = before;
    await before.stop();

    const after = await sandboxWithClient({ data, port: Number(new URL(before.sandbox.url).port) });
    expect(after.settings).toEqual(settings);
    const read = await after.call('GET', `/v1.0/users/${HEAD}/events/${String(booked.body['id'])}`, {
      headers: { authorization: `Bearer ${graphToken}`, prefer: 'IdType="ImmutableId"' },
    });
    expect(read).toMatchObject({ status: 200, body: { iCalUId: booked.body['iCalUId'] } });
    expect((await after.graph('GET', `/users/${HEAD}/events/${String(deleted.body['id'])}`)).status).toBe(404);
    expect((await after.call('GET', '/control/clock')).body['offsetMilliseconds']).toBeGreaterThan(39 * 86_400_000);
    await after.stop();
    rmSync(data, { recursive: true });
  });
});

describe('the clock', () => {
  it('moves forward and never back', async () => {
    const move = (body: Record<string, string>) => client.call('POST', '/control/clock', { body });
    expect((await move({ by: '-PT1H' })).status).toBe(400);
    expect((await move({ to: '2027-01-03T00:00:00Z' })).status).toBe(400);
    expect((await move({ to: 'tomorrow' })).status).toBe(400);
    expect((await move({ to: '2027-01-06T00:00:00Z' })).body['now']).toMatch(/^2027-01-06T00:00:0/);
  });
});

describe("the event's schema", () => {
  it("is the one that Microsoft's types make", async () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(await eventSchema());
  });
});
