import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Busy } from '../../mentoring/meeting/calendar.ts';
import type { Interval } from '../../mentoring/meeting/interval.ts';
import type { MailboxAddress } from '../../mentoring/meeting/meeting.ts';
import { GraphRefusal, type Graph } from './client.ts';
import { meaningOf } from './errors.ts';

/** getSchedule takes this many days and mailboxes at once; more may fail. */
const mostDays = 31;
const mostMailboxes = 20;
/** The grid of the answer; no window may be shorter. */
const gridMinutes = 15;

const Time = z.object({ dateTime: z.string(), timeZone: z.string() });
const Answer = z.object({
  value: z.array(
    z.object({
      scheduleId: z.string(),
      error: z.object({ responseCode: z.string().nullish(), message: z.string().nullish() }).nullish(),
      scheduleItems: z.array(z.object({ status: z.string(), start: Time, end: Time })).nullish(),
    }),
  ),
});

/** Of Outlook's states only these leave room for a meeting; what is unknown does not. */
const free = new Set(['free', 'workingElsewhere']);

/** When people are busy, by object id: windows of a month, joined. A schedule that fails anywhere is not known. */
export async function readBusy(
  graph: Graph,
  tenantId: string,
  people: readonly MailboxAddress[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<ReadonlyMap<string, Busy>> {
  const result = new Map<string, Busy>();
  for (let start = 0; start < people.length; start += mostMailboxes) {
    const some = people.slice(start, start + mostMailboxes);
    const windows = await Promise.all(
      windowsOf(from, to).map(([first, last]) => readWindow(graph, tenantId, some, first, last)),
    );
    for (const person of some) {
      const parts = windows.map((window): Busy => window.get(person.userPrincipalName) ?? unreadable);
      const failed = parts.find((part) => !part.ok);
      const intervals = parts.flatMap((part) => (part.ok ? part.intervals : []));
      result.set(person.entraObjectId, failed ?? { ok: true, intervals });
    }
  }
  return result;
}

const unreadable: Busy = { ok: false, reason: 'unreadable' };

function windowsOf(from: Temporal.Instant, to: Temporal.Instant): [Temporal.Instant, Temporal.Instant][] {
  const windows: [Temporal.Instant, Temporal.Instant][] = [];
  for (let start = from; Temporal.Instant.compare(start, to) < 0;) {
    const month = start.add({ hours: mostDays * 24 });
    const last = start.add({ minutes: gridMinutes });
    const wanted = Temporal.Instant.compare(to, last) < 0 ? last : to;
    const end = Temporal.Instant.compare(month, wanted) < 0 ? month : wanted;
    windows.push([start, end]);
    start = end;
  }
  return windows;
}

/**
 * One window of some people. It is asked for through the first of them; where their mailbox refuses, only they are not
 * known, and the others are asked for through the next.
 */
async function readWindow(
  graph: Graph,
  tenantId: string,
  people: readonly MailboxAddress[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<ReadonlyMap<string, Busy>> {
  const [asker, ...others] = people;
  if (!asker) return new Map();
  try {
    return await askThrough(graph, tenantId, asker, people, from, to);
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    const rest = await readWindow(graph, tenantId, others, from, to);
    return new Map([...rest, [asker.userPrincipalName, { ok: false, reason: problem(error.code) }]]);
  }
}

async function askThrough(
  graph: Graph,
  tenantId: string,
  asker: MailboxAddress,
  people: readonly MailboxAddress[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<ReadonlyMap<string, Busy>> {
  const utc = (at: Temporal.Instant) => ({
    dateTime: at.toString({ smallestUnit: 'second' }).replace(/Z$/, ''),
    timeZone: 'UTC',
  });
  const answer = Answer.parse(
    await graph({
      tenantId,
      method: 'POST',
      path: `/users/${asker.entraObjectId}/calendar/getSchedule`,
      mailbox: asker.entraObjectId,
      headers: { Prefer: 'outlook.timezone="UTC"' },
      body: {
        schedules: people.map((person) => person.userPrincipalName),
        startTime: utc(from),
        endTime: utc(to),
        availabilityViewInterval: gridMinutes,
      },
    }),
  );
  return new Map(
    answer.value.map(({ scheduleId, error, scheduleItems }) => [
      scheduleId.toLowerCase(),
      error || !scheduleItems ? { ok: false, reason: problem(error?.responseCode ?? '') } : busyOf(scheduleItems),
    ]),
  );
}

function problem(code: string): 'no-mailbox' | 'access-denied' | 'unreadable' {
  // getSchedule answers 200: there is no status that says more.
  const meaning = meaningOf(200, code);
  return meaning === 'no-mailbox' || meaning === 'access-denied' ? meaning : 'unreadable';
}

function busyOf(items: readonly { status: string; start: z.infer<typeof Time>; end: z.infer<typeof Time> }[]): Busy {
  const intervals: Interval[] = [];
  for (const { status, start, end } of items) {
    if (free.has(status)) continue;
    // Asked for in UTC; another zone in the answer is read as what it says, never as if it were UTC.
    if (start.timeZone !== 'UTC' || end.timeZone !== 'UTC') return unreadable;
    const at = (time: string) => Temporal.Instant.from(`${time.replace(/Z$/, '')}Z`);
    intervals.push({ start: at(start.dateTime), end: at(end.dateTime) });
  }
  return { ok: true, intervals };
}
