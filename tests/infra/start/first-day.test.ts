import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { firstDay } from '../../../infra/processes/first-day.ts';

const at = (text: string) => Temporal.Instant.from(text);

describe('the day on which a newcomer begins', () => {
  it.each([
    ['now, in the middle of a working day', '2026-11-26T11:30:00Z', '2026-11-26T11:30:00Z'],
    ['this morning, where it is night yet', '2026-11-26T03:00:00Z', '2026-11-26T10:00:00Z'],
    ['tomorrow morning, in the evening', '2026-11-26T18:00:00Z', '2026-11-27T10:00:00Z'],
    ['Monday morning, at the weekend', '2026-11-28T12:00:00Z', '2026-11-30T10:00:00Z'],
  ])('is %s', (_name, now, then) => {
    expect(firstDay(at(now)).toString()).toBe(then);
  });

  it('is a working day and never in the past', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (date) => {
          const now = Temporal.Instant.fromEpochMilliseconds(date.getTime());
          const first = firstDay(now);
          expect(Temporal.Instant.compare(first, now)).toBeGreaterThanOrEqual(0);
          expect(first.toZonedDateTimeISO('UTC').dayOfWeek).toBeLessThanOrEqual(5);
          expect(now.until(first).total('hours')).toBeLessThan(72);
        },
      ),
    );
  });
});
