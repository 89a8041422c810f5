import { z } from 'zod';
import { InsightRelease } from './insight.ts';
import { PersonSummary, Role } from './person.ts';
import { id, instant } from './values.ts';

/** Longest words that go with the thanks, in UTF-16 units. */
export const longestThanks = 500;

/** GET /api/programmes/:id/closing */
export const Closing = z.object({
  /** `closing`: pairings are still being ended. */
  state: z.enum(['open', 'closing', 'closed']),
  closedAt: instant.nullable(),
  closedBy: z.string().nullable(),
  /** Pairings that are not over, and meetings to come: what closing ends. */
  openPairings: z.int(),
  meetingsPlanned: z.int(),
  outcomes: z.object({
    pairings: z.int(),
    people: z.int(),
    meetingsHeld: z.int(),
    meetingsWithAgenda: z.int(),
    commitmentsMade: z.int(),
    commitmentsClosed: z.int(),
  }),
  releases: z.array(InsightRelease),
  thanks: z.object({
    /** Null before everybody was thanked. */
    at: instant.nullable(),
    by: z.string().nullable(),
    words: z.string().nullable(),
    /** Who is thanked. */
    people: z.int(),
  }),
  /** Those who say yes, when they are asked. Nobody else's answer is told, nor counted. */
  anotherRound: z.object({
    isAsked: z.boolean(),
    yes: z.array(z.object({ person: PersonSummary, role: Role })),
  }),
});
/** POST /api/programmes/:id/closing/thanks; once. */
export const ThanksInput = z.object({
  words: z
    .string()
    .trim()
    .max(longestThanks)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), { error: 'holds characters that are no text' })
    .nullable()
    .transform((value) => (value === '' ? null : value)),
  asksAnotherRound: z.boolean(),
});

const yes = z.object({ answer: z.literal('yes'), role: Role });
const other = z.object({ answer: z.enum(['not-now', 'no']), role: z.null() });
/** POST /api/my/closings/:programmeId/another-round */
export const AnotherRoundInput = z.discriminatedUnion('answer', [yes, other]);
/** GET /api/my/closings: programmes at whose end somebody was thanked, the newest first. */
export const MyClosings = z.object({
  closings: z.array(
    z.object({
      programmeId: id,
      programme: z.string(),
      thankedAt: instant,
      from: z.string(),
      words: z.string().nullable(),
      /** What they were. */
      role: Role,
      isAsked: z.boolean(),
      answer: z.discriminatedUnion('answer', [yes, other]).nullable(),
    }),
  ),
});

export type Closing = z.infer<typeof Closing>;
export type ThanksInput = z.input<typeof ThanksInput>;
export type AnotherRoundInput = z.infer<typeof AnotherRoundInput>;
export type MyClosings = z.infer<typeof MyClosings>;
export type MyClosing = MyClosings['closings'][number];
