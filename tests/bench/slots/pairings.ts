import { Temporal } from 'temporal-polyfill';
import { present } from '../../../bot/mentoring/outcome.ts';
import type { Interval } from '../../../bot/mentoring/meeting/interval.ts';
import type { SlotSearch } from '../../../bot/mentoring/meeting/slots.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';
import { seededRandom } from '../../../infra/sandbox/random.ts';

/** A programme of 26 weekly meetings, with three weeks in which to begin; clocks change in it on four days. */
export const programme = {
  startsOn: Temporal.PlainDate.from('2027-01-11'),
  endsOn: Temporal.PlainDate.from('2027-07-25'),
  meetings: 26,
  cadence: 'weekly',
  lengthMinutes: 45,
} as const;
const weeks = 28;

/** Where pairings live: the zones of mentee and mentor, and their share. */
const places = [
  { share: 45, zones: ['Europe/London', 'Europe/London'] },
  { share: 15, zones: ['Europe/Berlin', 'Europe/Berlin'] },
  { share: 10, zones: ['America/New_York', 'America/New_York'] },
  { share: 10, zones: ['Europe/London', 'Europe/Berlin'] },
  { share: 8, zones: ['Europe/London', 'America/New_York'] },
  { share: 5, zones: ['Asia/Kolkata', 'Europe/London'] },
  { share: 4, zones: ['America/New_York', 'America/Los_Angeles'] },
  { share: 3, zones: ['Australia/Sydney', 'Asia/Singapore'] },
] as const;
const workingTimes = [
  { share: 55, start: '09:00', end: '17:00' },
  { share: 25, start: '08:00', end: '16:30' },
  { share: 20, start: '09:30', end: '18:00' },
] as const;
const workingDays = [
  { share: 90, days: [1, 2, 3, 4, 5] },
  { share: 10, days: [1, 2, 3, 4] },
] as const;
/** How full a calendar is. Leaders meet more. */
const fullness = {
  mentee: { weekly: [8, 15], everyTwoWeeks: [2, 6], oneOffs: 9 },
  mentor: { weekly: [4, 9], everyTwoWeeks: [1, 4], oneOffs: 4 },
} as const;
/** Of its recurring events somebody's calendar has this share cancelled or moved elsewhere. */
const skipped = 0.08;
/** Weeks after which a calendar has a third of the one-off meetings that the next week has. */
const fading = 6;
/** Days off for everybody. */
const holidays = ['2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31'];

/** The pairings, one after another; the same seed gives the same ones. */
export function* pairings(count: number, seed: number): Generator<SlotSearch> {
  const random = seededRandom(`calendars ${seed}`);
  const from = programme.startsOn.toZonedDateTime('UTC').toInstant();
  for (let index = 0; index < count; index += 1) {
    const { zones } = drawn(random, places);
    const [mentee, mentor] = [worker(random, zones[0]), worker(random, zones[1])];
    yield {
      ...programme,
      mentee,
      mentor,
      menteeBusy: calendar(random, mentee, fullness.mentee),
      mentorBusy: calendar(random, mentor, fullness.mentor),
      busyKnownUntil: from.add({ hours: 24 * 7 * (weeks + 1) }),
      notBefore: from.subtract({ hours: 24 * 7 }),
      blackouts: [],
    };
  }
}

function drawn<One extends { readonly share: number }>(random: () => number, from: readonly One[]): One {
  let left = random() * from.reduce((sum, { share }) => sum + share, 0);
  return present(from.find(({ share }) => (left -= share) < 0) ?? from[0], 'anything to draw from');
}

function worker(random: () => number, timeZone: string): WorkingHours {
  const { start, end } = drawn(random, workingTimes);
  return { timeZone, start, end, days: drawn(random, workingDays).days };
}

type Fullness = (typeof fullness)[keyof typeof fullness];

/** Somebody's busy times over the whole programme: recurring events, one-offs, lunch of some, days off and holidays. */
function calendar(random: () => number, hours: WorkingHours, { weekly, everyTwoWeeks, oneOffs }: Fullness): Interval[] {
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const [opens, closes] = [hours.start, hours.end].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  const busy: Interval[] = [];
  const midnights = midnightsIn(hours.timeZone);
  const add = (day: number, minute: number, minutes: number) => {
    const start = (midnights[day] ?? 0) + minute * 60_000;
    busy.push({ start: instant(start), end: instant(start + minutes * 60_000) });
  };
  /** A time of the day, mostly on the hour or half hour. */
  const anyTime = () => {
    const step = random() < 0.85 ? 30 : 15;
    return (opens ?? 0) + step * between(0, Math.floor(((closes ?? 0) - (opens ?? 0) - 30) / step));
  };
  const anyLength = () => drawn(random, lengths).minutes;
  const anyDay = () => (hours.days[between(0, hours.days.length - 1)] ?? 1) - 1;

  for (const [many, every] of [
    [between(weekly[0], weekly[1]), 1],
    [between(everyTwoWeeks[0], everyTwoWeeks[1]), 2],
  ] as const) {
    for (let event = 0; event < many; event += 1) {
      const [day, minute, minutes, first] = [anyDay(), anyTime(), anyLength(), between(0, every - 1)];
      for (let week = first; week < weeks; week += every) {
        if (random() >= skipped) add(week * 7 + day, minute, minutes);
      }
    }
  }
  for (let week = 0; week < weeks; week += 1) {
    const many = Math.round(oneOffs * Math.max(0.15, 3 ** (-week / fading)) * (0.5 + random()));
    for (let event = 0; event < many; event += 1) add(week * 7 + anyDay(), anyTime(), anyLength());
  }
  if (random() < 0.25) for (let day = 0; day < weeks * 7; day += 1) add(day, 12 * 60, 60);
  for (const date of holidays) add(programme.startsOn.until(date).days, 0, 24 * 60);
  // A week of holidays or two, and a few single days away.
  for (let holiday = between(1, 2); holiday > 0; holiday -= 1) add(between(0, weeks - 1) * 7, 0, 7 * 24 * 60);
  for (let away = between(0, 5); away > 0; away -= 1) add(between(0, weeks * 7 - 1), 0, 24 * 60);
  return busy;
}

const lengths = [
  { share: 45, minutes: 30 },
  { share: 15, minutes: 45 },
  { share: 30, minutes: 60 },
  { share: 10, minutes: 120 },
] as const;

const instant = (milliseconds: number) => Temporal.Instant.fromEpochMilliseconds(milliseconds);
const known = new Map<string, readonly number[]>();
/** When each day of the programme begins in a zone, in milliseconds. */
function midnightsIn(timeZone: string): readonly number[] {
  const there =
    known.get(timeZone) ??
    Array.from(
      { length: weeks * 7 },
      (_, day) => programme.startsOn.add({ days: day }).toZonedDateTime(timeZone).epochMilliseconds,
    );
  known.set(timeZone, there);
  return there;
}
