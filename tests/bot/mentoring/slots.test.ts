import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { occurrencesOf } from '../../../bot/mentoring/meeting/repeats.ts';
import { findSlot, type SlotSearch } from '../../../bot/mentoring/meeting/slots.ts';
import type { WorkingHours } from '../../../bot/mentoring/people/person.ts';

const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'Asia/Kathmandu'] as const;
const workers = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  start: fc.constantFrom('06:30', '08:00', '09:00'),
  end: fc.constantFrom('15:00', '17:30', '22:00'),
});
const from = Temporal.Instant.from('2027-02-20T00:00:00Z');
const busy = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 5_000 }), hours: fc.integer({ min: 1, max: 30 }) }).map((one) => ({
    start: from.add({ hours: one.after }),
    end: from.add({ hours: one.after + one.hours }),
  })),
  { maxLength: 60 },
);

describe('the slot of a series', () => {
  it('lies in both people’s working hours and touches nothing busy, across daylight saving', () => {
    fc.assert(
      fc.property(workers, workers, busy, busy, (mentee, mentor, menteeBusy, mentorBusy) => {
        const found = findSlot({
          mentee,
          mentor,
          menteeBusy,
          mentorBusy,
          busyKnownUntil: from.add({ hours: 24 * 400 }),
          notBefore: from,
          startsOn: Temporal.PlainDate.from('2027-03-01'),
          endsOn: Temporal.PlainDate.from('2027-06-30'),
          lengthMinutes: 45,
          meetings: 6,
          cadence: 'every-two-weeks',
        });
        if (!found.ok) return;
        const meetings = occurrencesOf(found.slot);
        expect(meetings).toHaveLength(6);
        for (const { start, end } of meetings) {
          for (const person of [mentee, mentor]) {
            const [first, last] = [start, end].map((at) => at.toZonedDateTimeISO(person.timeZone));
            expect(person.days).toContain(first?.dayOfWeek);
            expect((first?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? '') >= person.start).toBe(true);
            expect((last?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? '~') <= person.end).toBe(true);
          }
          for (const one of [...menteeBusy, ...mentorBusy]) {
            const isApart =
              Temporal.Instant.compare(one.end, start) <= 0 || Temporal.Instant.compare(end, one.start) <= 0;
            expect(isApart).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is none where nothing is known of the calendars', () => {
    const nine = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };
    const search = {
      mentee: nine,
      mentor: nine,
      menteeBusy: [],
      mentorBusy: [],
      notBefore: from,
      startsOn: Temporal.PlainDate.from('2027-03-01'),
      endsOn: Temporal.PlainDate.from('2027-06-30'),
      lengthMinutes: 45,
      meetings: 6,
      cadence: 'every-two-weeks' as const,
    };
    expect(findSlot({ ...search, busyKnownUntil: from })).toEqual({ ok: false, reason: 'no-common-slot' });
    expect(findSlot({ ...search, busyKnownUntil: from.add({ hours: 5_000 }) }).ok).toBe(true);
  });
});

/** What a clock on the wall of a zone shows; remembered, as the same quarters of an hour are looked at again and again. */
const walls = new Map<string, { readonly date: string; readonly weekday: number; readonly clock: string }>();
function wall(timeZone: string, at: number) {
  const key = `${timeZone} ${at}`;
  const known = walls.get(key);
  if (known) return known;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const shown = {
    date: local.toPlainDate().toString(),
    weekday: local.dayOfWeek,
    clock: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
  walls.set(key, shown);
  return shown;
}

/** Whether a stretch lies in somebody’s working hours by their own clock. */
function isWorkingTime({ days, start, end, timeZone }: WorkingHours, from: number, to: number): boolean {
  const [first, last] = [wall(timeZone, from), wall(timeZone, to)];
  return first.date === last.date && days.includes(first.weekday) && first.clock >= start && last.clock <= end;
}

const quarter = 15 * 60_000;
/**
 * Every start of a series that is possible, found by trying each quarter of an hour. Quarters are the same in all these
 * zones, since each is a whole number of them away from UTC.
 */
function bruteForce(search: SlotSearch): readonly Temporal.ZonedDateTime[] {
  const { mentee, mentor, lengthMinutes, meetings, cadence, startsOn, endsOn } = search;
  const busyTimes = [...search.menteeBusy, ...search.mentorBusy].map(
    (one) => [one.start.epochMilliseconds, one.end.epochMilliseconds] as const,
  );
  const isPossible = (from: number): boolean => {
    const to = from + lengthMinutes * 60_000;
    return (
      from >= search.notBefore.epochMilliseconds &&
      to <= search.busyKnownUntil.epochMilliseconds &&
      busyTimes.every(([begins, ends]) => ends <= from || to <= begins) &&
      wall(mentee.timeZone, from).date <= endsOn.toString() &&
      [mentee, mentor].every((hours) => isWorkingTime(hours, from, to))
    );
  };
  const found: Temporal.ZonedDateTime[] = [];
  const [begin, end] = [startsOn, endsOn.add({ days: 1 })].map(
    (day) => day.toZonedDateTime(mentee.timeZone).epochMilliseconds,
  );
  for (let at = begin ?? 0; at < (end ?? 0); at += quarter) {
    if (!isPossible(at)) continue;
    const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(mentee.timeZone);
    const others = Array.from({ length: meetings - 1 }, (_, index) =>
      start.add({ weeks: (index + 1) * (cadence === 'weekly' ? 1 : 2) }),
    );
    if (others.every((meeting) => isPossible(meeting.epochMilliseconds))) found.push(start);
  }
  return found;
}

/** Few working hours and much that is busy, so that there is often little to find and often nothing. */
const fewHours = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 5 }),
  start: fc.constantFrom('07:10', '08:00', '09:05'),
  end: fc.constantFrom('12:30', '17:00', '19:20'),
});
/** Over the changes of clocks in New York on 14 March and in London on 28 March. */
const shortPeriod = Temporal.PlainDate.from('2027-03-11');
const isShortlyAfter = (days: number) =>
  shortPeriod
    .toZonedDateTime('UTC')
    .toInstant()
    .add({ hours: 24 * days });
const muchBusy = fc.array(
  fc
    .record({ after: fc.integer({ min: 0, max: 24 * 25 * 4 }), quarters: fc.integer({ min: 1, max: 120 }) })
    .map((one) => ({
      start: isShortlyAfter(0).add({ minutes: one.after * 15 }),
      end: isShortlyAfter(0).add({ minutes: (one.after + one.quarters) * 15 }),
    })),
  { maxLength: 15 },
);
const searches: fc.Arbitrary<SlotSearch> = fc.record({
  mentee: fewHours,
  mentor: fewHours,
  menteeBusy: muchBusy,
  mentorBusy: muchBusy,
  busyKnownUntil: fc.constantFrom(8, 18, 40).map(isShortlyAfter),
  notBefore: fc.constantFrom(-48, 10, 55).map((hours) => isShortlyAfter(0).add({ hours })),
  startsOn: fc.constant(shortPeriod),
  endsOn: fc.constantFrom(9, 16, 22).map((days) => shortPeriod.add({ days })),
  lengthMinutes: fc.constantFrom(30, 45, 60),
  meetings: fc.constantFrom(1, 2),
  cadence: fc.constantFrom('weekly', 'every-two-weeks'),
});

describe('the search for a slot', () => {
  it('finds one in the earliest week that has any, and says there is none only where there is none', () => {
    const answers = new Set<string>();
    fc.assert(
      fc.property(searches, (search) => {
        const found = findSlot(search);
        const possible = bruteForce(search);
        answers.add(found.ok ? 'found' : found.reason);
        expect(found.ok).toBe(possible.length > 0);
        if (!found.ok) return;
        expect(possible.map(String)).toContain(String(found.slot.start));
        const today = search.notBefore.toZonedDateTimeISO(search.mentee.timeZone).toPlainDate();
        const opens = Temporal.PlainDate.compare(today, shortPeriod) > 0 ? today : shortPeriod;
        const weekOf = (start: Temporal.ZonedDateTime) => Math.floor(opens.until(start.toPlainDate()).days / 7);
        expect(weekOf(found.slot.start)).toBe(Math.min(...possible.map(weekOf)));
      }),
      { numRuns: 50 },
    );
    expect(answers).toContain('found');
    expect(answers).toContain('no-common-slot');
  });

  it('finds the one gap that is left, as long as the meeting to the minute, from edge to edge of a working day', () => {
    const working = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5, 6, 7], start: '09:00', end: '17:00' };
    const gaps = fc.record({
      day: fc.nat(13),
      quarter: fc.oneof(fc.constantFrom(0, 29), fc.nat(29)),
      isMentorBusy: fc.boolean(),
    });
    fc.assert(
      fc.property(gaps, ({ day, quarter: quarters, isMentorBusy }) => {
        const start = shortPeriod.add({ days: day }).toZonedDateTime({ timeZone: 'Europe/London', plainTime: '09:00' });
        const gap = start.add({ minutes: quarters * 15 }).toInstant();
        const before = { start: isShortlyAfter(-1), end: gap };
        const after = { start: gap.add({ minutes: 45 }), end: isShortlyAfter(30) };
        const found = findSlot({
          mentee: working,
          mentor: working,
          menteeBusy: isMentorBusy ? [before] : [before, after],
          mentorBusy: isMentorBusy ? [after] : [],
          busyKnownUntil: isShortlyAfter(40),
          notBefore: isShortlyAfter(0),
          startsOn: shortPeriod,
          endsOn: shortPeriod.add({ days: 13 }),
          lengthMinutes: 45,
          meetings: 1,
          cadence: 'weekly',
        });
        expect(found.ok && String(found.slot.start.toInstant())).toBe(String(gap));
      }),
      { numRuns: 40 },
    );
  });

  it('says that the programme is over only when its meetings no longer fit between now and its last day', () => {
    const hours = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5, 6, 7], start: '09:00', end: '17:00' };
    const search = {
      mentee: hours,
      mentor: hours,
      menteeBusy: [],
      mentorBusy: [],
      busyKnownUntil: isShortlyAfter(400),
      startsOn: shortPeriod,
      endsOn: shortPeriod.add({ days: 20 }),
      lengthMinutes: 45,
      meetings: 3,
      cadence: 'weekly' as const,
    };
    // Three weekly meetings begin on the seventh day at the latest.
    expect(findSlot({ ...search, notBefore: isShortlyAfter(6) }).ok).toBe(true);
    expect(findSlot({ ...search, notBefore: isShortlyAfter(7) })).toEqual({ ok: false, reason: 'programme-over' });
  });

  it('prefers the middle of the week and of the day when nothing is in the way', () => {
    const hours = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };
    const found = findSlot({
      mentee: hours,
      mentor: { ...hours, end: '15:00' },
      menteeBusy: [],
      mentorBusy: [],
      busyKnownUntil: isShortlyAfter(400),
      notBefore: isShortlyAfter(0),
      startsOn: shortPeriod,
      endsOn: shortPeriod.add({ days: 60 }),
      lengthMinutes: 45,
      meetings: 2,
      cadence: 'weekly',
    });
    const start = found.ok ? found.slot.start : null;
    expect(start?.dayOfWeek).toBe(3);
    expect([12, 13]).toContain(start?.hour);
  });
});
