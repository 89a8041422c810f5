import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { occurrencesOf } from '../../../bot/mentoring/meeting/repeats.ts';
import type { SlotOption } from '../../../bot/mentoring/meeting/meeting.ts';
import { findSlots, type SlotSearch } from '../../../bot/mentoring/meeting/slots.ts';
import { searches } from '../../support/slots/calendars.ts';
import { meetingLine, plainSearch } from '../../support/slots/plain-search.ts';
import { runs } from '../../support/runs.ts';

const at = (text: string) => Temporal.Instant.from(text);
const london = { timeZone: 'Europe/London', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };
/** Six weekly meetings in the spring of 2027, two people in London with nothing in their calendars. */
const quiet: SlotSearch = {
  mentee: london,
  mentor: london,
  menteeBusy: [],
  mentorBusy: [],
  busyKnownUntil: at('2028-01-01T00:00:00Z'),
  notBefore: at('2027-02-20T00:00:00Z'),
  blackouts: [],
  startsOn: Temporal.PlainDate.from('2027-03-01'),
  endsOn: Temporal.PlainDate.from('2027-04-30'),
  lengthMinutes: 45,
  meetings: 6,
  cadence: 'weekly',
};

function optionsOf(search: SlotSearch): readonly SlotOption[] {
  const found = findSlots(search);
  return found.ok ? found.options : [];
}
const linesOf = ({ slot, meetings }: SlotOption, lengthMinutes: number): string =>
  [
    slot.start.toString(),
    ...meetings.map((one) =>
      meetingLine(
        one.state,
        one.start.epochMilliseconds,
        lengthMinutes,
        one.state === 'moved' ? one.from.epochMilliseconds : undefined,
      ),
    ),
  ].join('\n');
const clockOf = (option: SlotOption | undefined) => {
  const start = option?.slot.start;
  return start && `${start.dayOfWeek} ${start.toPlainTime().toString({ smallestUnit: 'minute' })}`;
};

describe('the search for a slot', () => {
  it('finds what looking at every day and time of the programme finds, and moves meetings to where it does', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(searches, (search) => {
        const found = findSlots(search);
        const expected = plainSearch(search);
        const states = found.ok
          ? found.options.flatMap((one) => one.meetings.map(({ state }) => state))
          : [found.reason];
        for (const state of new Set(states)) seen.set(state, (seen.get(state) ?? 0) + 1);
        if (expected === 'programme-over') expect(found).toEqual({ ok: false, reason: 'programme-over' });
        else if (expected.length === 0) expect(found).toEqual({ ok: false, reason: 'no-common-slot' });
        else expect(found.ok && found.options.map((one) => linesOf(one, search.lengthMinutes))).toEqual(expected);
      }),
      { numRuns: runs(100) },
    );
    // Each of them is drawn a dozen times and more.
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['in-place', 'moved', 'clashes', 'no-common-slot']));
  });

  it('gives series whose meetings stand where the plan says, but for those moved', () => {
    fc.assert(
      fc.property(searches, (search) => {
        for (const { slot, meetings } of optionsOf(search)) {
          const places = meetings.map((one) => (one.state === 'moved' ? one.from : one.start));
          expect(occurrencesOf(slot).map(({ start }) => start.toString())).toEqual(places.map(String));
        }
      }),
      { numRuns: runs(40) },
    );
  });

  it('takes the inner hours of both days and the middle of the week, and leaves lunch alone', () => {
    const [best] = optionsOf({ ...quiet, mentor: { ...london, end: '15:00' } });
    expect(clockOf(best)).toBe('2 10:30');
    expect(best?.slot.start.toPlainDate().toString()).toBe('2027-03-02');
  });

  it('leaves a quarter of an hour between meetings where it can', () => {
    const daily = (start: string, end: string) =>
      Array.from({ length: 60 }, (_, day) => {
        const date = quiet.startsOn.add({ days: day }).toString();
        return { start: at(`${date}T${start}Z`), end: at(`${date}T${end}Z`) };
      });
    const one = { ...quiet, meetings: 1 };
    expect(clockOf(optionsOf({ ...one, menteeBusy: daily('10:00', '10:30') })[0])).toBe('2 10:45');
    expect(clockOf(optionsOf({ ...one, mentorBusy: daily('10:20', '10:30') })[0])).toBe('2 10:45');
    expect(clockOf(optionsOf({ ...one, menteeBusy: daily('10:00', '10:15') })[0])).toBe('2 10:30');
  });

  it('gives three options, each on another weekday than the others or two hours away', () => {
    const options = optionsOf(quiet);
    expect(options.map(clockOf)).toEqual(['2 10:30', '2 13:00', '3 10:30']);
    expect(
      optionsOf({ ...quiet, mentor: { ...london, days: [3], start: '10:00', end: '11:00' } }).map(clockOf),
    ).toEqual(['3 10:15']);
  });

  it('keeps more meetings in place rather than more agreeable ones', () => {
    // On Tuesdays to Fridays one of the meetings is taken; Monday at nine is the one time that is always free.
    const all = (date: string, end = '17:00') => ({ start: at(`${date}T09:00:00Z`), end: at(`${date}T${end}:00Z`) });
    const busy = ['2027-03-09', '2027-03-10', '2027-03-11', '2027-03-12'].map((date) => all(date));
    const mondays = ['2027-03-01', '2027-03-08'].map((date) => ({ ...all(date), start: at(`${date}T09:45:00Z`) }));
    const options = optionsOf({
      ...quiet,
      menteeBusy: [...busy, ...mondays],
      meetings: 2,
      endsOn: Temporal.PlainDate.from('2027-03-12'),
    });
    expect(clockOf(options[0])).toBe('1 09:00');
    expect(options[0]?.meetings.map(({ state }) => state)).toEqual(['in-place', 'in-place']);
    // Another weekday has one of its meetings moved to what is free in the week: the Monday before.
    expect(options[1]?.meetings.map(({ state }) => state)).toEqual(['in-place', 'moved']);
    expect(options[1]?.meetings[1]?.start.toString()).toBe('2027-03-08T09:00:00Z');
  });

  it('leaves a meeting at its place where its week has no time, as over a holiday', () => {
    const days = { startsOn: Temporal.PlainDate.from('2027-03-22'), endsOn: Temporal.PlainDate.from('2027-03-28') };
    const [best] = optionsOf({ ...quiet, blackouts: [days], endsOn: Temporal.PlainDate.from('2027-04-09') });
    const states = best?.meetings.map(({ state }) => state);
    expect(states).toEqual(['in-place', 'in-place', 'in-place', 'clashes', 'in-place', 'in-place']);
  });

  it('is for nothing where nothing is known of the calendars', () => {
    const unknown = { ...quiet, busyKnownUntil: quiet.notBefore };
    expect(findSlots(unknown)).toEqual({ ok: false, reason: 'no-common-slot' });
  });

  it('says that the programme is over only when its meetings no longer fit between now and its last day', () => {
    const last = { ...quiet, meetings: 3, endsOn: Temporal.PlainDate.from('2027-03-21') };
    // The third of three weekly meetings is on Friday the nineteenth at the latest.
    expect(findSlots({ ...last, notBefore: at('2027-03-05T09:00:00Z') }).ok).toBe(true);
    expect(findSlots({ ...last, notBefore: at('2027-03-07T23:59:00Z') })).toEqual({
      ok: false,
      reason: 'no-common-slot',
    });
    expect(findSlots({ ...last, notBefore: at('2027-03-08T00:00:00Z') })).toEqual({
      ok: false,
      reason: 'programme-over',
    });
  });

  it('finds the one gap that is left, as long as the meeting to the minute, from edge to edge of a working day', () => {
    const gaps = fc.record({
      day: fc.nat(10),
      quarter: fc.oneof(fc.constantFrom(0, 29), fc.nat(29)),
      isMentorBusy: fc.boolean(),
    });
    fc.assert(
      fc.property(gaps, ({ day, quarter, isMentorBusy }) => {
        const hours = { ...london, days: [1, 2, 3, 4, 5, 6, 7] };
        const nine = quiet.startsOn
          .add({ days: day })
          .toZonedDateTime({ timeZone: 'Europe/London', plainTime: '09:00' });
        const gap = nine.add({ minutes: quarter * 15 }).toInstant();
        const before = { start: quiet.notBefore, end: gap };
        const after = { start: gap.add({ minutes: 45 }), end: quiet.busyKnownUntil };
        const found = optionsOf({
          ...quiet,
          mentee: hours,
          mentor: hours,
          menteeBusy: isMentorBusy ? [before] : [before, after],
          mentorBusy: isMentorBusy ? [after] : [],
          meetings: 1,
        });
        expect(found.map(({ slot }) => slot.start.toInstant().toString())).toEqual([gap.toString()]);
      }),
      { numRuns: runs(40) },
    );
  });
});
