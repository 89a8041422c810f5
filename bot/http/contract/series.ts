import { z } from 'zod';
import { Cadence } from './programme.ts';
import { date, instant } from './values.ts';

/** After so many weeks, or each month on such a weekday: that of the first meeting's day in its own zone. */
export const Repeats = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('weeks'), every: z.int() }),
  /** On the weekday of the first meeting, in this week of every month. */
  z.object({
    kind: z.literal('month'),
    week: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('last')]),
  }),
]);
/** A time at which a series could meet. */
export const TimesOption = z.object({
  /** First meeting, ISO with offset and zone as `2026-12-01T10:00:00+00:00[Europe/London]`. */
  start: z.string(),
  repeats: Repeats,
  lengthMinutes: z.int(),
  /** Each meeting as it would stand: in its place, moved to a free time of its week, or kept although somebody is busy. */
  meetings: z.array(z.object({ startsAt: instant, endsAt: instant, state: z.enum(['in-place', 'moved', 'clashes']) })),
});
export const SeriesState = z.enum([
  'planned',
  'offered',
  'booking',
  'booked',
  'verified',
  'changing',
  'paused',
  'ending',
  'ended',
  'failed',
]);
/** Why meetings could not be booked, or not as they were asked for. */
export const BookingProblem = z.enum([
  'mentee-calendar-unreadable',
  'mentor-calendar-unreadable',
  'no-common-slot',
  'programme-over',
  'person-left',
  'calendar-unavailable',
  'refused-by-calendar',
  'organizer-missing',
  'organizer-denied',
  'deleted-in-outlook',
  'invitation-missing',
]);
export const SeriesSummary = z.object({
  state: SeriesState,
  /** First meeting, as in `TimesOption`; null while no time is chosen. */
  start: z.string().nullable(),
  repeats: Repeats.nullable(),
  cadence: Cadence,
  lengthMinutes: z.int(),
  joinUrl: z.url().nullable(),
  problem: BookingProblem.nullable(),
  /** Why the last change that somebody asked for did not happen. */
  changeProblem: BookingProblem.nullable(),
  /** Times to choose from, best first. */
  options: z.array(TimesOption),
  /** When the best is booked unasked. */
  decideBy: instant.nullable(),
  pausedUntil: date.nullable(),
});

/** POST /api/my/pairings/:id/times: one of those offered, by its first meeting. */
export const TimesChoice = z.object({ start: instant });
/** POST /api/my/pairings/:id/series/times: the best times, were the series changed like this; nothing is changed. */
export const SeriesWish = z.object({
  cadence: Cadence.optional(),
  lengthMinutes: z.union([z.literal(30), z.literal(45), z.literal(60)]).optional(),
  /** On this day of the week alone, 1 for Monday, as the mentee's calendar has it. */
  weekday: z.int().min(1).max(7).optional(),
});
export const Times = z.object({ options: z.array(TimesOption) });
/** POST /api/my/pairings/:id/series: have it changed, to one of the times that `…/series/times` gives. */
export const SeriesChange = SeriesWish.extend({ start: instant });
/** POST /api/my/pairings/:id/pause; null: until somebody resumes it. */
export const PauseInput = z.object({ until: date.nullable() });

export type Repeats = z.infer<typeof Repeats>;
export type TimesOption = z.infer<typeof TimesOption>;
export type SeriesSummary = z.infer<typeof SeriesSummary>;
export type SeriesWish = z.infer<typeof SeriesWish>;
