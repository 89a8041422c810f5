import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { SlotOption } from '../../../bot/mentoring/meeting/meeting.ts';
import { findSlots } from '../../../bot/mentoring/meeting/slots.ts';

/** One weekly series of so many meetings, at the one time of the mentee's that is long enough for it. */
function optionOf(
  mentee: readonly [string, number, string, string],
  mentor: readonly [string, string, string],
  first: string,
  meetings: number,
) {
  const startsOn = Temporal.PlainDate.from(first);
  const found = findSlots({
    mentee: { timeZone: mentee[0], days: [mentee[1]], start: mentee[2], end: mentee[3] },
    mentor: { timeZone: mentor[0], days: [1, 2, 3, 4, 5], start: mentor[1], end: mentor[2] },
    menteeBusy: [],
    mentorBusy: [],
    busyKnownUntil: Temporal.Instant.from('2028-01-01T00:00:00Z'),
    notBefore: Temporal.Instant.from('2026-01-01T00:00:00Z'),
    blackouts: [],
    startsOn,
    endsOn: startsOn.add({ weeks: meetings - 1 }),
    lengthMinutes: 45,
    meetings,
    cadence: 'weekly',
  });
  return found.ok ? found.options[0] : undefined;
}

/** Each meeting as both see it, the mentee first. */
const seen = (option: SlotOption | undefined, mentee: string, mentor: string): readonly string[] =>
  (option?.meetings ?? []).map(({ state, start }) => {
    const local = (zone: string) =>
      start.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
    return `${local(mentee).replace('T', ' ')} · ${local(mentor).slice(5).replace('T', ' ')} · ${state}`;
  });

describe('a series around the changes of clocks', () => {
  it.each<[string, string, Parameters<typeof optionOf>, readonly string[]]>([
    [
      'London',
      'New York, autumn 2026',
      [['Europe/London', 2, '14:00', '14:45'], ['America/New_York', '09:00', '17:00'], '2026-10-20', 3],
      [
        '2026-10-20 14:00 · 10-20 09:00 · in-place',
        '2026-10-27 14:00 · 10-27 10:00 · in-place',
        '2026-11-03 14:00 · 11-03 09:00 · in-place',
      ],
    ],
    [
      'London',
      'New York, spring 2027',
      [['Europe/London', 2, '14:00', '14:45'], ['America/New_York', '09:00', '17:00'], '2027-03-09', 4],
      [
        '2027-03-09 14:00 · 03-09 09:00 · in-place',
        '2027-03-16 14:00 · 03-16 10:00 · in-place',
        '2027-03-23 14:00 · 03-23 10:00 · in-place',
        '2027-03-30 14:00 · 03-30 09:00 · in-place',
      ],
    ],
    [
      'New York',
      'London, spring 2027',
      [['America/New_York', 2, '09:00', '09:45'], ['Europe/London', '09:00', '17:00'], '2027-03-09', 4],
      [
        '2027-03-09 09:00 · 03-09 14:00 · in-place',
        '2027-03-16 09:00 · 03-16 13:00 · in-place',
        '2027-03-23 09:00 · 03-23 13:00 · in-place',
        '2027-03-30 09:00 · 03-30 14:00 · in-place',
      ],
    ],
    [
      'New York',
      'London, autumn 2027',
      [['America/New_York', 4, '11:30', '12:15'], ['Europe/London', '09:00', '17:15'], '2027-10-28', 3],
      [
        '2027-10-28 11:30 · 10-28 16:30 · in-place',
        '2027-11-04 11:30 · 11-04 15:30 · in-place',
        '2027-11-11 11:30 · 11-11 16:30 · in-place',
      ],
    ],
    [
      'Sydney',
      'London, autumn 2026',
      [['Australia/Sydney', 3, '17:00', '17:45'], ['Europe/London', '06:00', '14:00'], '2026-09-30', 5],
      [
        '2026-09-30 17:00 · 09-30 08:00 · in-place',
        '2026-10-07 17:00 · 10-07 07:00 · in-place',
        '2026-10-14 17:00 · 10-14 07:00 · in-place',
        '2026-10-21 17:00 · 10-21 07:00 · in-place',
        '2026-10-28 17:00 · 10-28 06:00 · in-place',
      ],
    ],
    [
      'Sydney',
      'London, spring 2027',
      [['Australia/Sydney', 3, '17:00', '17:45'], ['Europe/London', '06:00', '14:00'], '2027-03-24', 3],
      [
        '2027-03-24 17:00 · 03-24 06:00 · in-place',
        '2027-03-31 17:00 · 03-31 07:00 · in-place',
        '2027-04-07 17:00 · 04-07 08:00 · in-place',
      ],
    ],
    [
      'Sydney',
      'New York, where it is the day before',
      [['Australia/Sydney', 4, '08:00', '08:45'], ['America/New_York', '09:00', '19:00'], '2026-10-01', 6],
      [
        '2026-10-01 08:00 · 09-30 18:00 · in-place',
        '2026-10-08 08:00 · 10-07 17:00 · in-place',
        '2026-10-15 08:00 · 10-14 17:00 · in-place',
        '2026-10-22 08:00 · 10-21 17:00 · in-place',
        '2026-10-29 08:00 · 10-28 17:00 · in-place',
        '2026-11-05 08:00 · 11-04 16:00 · in-place',
      ],
    ],
    [
      'Lord Howe, whose clocks change by half an hour',
      'India, whose never do',
      [['Australia/Lord_Howe', 2, '12:00', '12:45'], ['Asia/Kolkata', '06:00', '14:00'], '2026-09-29', 2],
      ['2026-09-29 12:00 · 09-29 07:00 · in-place', '2026-10-06 12:00 · 10-06 06:30 · in-place'],
    ],
  ])('of a mentee in %s and a mentor in %s', (_mentee, _mentor, [mentee, mentor, first, meetings], expected) => {
    expect(seen(optionOf(mentee, mentor, first, meetings), mentee[0], mentor[0])).toEqual(expected);
  });

  it('has a meeting moved in the one week in which the other side would have it outside their hours', () => {
    const option = optionOf(
      ['Europe/London', 2, '13:00', '17:00'],
      ['America/New_York', '09:00', '10:00'],
      '2026-10-13',
      4,
    );
    expect(seen(option, 'Europe/London', 'America/New_York')).toEqual([
      '2026-10-13 14:15 · 10-13 09:15 · in-place',
      '2026-10-20 14:15 · 10-20 09:15 · in-place',
      '2026-10-27 13:15 · 10-27 09:15 · moved',
      '2026-11-03 14:15 · 11-03 09:15 · in-place',
    ]);
  });
});
