import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import * as contract from '../../bot/http/contract/contract.ts';
import { startProductProcess, type ProductProcess } from '../../infra/processes/product.ts';
import type { Fault } from '../support/fault.ts';
import { couples } from '../support/product/people.ts';
import { startProduct, type Product } from '../support/product/product.ts';
import { programmeAt, type Cast, type Couple } from '../support/product/stages.ts';
import { scratchFolder } from '../support/scratch.ts';
import { until } from '../support/until.ts';

/** Servers killed in all, two at a time: a hundred by hand (`KILLS=100`), fewer where every minute counts. */
const kills = Number(process.env['KILLS'] ?? 6);
/** Milliseconds that a request is held at the place where its server is killed. */
const held = 4_000;

let product: Product;
let cast: Cast;
let logs: string;
let servers: ProductProcess[] = [];
beforeAll(async () => {
  product = await startProduct();
  logs = await scratchFolder('booking');
  cast = await programmeAt(product, 'published', { couples, programme: { meetings: 4, endsOn: '2027-07-30' } });
  await product.close();
  await startServers();
}, 120_000);
afterAll(async () => {
  for (const { child } of servers) await child.stop();
  await product.stop();
  await rm(logs, { recursive: true, force: true });
});

/** Two servers on one database, which work off the same queue. */
async function startServers(): Promise<void> {
  const quiet = { logs, say: () => undefined, died: () => undefined };
  const settings = { ...product.settings, PORT: '0', LOG_LEVEL: 'info' };
  servers = await Promise.all([startProductProcess(quiet, settings), startProductProcess(quiet, settings)]);
}

async function ask(person: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${servers[0]?.address ?? ''}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${await product.token(person)}`, 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

async function seenBy(person: string, { pairingId }: Couple): Promise<contract.MyPairing> {
  const { pairings } = contract.MyPairings.parse(await ask(person, 'GET', '/my/pairings'));
  const found = pairings.find(({ id }) => id === pairingId);
  if (!found) throw new Error('the pairing is not seen');
  return found;
}

async function agree({ mentee, mentor, pairingId }: Couple): Promise<void> {
  for (const person of [mentee, mentor]) {
    await ask(person, 'POST', `/my/pairings/${pairingId}/answer`, { answer: 'accept' });
  }
  for (const person of [mentee, mentor]) await ask(person, 'POST', `/my/pairings/${pairingId}/sign`);
}

/** The last meeting that stands, and a time to which it can be moved. */
async function lastMeeting(couple: Couple): Promise<{ id: string; startsAt: string }> {
  const { meetings } = await seenBy(couple.mentee, couple);
  const last = meetings.findLast(({ state }) => state === 'planned');
  if (!last) throw new Error('no meeting stands');
  const { times } = contract.MeetingTimes.parse(await ask(couple.mentee, 'GET', `/my/meetings/${last.id}/times`));
  return { id: last.id, startsAt: times[0] ?? '' };
}

async function move(couple: Couple): Promise<void> {
  const { id, startsAt } = await lastMeeting(couple);
  await ask(couple.mentee, 'POST', `/my/meetings/${id}/move`, { startsAt });
}
async function cancelOne(couple: Couple): Promise<void> {
  const { id } = await lastMeeting(couple);
  await ask(couple.mentor, 'POST', `/my/meetings/${id}/cancel`, { isOfferedAgain: true });
}
async function change(couple: Couple): Promise<void> {
  const path = `/my/pairings/${couple.pairingId}/series`;
  const { series } = await seenBy(couple.mentee, couple);
  const wish = { lengthMinutes: series?.lengthMinutes === 30 ? 45 : 30 };
  const { options } = contract.Times.parse(await ask(couple.mentee, 'POST', `${path}/times`, wish));
  const start = Temporal.ZonedDateTime.from(options.at(-1)?.start ?? '')
    .toInstant()
    .toString();
  await ask(couple.mentee, 'POST', path, { ...wish, start });
}
const pause = (couple: Couple) => ask(couple.mentor, 'POST', `/my/pairings/${couple.pairingId}/pause`, { until: null });
const resume = (couple: Couple) => ask(couple.mentor, 'POST', `/my/pairings/${couple.pairingId}/resume`);
const before = (method: string, path: string): Fault => ({ method, path, delayMilliseconds: held, then: 'instead' });
const after = (method: string, path: string): Fault => ({ method, path, holdMilliseconds: held });

interface Step {
  readonly name: string;
  readonly fault: Fault;
  readonly act: (couple: Couple) => Promise<unknown>;
}

/** Every place of a first booking at which it can be cut off. */
const bookings: readonly Step[] = [
  { name: 'while calendars are read', fault: before('POST', 'getSchedule$'), act: agree },
  { name: 'before Outlook takes the series', fault: before('POST', '/events$'), act: agree },
  { name: 'after Outlook took the series', fault: after('POST', '/events$'), act: agree },
  { name: 'while its meetings are read', fault: after('GET', '/instances$'), act: agree },
  { name: 'while the copy is looked for', fault: after('GET', '/events$'), act: agree },
];
/** And every place of what is done with it later. */
const changes: readonly Step[] = [
  { name: 'before a meeting is moved', fault: before('PATCH', '/events/'), act: move },
  { name: 'after a meeting was moved', fault: after('PATCH', '/events/'), act: move },
  { name: 'before a meeting is cancelled', fault: before('POST', '/cancel$'), act: cancelOne },
  { name: 'after a meeting was cancelled', fault: after('POST', '/cancel$'), act: cancelOne },
  { name: 'after Outlook took the meeting that makes up for it', fault: after('POST', '/events$'), act: cancelOne },
  { name: 'after Outlook took the changed series', fault: after('POST', '/events$'), act: change },
  { name: 'while the old series is taken back', fault: after('POST', '/cancel$'), act: change },
  { name: 'while a pause takes meetings back', fault: before('POST', '/cancel$'), act: pause },
];

/** Waits until nothing is being done with a couple's meetings; those put aside for good would be a loss. */
async function settled(couple?: Couple): Promise<void> {
  await until(async () => {
    const { rows } = await product.database.asAdmin(
      `select count(*)::int as open from series s left join meeting m on m.series_id = s.id
       left join booking b on b.series_id = s.id
       where ($1::uuid is null or s.pairing_id = $1) and (s.state in ('planned', 'booking', 'booked', 'changing', 'ending')
         or m.meeting_order is not null or m.state = 'open' and s.state <> 'paused'
         or b.state in ('making', 'removing'))`,
      [couple?.pairingId ?? null],
    );
    return rows[0]?.['open'] === 0;
  }, 120_000);
}

const stateOf = async ({ pairingId }: Couple): Promise<string | null> => {
  const { rows } = await product.database.asAdmin('select state from series where pairing_id = $1', [pairingId]);
  return rows[0] ? String(rows[0]['state']) : null;
};

/** What stands in somebody's calendar of a couple's meetings, whoever called them: start and end of each. */
async function inCalendar(person: string, { mentee, mentor }: Couple): Promise<readonly string[]> {
  const [from, to] = [Temporal.Instant.from('2027-02-01T00:00Z'), Temporal.Instant.from('2027-09-01T00:00Z')];
  const events = (await product.tenant.calendar(await product.objectId(person), from, to)) ?? [];
  return events
    .filter(({ subject, organizer, attendees }) => {
      const those = new Set([organizer, ...attendees]);
      return subject.startsWith('Mentoring:') && those.has(mentee) && those.has(mentor);
    })
    .map(({ startsAt, endsAt }) => `${startsAt} ${endsAt}`)
    .toSorted();
}

/** One series a pairing, in both calendars as it is seen here, and no job that was put aside. */
async function allIsWell(all: readonly Couple[]): Promise<void> {
  for (const couple of all) {
    const { meetings, series } = await seenBy(couple.mentor, couple);
    const planned = meetings.filter(({ state }) => state === 'planned');
    const times = planned.map(({ startsAt, endsAt }) => `${startsAt} ${endsAt}`).toSorted();
    expect({ state: series?.state, meetings: planned.length }).toEqual(
      series?.state === 'paused' ? { state: 'paused', meetings: 0 } : { state: 'verified', meetings: 4 },
    );
    for (const person of [couple.mentee, couple.mentor]) expect(await inCalendar(person, couple)).toEqual(times);
  }
  const { rows: lost } = await product.database.asAdmin(
    `select name, data, output from pgboss.job where name = 'dead-letters' or state = 'failed'`,
  );
  expect(lost).toEqual([]);
}

describe('two servers on one database, killed at every step', () => {
  it(
    'end with one series a pairing, in both calendars, and nothing is lost or twice',
    async () => {
      const waiting = [...cast.couples];
      const booked: Couple[] = [];
      const done = new Map<string, number>();
      for (let killed = 0, turn = 0; killed < kills; turn += 1) {
        const isFirst = waiting.length > 0 && (turn < bookings.length || turn % 3 === 0);
        const couple = (isFirst ? waiting.shift() : booked.shift()) as Couple;
        const step = isFirst ? bookings[booked.length % bookings.length] : changes[turn % changes.length];
        if (!step) throw new Error('there is no such step');
        if (!isFirst) {
          await settled(couple);
          if ((await stateOf(couple)) === 'paused') {
            await resume(couple);
            await until(async () => (await stateOf(couple)) === 'verified', 60_000);
          }
        }
        await product.control('DELETE', '/faults');
        await product.fault(step.fault);
        await step.act(couple);
        await until(async () => ((await product.control('GET', '/faults')) as { left: number }).left === 0, 60_000);
        await Promise.all(servers.map(({ child }) => child.kill()));
        killed += servers.length;
        done.set(step.name, (done.get(step.name) ?? 0) + servers.length);
        await startServers();
        booked.push(couple);
      }
      await product.control('DELETE', '/faults');
      for (const couple of waiting) await agree(couple);
      await settled();

      await allIsWell(cast.couples);
      if (process.env['KILLS'] !== undefined) {
        process.stderr.write(`${[...done].map(([name, count]) => `  ${count} servers killed ${name}`).join('\n')}\n`);
      }
    },
    60_000 + kills * 15_000,
  );
});

describe('two servers on one database, in a storm', () => {
  it('end with one series a pairing too, within the limits', async () => {
    const others = couples.map(({ mentee }, index) => ({ mentee, mentor: couples.at(index - 1)?.mentor ?? '' }));
    await product.restart();
    const second = await programmeAt(product, 'published', {
      couples: others.slice(0, 5),
      programme: { name: 'Autumn', meetings: 4, endsOn: '2027-08-30' },
    });
    await product.close();
    await product.control('DELETE', '/requests');
    await product.control('PUT', '/limits', { missingLinkEvery: 2, latencyMilliseconds: 20 });
    const storm: readonly Fault[] = [
      { path: 'getSchedule$', status: 503, times: 3 },
      { path: 'getSchedule$', status: 429, retryAfterSeconds: 1, times: 3 },
      { method: 'POST', path: '/events$', status: 429, retryAfterSeconds: 1, times: 3 },
      { method: 'POST', path: '/events$', status: 504, then: 'after', times: 2 },
      { method: 'POST', path: '/events$', then: 'after', times: 2 },
      { method: 'GET', path: '/instances$', status: 429, times: 3 },
      { method: 'GET', path: '/instances$', status: 503, retryAfterSeconds: 1, times: 2 },
      { method: 'GET', path: '/events', status: 401, code: 'InvalidAuthenticationToken', times: 4 },
      { method: 'GET', path: '/events$', status: 502, times: 2 },
    ];
    for (const fault of storm) await product.fault(fault);
    await Promise.all(second.couples.map(agree));
    await settled();
    await allIsWell(second.couples);
    const requests = (await product.control('GET', '/requests')) as {
      early: number;
      highestConcurrency: Record<string, number>;
    };
    // What was on its way to a mailbox when another was told to wait still arrives: at most three of them each time.
    const told = storm.reduce((sum, { status, times }) => sum + (status === 429 ? (times ?? 1) : 0), 0);
    expect(requests.early).toBeLessThanOrEqual(3 * told);
    expect(Math.max(...Object.values(requests.highestConcurrency))).toBeLessThanOrEqual(4);
  }, 240_000);
});
