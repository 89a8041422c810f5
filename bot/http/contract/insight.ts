import { z } from 'zod';

const share = z.object({
  said: z.enum(['yes', 'no', 'partly', 'mostly-mentee', 'balanced', 'mostly-mentor']),
  /** 0 … 100, in steps of 5. */
  percent: z.int(),
  /** How much more than `at-least`, or less than `at-most`, is never told. */
  bound: z.enum(['about', 'at-least', 'at-most']),
});
export const Figure = z.object({
  key: z.enum(['trust', 'agenda', 'listening', 'summing-up']),
  /** Whose answers they are. */
  side: z.enum(['mentor', 'mentee']),
  /** How many people it counts; five at least. */
  people: z.int(),
  /** Of who said yes; about listening, of who talked more. */
  shares: z.array(share),
});
/** What was told of answers for a month. It never changes. */
export const InsightRelease = z.object({ month: z.string(), figures: z.array(Figure) });

/** GET /api/programmes/:id/insight. Months as `2027-02`. */
export const Insight = z.object({
  /** Months with meetings, in their order. */
  months: z.array(z.object({ month: z.string(), held: z.int(), planned: z.int(), withAgenda: z.int() })),
  /** Made on the first day of each month, of what was answered before it; without figures where too few had answered. */
  releases: z.array(InsightRelease),
  /** The day of the next. */
  nextRelease: z.iso.date(),
});

export type Figure = z.infer<typeof Figure>;
export type InsightRelease = z.infer<typeof InsightRelease>;
export type Insight = z.infer<typeof Insight>;
