import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import * as contract from '../../bot/http/contract/contract.ts';
import { connect } from '../../bot/storage/connection.ts';
import { startQueue } from '../../bot/storage/jobs.ts';
import { startProductProcess, type ProductProcess } from '../../infra/processes/product.ts';
import { largeOrganisation } from '../support/microsoft/organisation.ts';
import { holdProgramme } from '../support/product/hold-programme.ts';
import { fileOf } from '../support/product/people.ts';
import { startProduct, type Product } from '../support/product/product.ts';
import { programmeInput } from '../support/product/stages.ts';
import { scratchFolder } from '../support/scratch.ts';
import { until } from '../support/until.ts';

/** Servers killed in all: many by hand (`KILLS=32`), fewer where every minute counts. */
const kills = Number(process.env['KILLS'] ?? 5);
/** Milliseconds that a request is held at the place where its server is killed. */
const held = 4_000;
/** People whom the product asks about between two savings. */
const chunk = 100;

/** Managers, who are in no group; those of a group of two pages; those of a file. */
const [managers, members, fromFile] = [20, 1_050, 250];
const zones = ['Europe/London', 'Europe/Berlin', 'America/New_York'];
const addressOf = (index: number) => `person${index}@large.example`;
const managerOf = (index: number) =>
  index === 0 ? '' : addressOf(index < managers ? 0 : 1 + (index % (managers - 1)));
const zoneOf = (index: number) => zones[index % zones.length] ?? '';
const isMember = (index: number) => index >= managers && index < managers + members;
const everybody = Array.from({ length: managers + members + fromFile }, (_, index) => index);
const inFile = everybody.slice(managers + members);
const file = fileOf(inFile.map((index) => ({ userPrincipalName: addressOf(index), role: 'mentee' })));

let product: Product;
let logs: string;
let token: string;
let server: Promise<ProductProcess> | null = null;
beforeAll(async () => {
  const people = largeOrganisation(everybody.length, (index) => ({
    jobTitle: `Colleague ${index}`,
    timeZone: zoneOf(index),
    managerUserPrincipalName: managerOf(index),
    role: isMember(index) ? 'mentor' : '',
  }));
  product = await startProduct(undefined, undefined, { people });
  token = await product.token('lead@large.example');
  logs = await scratchFolder('import');
  await product.close();
}, 60_000);
afterAll(async () => {
  await (await server)?.child.stop();
  await product.stop();
  await rm(logs, { recursive: true, force: true });
});

function running(): Promise<ProductProcess> {
  const quiet = { logs, say: () => undefined, died: () => undefined };
  return (server ??= startProductProcess(quiet, { ...product.settings, PORT: '0', LOG_LEVEL: 'info' }));
}

/** Ends the server at once; its jobs are found to be nobody's, as when one starts whose database is its own. */
async function kill(): Promise<void> {
  await (await server)?.child.kill();
  server = null;
  const log = pino({ level: 'silent' });
  const { database } = connect(product.database.databaseUrl, () => undefined);
  const queue = await startQueue(product.database.databaseUrl, database, { log, isNewer: false });
  await queue.resumeAbandoned();
  await queue.stop();
  await database.destroy();
  // Nothing is shown by waiting for the next try.
  await rows(`update pgboss.job set start_after = now() where state = 'retry'`);
}

async function ask<T>(shape: z.ZodType<T>, method: string, path: string, body?: string): Promise<T> {
  const { address } = await running();
  const type = path.endsWith('/file') ? 'text/csv' : 'application/json';
  const response = await fetch(`${address}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return shape.parse(answer);
}

const rows = async (sql: string, values: unknown[] = []) => (await product.database.asAdmin(sql, values)).rows;
const count = async (from: string) => Number((await rows(`select count(*)::int as count from ${from}`))[0]?.['count']);

/** Requests that Graph answered or would have, by what they asked for. */
const Requests = z.object({ requests: z.record(z.string(), z.object({ count: z.int() })) });
const kinds = {
  page: 'GET /v1.0/groups/{id}/transitiveMembers/microsoft.graph.user',
  manager: 'GET /v1.0/users/{id}/manager',
  name: 'GET /v1.0/users/{id}',
  mailbox: 'GET /v1.0/users/{id}/mailboxSettings',
} as const;
type Asked = Record<keyof typeof kinds, number>;
async function asked(): Promise<Asked> {
  const { requests } = Requests.parse(await product.control('GET', '/requests'));
  const of = (kind: keyof typeof kinds) => requests[kinds[kind]]?.count ?? 0;
  return { page: of('page'), manager: of('manager'), name: of('name'), mailbox: of('mailbox') };
}

/** A place at which a server is held until it is killed. */
interface Place {
  readonly name: string;
  readonly source: 'file' | 'group';
  /** What may be asked again after a kill there. */
  readonly again: Partial<Asked>;
  readonly hold: () => Promise<{ isReached: () => Promise<boolean>; release: () => Promise<unknown> }>;
}

/** At a request to Graph, after half of those that are still to come. */
const atRequest = (path: string, toCome: () => Promise<number>) => async () => {
  const before = Math.floor((await toCome()) / 2);
  await product.control('DELETE', '/faults');
  if (before > 0) await product.fault({ path, delayMilliseconds: 1, times: before });
  await product.fault({ path, delayMilliseconds: held, then: 'instead' });
  return {
    isReached: async () => ((await product.control('GET', '/faults')) as { left: number }).left === 0,
    release: () => product.control('DELETE', '/faults'),
  };
};
/** Where a transaction waits for what another one holds: a programme, or people. */
const atLock = (what: () => Promise<string>) => async () => {
  const hold = await holdProgramme(product, await what());
  return { isReached: async () => (await hold.waiting()) === 1, release: () => hold.release() };
};

/** The one that was made last: ids of version 7 order by time. */
const programme = async () => String((await rows('select id from programme order by id desc limit 1'))[0]?.['id']);
const unread = (all: number) => async () => {
  const isIn = `participant t join person p on p.id = t.person_id where t.programme_id = '${await programme()}'`;
  return (await count(isIn)) > 0 ? count(`${isIn} and p.mailbox ->> 'state' = 'unread'`) : all;
};
const unasked = async () => ((await count('group_person')) > 0 ? count('group_person where not is_asked') : members);

const places: readonly Place[] = [
  { name: 'while a file comes in', source: 'file', again: {}, hold: atLock(programme) },
  {
    name: 'while people of a file are looked up',
    source: 'file',
    again: { name: chunk },
    hold: atRequest('/users/[^/]+$', unread(fromFile)),
  },
  {
    name: 'while their mailboxes are read',
    source: 'file',
    again: { name: chunk, mailbox: chunk },
    hold: atRequest('/mailboxSettings$', unread(fromFile)),
  },
  {
    name: 'while what they say is kept',
    source: 'file',
    again: { name: chunk, mailbox: chunk },
    hold: atLock(async () => 'people'),
  },
  {
    name: 'between two pages of a group',
    source: 'group',
    again: { page: 1 },
    hold: atRequest('/transitiveMembers/', async () => 2),
  },
  {
    name: 'while managers are asked for',
    source: 'group',
    again: { manager: chunk },
    hold: atRequest('/manager$', unasked),
  },
  { name: 'while a group comes in', source: 'group', again: {}, hold: atLock(programme) },
  {
    name: 'while mailboxes of a group are read',
    source: 'group',
    again: { name: chunk, mailbox: chunk },
    hold: atRequest('/mailboxSettings$', unread(members)),
  },
];

/** In each import every place once at most: whoever is killed at one and the same job again and again is to blame for it. */
const rounds = Array.from({ length: Math.ceil(kills / places.length) }, (_, round) =>
  Math.min(places.length, kills - round * places.length),
);
it.each(rounds)(
  'an import goes on where it was when its servers are killed, %i of them, and brings in everybody once',
  async (killed) => {
    const { id } = await ask(z.object({ id: z.string() }), 'POST', '/programmes', JSON.stringify(programmeInput()));
    const Groups = z.object({ groups: z.array(z.object({ groupId: z.string(), displayName: z.string() })) });
    const { groups } = await ask(Groups, 'GET', '/groups?search=volunteers');
    const path = `/programmes/${id}/people`;
    const start = {
      file: () => ask(contract.ImportRun, 'POST', `${path}/file`, file),
      group: () =>
        ask(
          contract.ImportRun,
          'POST',
          `${path}/group`,
          JSON.stringify({ groupId: groups[0]?.groupId, role: 'mentor' }),
        ),
    };
    const begun = async (source: string) =>
      (await count(`import where programme_id = '${id}' and source ->> 'kind' = '${source}'`)) > 0;
    await product.control('DELETE', '/requests');

    const turns = Array.from(
      { length: killed },
      (_, turn) => places[Math.floor(((turn + 0.5) * places.length) / killed)],
    );
    const mayBeAsked: Asked = {
      page: 2,
      manager: managers + members,
      name: fromFile + members,
      mailbox: fromFile + members,
    };
    const needed = { ...mayBeAsked };
    for (const source of ['file', 'group'] as const) {
      for (const place of turns.filter((one) => one?.source === source) as Place[]) {
        const hold = await place.hold();
        // One that is killed before it answered has it asked for again.
        const answered = (await begun(source)) ? running() : start[source]();
        const answer = answered.then(
          () => null,
          (error: unknown) => error,
        );
        await until(hold.isReached);
        await kill();
        await hold.release();
        await answer;
        for (const kind of Object.keys(needed) as (keyof Asked)[]) mayBeAsked[kind] += place.again[kind] ?? 0;
      }
      await ((await begun(source)) ? running() : start[source]());
      await until(async () => (await count(`import where state = 'reading'`)) === 0);
    }

    const Runs = z.object({ imports: z.array(contract.ImportRun) });
    const { imports } = await ask(Runs, 'GET', `/programmes/${id}/imports`);
    expect(imports).toMatchObject([
      { source: 'group', state: 'done', people: managers + members, toRead: members, read: members, failure: null },
      { source: 'file', state: 'done', people: fromFile, toRead: fromFile, read: fromFile, failure: null },
    ]);
    const objectIds = new Map((await product.tenant.people()).map((one) => [one.userPrincipalName, one.id]));
    const people = await rows(
      `select p.user_principal_name, p.entra_object_id, p.job_title, p.time_zone, p.mailbox ->> 'state' as mailbox,
         m.user_principal_name as manager, (select array_agg(t.role) from participant t where t.person_id = p.id and t.programme_id = $1) as roles
       from person p left join person m on m.id = p.manager_id order by substring(p.user_principal_name from '\\d+')::int`,
      [id],
    );
    expect(people).toEqual(
      everybody.map((index) => {
        const [isHere, isFromFile] = [isMember(index), index >= managers + members];
        return {
          user_principal_name: addressOf(index),
          entra_object_id: objectIds.get(addressOf(index)),
          job_title: isFromFile ? null : `Colleague ${index}`,
          time_zone: isHere || isFromFile ? zoneOf(index) : null,
          mailbox: isHere || isFromFile ? 'readable' : 'unread',
          manager: isFromFile || index === 0 ? null : managerOf(index),
          roles: isHere ? ['mentor'] : isFromFile ? ['mentee'] : null,
        };
      }),
    );
    const acts = await rows(
      `select kind from lead_act where kind like '%imported' and programme_id = $1 order by kind`,
      [id],
    );
    expect(acts).toEqual([{ kind: 'file-imported' }, { kind: 'group-imported' }]);
    expect(await count('group_person')).toBe(0);
    expect(await rows(`select name from pgboss.job where name = 'dead-letters' or state = 'failed'`)).toEqual([]);

    const requests = await asked();
    const beyond = (limit: Asked, sign: 1 | -1) =>
      Object.entries(limit).filter(([kind, many]) => sign * (requests[kind as keyof Asked] - many) > 0);
    expect({ requests, missing: beyond(needed, -1) }).toEqual({ requests, missing: [] });
    expect({ requests, tooMany: beyond(mayBeAsked, 1) }).toEqual({ requests, tooMany: [] });
    if (process.env['KILLS'] !== undefined) {
      const told = Object.entries(requests).map(
        ([kind, many]) => `${many} ${kind} of ${needed[kind as keyof Asked]} needed`,
      );
      process.stderr.write(`  ${killed} servers killed; asked of Graph: ${told.join(', ')}\n`);
    }
  },
  180_000,
);
