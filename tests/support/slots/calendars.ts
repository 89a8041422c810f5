import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Availability } from '../../../bot/mentoring/meeting/free-time.ts';
import type { SlotSearch } from '../../../bot/mentoring/meeting/slots.ts';

/** Zones that change their clocks on different days, by half an hour, or never; and such as are half and quarter hours off. */
export const zones = [
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/St_Johns',
  'Africa/Casablanca',
] as const;

/** Before the clocks change in America, Europe and Australia; and before they change back. */
export const seasons = ['2027-02-08', '2026-09-07'] as const;

const workers = fc.record({
  timeZone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 7 }),
  // Such as work through a change of clocks, such as are not on the quarter, and ordinary ones.
  start: fc.constantFrom('00:30', '01:50', '07:10', '08:00', '09:00'),
  end: fc.constantFrom('12:30', '16:05', '17:00', '22:20'),
});

/** Busy times of the given days: a few or so many that little is left, and sometimes one that fills a week. */
const busyIn = (days: number) =>
  fc.integer({ min: 0, max: 4 * days }).chain((many) =>
    fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: days * 24 * 12 }),
        minutes: fc.oneof(
          { weight: 60, arbitrary: fc.integer({ min: 0, max: 60 }).map((five) => five * 5) },
          { weight: 1, arbitrary: fc.constant(8 * 1_440) },
        ),
      }),
      { minLength: many, maxLength: many },
    ),
  );

/** Two people, what is known of them between `opens` and so many days later, and the rest of what a meeting needs. */
export const availabilities = (opens: Temporal.PlainDate, days: number): fc.Arbitrary<Availability> => {
  const midnight = opens.toZonedDateTime('UTC').toInstant();
  const busy = busyIn(days).map((all) =>
    all.map(({ after, minutes }) => {
      const start = midnight.add({ minutes: after * 5 });
      return { start, end: start.add({ minutes }) };
    }),
  );
  const all = fc.record({
    mentee: workers,
    mentor: workers,
    /** Whether both live in the zone of the mentee. */
    isNear: fc.boolean(),
    menteeBusy: busy,
    mentorBusy: busy,
    busyKnownUntil: fc
      .oneof({ weight: 3, arbitrary: fc.constant(days + 3) }, fc.integer({ min: 1, max: days }))
      .map((known) => midnight.add({ hours: known * 24, minutes: 7 })),
    notBefore: fc.integer({ min: -60, max: 24 * 4 }).map((hours) => midnight.add({ hours }).add({ minutes: 3 })),
    blackouts: fc.array(
      fc.record({ after: fc.integer({ min: -3, max: days }), length: fc.integer({ min: 0, max: 9 }) }).map((one) => ({
        startsOn: opens.add({ days: one.after }),
        endsOn: opens.add({ days: one.after + one.length }),
      })),
      { maxLength: 2 },
    ),
    lengthMinutes: fc.constantFrom(30, 45, 60),
  });
  return all.map(({ isNear, ...rest }) => {
    const { timeZone } = isNear ? rest.mentee : rest.mentor;
    return { ...rest, mentor: { ...rest.mentor, timeZone } };
  });
};

/** Searches that begin in one of the seasons, with a few days to spare. */
export const searches: fc.Arbitrary<SlotSearch> = fc
  .record({
    season: fc.constantFrom(...seasons),
    after: fc.integer({ min: 0, max: 30 }),
    cadence: fc.constantFrom('weekly' as const, 'every-two-weeks' as const, 'monthly' as const),
    meetings: fc.integer({ min: 1, max: 6 }),
    spare: fc.integer({ min: 1, max: 20 }),
  })
  .chain(({ season, after, cadence, spare, ...more }) => {
    const meetings = Math.min(more.meetings, { weekly: 6, 'every-two-weeks': 3, monthly: 2 }[cadence]);
    const days = spare + (meetings - 1) * { weekly: 7, 'every-two-weeks': 14, monthly: 33 }[cadence];
    const startsOn = Temporal.PlainDate.from(season).add({ days: after });
    return availabilities(startsOn, days).map((availability) => ({
      ...availability,
      startsOn,
      endsOn: startsOn.add({ days }),
      cadence,
      meetings,
    }));
  });
