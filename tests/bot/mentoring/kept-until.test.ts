import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { isPast, keptUntil } from '../../../bot/mentoring/retention/kept-until.ts';
import { programme } from '../storage/samples.ts';

const at = (text: string) => Temporal.Instant.from(text);
const endsOn = Temporal.PlainDate.from('2027-03-31');

describe('how long a programme is kept', () => {
  it.each([
    ['its last day', null, 12, '2028-04-01T00:00:00Z'],
    ['when it was closed before that', '2027-02-10T09:00:00Z', 1, '2027-03-10T09:00:00Z'],
    ['when it was closed after that', '2027-05-10T09:00:00Z', 60, '2032-05-10T09:00:00Z'],
    ['the last day of a longer month', '2027-01-31T09:00:00Z', 1, '2027-02-28T09:00:00Z'],
  ])('counts from %s', (_from, closedAt, keptMonths, until) => {
    const kept = { endsOn, keptMonths, closedAt: closedAt === null ? null : at(closedAt) };
    expect(keptUntil(kept).toString()).toBe(until);
  });

  it('is over at that moment, once', () => {
    const over = at('2028-04-01T00:00:00Z');
    expect(isPast(programme({ endsOn }), over.subtract({ seconds: 1 }))).toBe(false);
    expect(isPast(programme({ endsOn }), over)).toBe(true);
    expect(isPast(programme({ endsOn, forgottenAt: over }), over.add({ hours: 1 }))).toBe(false);
  });

  it('is over again where its end was put off after that', () => {
    const later = programme({ endsOn: endsOn.add({ months: 3 }), forgottenAt: at('2028-04-01T00:00:00Z') });
    expect(isPast(later, at('2028-05-01T00:00:00Z'))).toBe(false);
    expect(isPast(later, at('2028-07-01T00:00:00Z'))).toBe(true);
  });
});
