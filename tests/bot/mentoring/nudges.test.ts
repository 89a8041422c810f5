import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { askedAlready, settle, type HelpRequest } from '../../../bot/mentoring/help/help-request.ts';
import type { Meeting } from '../../../bot/mentoring/meeting/meeting.ts';
import { newSeries } from '../../../bot/mentoring/meeting/new-series.ts';
import { afterWorkingDays } from '../../../bot/mentoring/notice/quiet-hours.ts';
import { stalledSince } from '../../../bot/mentoring/nudge/stalled.ts';
import { pairing, person, programme } from '../storage/samples.ts';

const signed = Temporal.Instant.from('2027-01-04T09:00:00Z');
const days = (count: number) => ({ hours: 24 * count });
const run = programme({ endsOn: Temporal.PlainDate.from('2027-12-31') });
const pair = pairing({
  programmeId: run.id,
  menteeId: 'mentee',
  mentorId: 'mentor',
  state: 'active',
  mentee: { acceptedAt: signed, signedAt: signed },
  mentor: { acceptedAt: signed, signedAt: signed },
});
const meetingAt = (day: number, state: Meeting['state']): Meeting =>
  ({ startsAt: signed.add(days(day)), endsAt: signed.add(days(day)).add({ minutes: 45 }), state }) as Meeting;
const together = (
  meetings: readonly Meeting[],
  more: { readonly cadence?: 'monthly'; readonly resumedOn?: number } = {},
) => ({
  pairing: pair,
  programme: run,
  series: {
    ...newSeries('series', pair.id, { ...run, ...(more.cadence && { cadence: more.cadence }) }),
    state: 'booked' as const,
    resumedAt: more.resumedOn === undefined ? null : signed.add(days(more.resumedOn)),
  },
  meetings,
});
const onDay = (day: number) => signed.add(days(day));

describe('two who do not meet', () => {
  it.each([
    ['nothing booked yet, before three weeks', together([]), 20, false],
    ['nothing booked yet, after three weeks', together([]), 21, true],
    ['a meeting within a week', together([meetingAt(28, 'planned')]), 21, false],
    ['a meeting in more than a week', together([meetingAt(30, 'planned')]), 22, true],
    [
      'a month between two meetings',
      together([meetingAt(7, 'held'), meetingAt(35, 'planned')], { cadence: 'monthly' }),
      29,
      false,
    ],
    ['all meetings held', together([meetingAt(7, 'held')]), 60, false],
    ['held three weeks ago, one without a time', together([meetingAt(7, 'held'), meetingAt(14, 'open')]), 29, true],
    ['gone on after a pause two weeks ago', together([meetingAt(40, 'open')], { resumedOn: 30 }), 44, false],
    ['gone on after a pause three weeks ago', together([meetingAt(40, 'open')], { resumedOn: 30 }), 51, true],
    ['the programme over', together([meetingAt(7, 'open')]), 400, false],
  ])('%s', (_what, given, day, isAsked) => {
    expect(stalledSince(given, onDay(day)) !== null).toBe(isAsked);
  });

  it.each(['offered', 'paused', 'closed', 'declined'] as const)('are not asked while %s', (state) => {
    expect(stalledSince({ ...together([]), pairing: { ...pair, state } }, onDay(30))).toBeNull();
  });

  it('stand in one gap until they meet: they are asked once', () => {
    const held = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 4 });
    fc.assert(
      fc.property(held, fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 60 }), (met, day, more) => {
        const given = together([...met.map((one) => meetingAt(one, 'held')), meetingAt(300, 'open')]);
        const [now, later] = [stalledSince(given, onDay(day)), stalledSince(given, onDay(day + more))];
        if (now) expect(later?.toString()).toBe(now.toString());
      }),
    );
  });
});

describe('working days later', () => {
  const zones = ['Europe/London', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland'];
  it('are somebody’s own, at the same time of day, over changes of the clock', () => {
    const worked = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const instants = fc.integer({ min: 0, max: 600 * 24 }).map((hours) => signed.add({ hours }));
    fc.assert(
      fc.property(
        worked,
        fc.constantFrom(...zones),
        instants,
        fc.integer({ min: 1, max: 5 }),
        (days, timeZone, at, count) => {
          const workingHours = { timeZone, days, start: '09:00', end: '17:00' };
          const after = afterWorkingDays(person({ mailbox: { state: 'readable', workingHours } }), at, count);
          const [from, to] = [
            at.toZonedDateTimeISO(timeZone).toPlainDate(),
            after.toZonedDateTimeISO(timeZone).toPlainDate(),
          ];
          const between = Array.from({ length: from.until(to).days }, (_, index) => from.add({ days: index + 1 }));
          expect(between.filter(({ dayOfWeek }) => days.includes(dayOfWeek))).toHaveLength(count);
          expect(days).toContain(to.dayOfWeek);
        },
      ),
    );
  });
});

describe('help that is asked for', () => {
  const request: HelpRequest = {
    id: 'help',
    programmeId: run.id,
    pairingId: pair.id,
    personId: 'mentor',
    to: 'lead',
    contactId: null,
    wants: 'talk',
    words: 'Hello',
    state: 'open',
    askedAt: signed,
    seenAt: null,
    doneAt: null,
  };
  const seen = settle(request, 'seen', onDay(1));
  const done = settle(seen, 'done', onDay(2));

  it('is the same as long as nobody has read it, and afterwards where the words are', () => {
    const other = { ...request, words: 'More' };
    expect(askedAlready([request], other)).toBe(request);
    expect(askedAlready([seen], request)).toBe(seen);
    expect(askedAlready([seen], other)).toBeNull();
    expect(askedAlready([done], request)).toBeNull();
    for (const more of [{ to: 'contact', contactId: 'x' }, { pairingId: null }] as const) {
      expect(askedAlready([request], { ...request, ...more })).toBeNull();
    }
  });

  it('goes from open to seen to done and never back', () => {
    expect([seen.state, done.state]).toEqual(['seen', 'done']);
    expect(settle(done, 'seen', onDay(3))).toBe(done);
    expect(settle(request, 'done', onDay(3))).toMatchObject({ state: 'done', seenAt: onDay(3), doneAt: onDay(3) });
  });
});
