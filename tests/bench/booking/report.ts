import { availableParallelism } from 'node:os';
import { number, printTable, time } from '../matching/format.ts';
import type { Booked } from './measure.ts';

/** Requests after which Outlook writes to people. */
const isMail = (template: string) =>
  /^(POST .*\/events|(PATCH|DELETE) .*\/events\/\{id\}|POST .*\/(cancel|accept|decline|tentativelyAccept))$/.test(
    template,
  );
/** What the governor grows to where the limit counts by mailbox, and the bookings the server works on at once for a tenant. */
const [mostAtOnce, bookingsAtOnce] = [64, 24];
/** Steps of a booking that wait for each other: two rounds of free times four at a time, look, post, read the meetings. */
const stepsOfOne = 5;

export function printBooked(found: Booked, latency: number): void {
  const { reading, pairings, seconds, calls, throttled, throttledAtFirst, requests, processor } = found;
  const second = calls / seconds;
  console.log(`\nThe limit of four at once counts ${reading === 'app' ? 'over the whole app' : 'by mailbox'}`);
  const mails = Object.entries(requests).reduce((sum, [name, count]) => sum + (isMail(name) ? count : 0), 0);
  const later = Object.values(throttled).reduce((sum, count) => sum + count, 0) - throttledAtFirst;
  const allowed = ceilings(found, latency);
  const lowest = Math.min(...allowed.map(([, ceiling]) => ceiling));
  printTable([
    ['series booked', `${number(found.booked)} of ${number(pairings)}`],
    ['time', time(seconds * 1_000)],
    ['calls a second', second.toFixed(1)],
    ...allowed.map(([name, ceiling]) => [`  ${name}`, ceiling.toFixed(1)]),
    ['  reached, of the lowest of these', (second / lowest).toFixed(2)],
    ['calls a series', (calls / pairings).toFixed(2)],
    ['calls that send mail, a series', (mails / pairings).toFixed(2)],
    ['most at once', number(found.highestAtOnce)],
    ['most at once to one mailbox', number(found.highestAtOneMailbox)],
    ['429s while the limits were learnt', number(throttledAtFirst)],
    ['429s after that', number(later)],
    ['requests before their time', number(found.early)],
    ...Object.entries(processor).map(([part, used]) => [`processor, ${part}`, time(used * 1_000)]),
  ]);
}

/** What nothing could be faster than, in calls a second. */
function ceilings(
  { reading, calls, pairings, seconds, processor }: Booked,
  latency: number,
): readonly (readonly [string, number])[] {
  const trip = latency / 1_000;
  if (reading === 'app') return [['four at once allow', 4 / trip]];
  const { server, database, tenant, others } = processor;
  const left = availableParallelism() - others / seconds;
  return [
    [`${mostAtOnce} at once allow`, mostAtOnce / trip],
    [
      `${bookingsAtOnce} bookings at once allow, step by step`,
      ((bookingsAtOnce / stepsOfOne) * (calls / pairings)) / trip,
    ],
    ['the processors allow, without what others had of them', (left * calls) / (server + database + tenant)],
    ['the one thread of the server allows', calls / server],
  ].filter((line): line is [string, number] => Number.isFinite(line[1]));
}

/** Whether every series stands once, and nobody came before their time. */
export const isSound = ({ booked, pairings, requests, early }: Booked): boolean =>
  booked === pairings && early === 0 && requests['POST /v1.0/users/{id}/events'] === pairings;
