import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { findSlots } from '../../../../bot/mentoring/meeting/slots.ts';
import { ianaZone } from '../../../../bot/microsoft/graph/zones.ts';

const windowsZones = [...new Set(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName))];
const people = fc.record({
  zone: fc.constantFrom(...windowsZones).map((name) => ianaZone(name) ?? name),
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 4 }),
  start: fc.constantFrom('06:00', '08:30', '10:00'),
  end: fc.constantFrom('16:30', '19:00', '22:00'),
});
const hoursOf = ({ zone, ...rest }: { zone: string; days: number[]; start: string; end: string }) => ({
  ...rest,
  timeZone: zone,
});

describe('the meetings of a series, in any zone that Outlook has', () => {
  it('are within both people’s hours by the clocks on their walls, for half a year', () => {
    let found = 0;
    fc.assert(
      fc.property(people, people, fc.nat(360), (one, other, after) => {
        const [mentee, mentor] = [hoursOf(one), hoursOf(other)];
        const startsOn = Temporal.PlainDate.from('2026-12-01').add({ days: after });
        const slots = findSlots({
          mentee,
          mentor,
          menteeBusy: [],
          mentorBusy: [],
          busyKnownUntil: Temporal.Instant.from('2029-01-01T00:00:00Z'),
          notBefore: Temporal.Instant.from('2026-11-01T00:00:00Z'),
          blackouts: [],
          startsOn,
          endsOn: startsOn.add({ weeks: 26 }),
          lengthMinutes: 45,
          meetings: 26,
          cadence: 'weekly',
        });
        for (const { slot, meetings } of slots.ok ? slots.options : []) {
          found += 1;
          for (const { state, start, end } of meetings) {
            if (state === 'clashes') continue;
            for (const { timeZone, days, ...hours } of [mentee, mentor]) {
              const [from, to] = [start, end].map((at) => at.toZonedDateTimeISO(timeZone).toPlainTime().toString());
              expect(days).toContain(start.toZonedDateTimeISO(timeZone).dayOfWeek);
              expect((from ?? '') >= hours.start && (to ?? '~') <= `${hours.end}:00`).toBe(true);
            }
            if (state === 'in-place') {
              const local = start.toZonedDateTimeISO(mentee.timeZone);
              expect(local.toPlainTime().equals(slot.start.toPlainTime())).toBe(true);
              expect(local.dayOfWeek).toBe(slot.start.dayOfWeek);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(20);
  });
});
