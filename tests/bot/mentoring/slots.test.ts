import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { findSlot, occurrencesOf } from '../../../bot/mentoring/meeting/slots.ts';

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
          everyWeeks: 2,
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
      everyWeeks: 2,
    };
    expect(findSlot({ ...search, busyKnownUntil: from })).toEqual({ ok: false, reason: 'no-common-slot' });
    expect(findSlot({ ...search, busyKnownUntil: from.add({ hours: 5_000 }) }).ok).toBe(true);
  });
});
