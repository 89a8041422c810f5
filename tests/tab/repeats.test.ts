import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TFunction } from 'i18next';
import type { SeriesSummary } from '../../bot/http/contract/series.ts';
import { repeatsText } from '../../tab/components/repeats.ts';
import { startTexts } from '../../tab/locales/i18n.ts';
import { series } from './samples.ts';

let t: TFunction;
beforeAll(async () => {
  ({ t } = await startTexts('en'));
});
const said = (more: Partial<SeriesSummary>, timeZone = 'Europe/London') =>
  repeatsText(series('booked', more), timeZone, 'en-GB', t);

describe('how a series repeats', () => {
  it('is said with the weekday of each month', () => {
    expect(said({})).toBe('the second Tuesday of each month');
    expect(said({ start: '2027-01-29T10:00:00+00:00[Europe/London]', repeats: { kind: 'month', week: 'last' } })).toBe(
      'the last Friday of each month',
    );
  });

  it('is said in weeks', () => {
    expect(said({ repeats: { kind: 'weeks', every: 1 } })).toBe('every week');
    expect(said({ repeats: { kind: 'weeks', every: 2 } })).toBe('every two weeks');
    expect(said({ repeats: { kind: 'weeks', every: 4 } })).toBe('every 4 weeks');
  });

  it('names no weekday to somebody for whom it is another day', () => {
    const start = '2027-01-12T08:00:00+11:00[Australia/Sydney]';
    expect(said({ start }, 'Australia/Sydney')).toBe('the second Tuesday of each month');
    expect(said({ start }, 'America/New_York')).toBe('once a month');
  });

  it('is not said before there is a time', () => {
    expect(said({ start: null, repeats: null })).toBeNull();
  });
});
