import { z } from 'zod';
import { address, date, id, instant, text, version } from './values.ts';

export const Cadence = z.enum(['weekly', 'every-two-weeks', 'monthly']);
export const Topic = z.object({
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  label: text(60),
  sensitive: z.boolean(),
});
export const Rules = z.object({
  minimumSeniorityGap: z.int().min(1).max(20),
  minimumSharedTopics: z.int().min(1).max(10),
  minimumSharedHours: z.number().min(0.5).max(8),
  department: z.enum(['off', 'prefer', 'require']),
  allowSameManager: z.boolean(),
});
const weight = z.int().min(0).max(100);
/** How much each part of a fit counts; not all 0. */
export const Weights = z.object({
  topics: weight,
  department: weight,
  location: weight,
  seniority: weight,
  hours: weight,
  experience: weight,
  preferences: weight,
});
export const Objective = z.enum(['total', 'fairest']);

/** How meetings come into the calendars. */
export const BookingRules = z.object({
  /** In whose calendar the meetings are made. */
  organizer: z.enum(['mentee', 'mentor', 'shared-mailbox']),
  /** The mailbox that calls the meetings when `organizer` says so; else null. */
  sharedMailbox: address.nullable(),
  /** Days the two have to choose a time before the best is booked; 0 books it at once. */
  decideWithinDays: z.int().min(0).max(14),
  /** Days on which nobody meets, both included. */
  blackouts: z.array(z.object({ name: text(100), from: date, to: date })).max(100),
});

const keptMonths = z.int().min(1).max(60);
export const ProgrammeInput = z.object({
  name: text(100),
  startsOn: date,
  endsOn: date,
  cadence: Cadence,
  meetings: z.int().min(1).max(26),
  lengthMinutes: z.union([z.literal(30), z.literal(45), z.literal(60)], { error: 'must be 30, 45 or 60' }),
  topics: z.array(Topic).min(1).max(60),
  rules: Rules,
  weights: Weights,
  objective: Objective,
  /** Lowest first. */
  gradeLadder: z.array(text(60)).max(40),
  booking: BookingRules,
  /** Whether people may sign up by themselves, until it ends. */
  openToSignUp: z.boolean(),
  /** Somebody of the organisation who has no part in it and can be asked for help; null where none is named. */
  neutralContact: address.nullable(),
  /** Months from its end for which what was said in it is kept; stays as it is, 12 at first, where it is left out. */
  keptMonths: keptMonths.optional(),
});
export const Programme = ProgrammeInput.extend({
  id,
  version,
  keptMonths,
  /** Null while it is open. */
  closedAt: instant.nullable(),
});
export const ProgrammeChange = ProgrammeInput.extend({ version });

export type Topic = z.infer<typeof Topic>;
export type Weights = z.infer<typeof Weights>;
export type Objective = z.infer<typeof Objective>;
export type BookingRules = z.infer<typeof BookingRules>;
export type ProgrammeInput = z.infer<typeof ProgrammeInput>;
export type Programme = z.infer<typeof Programme>;
