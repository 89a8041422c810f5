import { z } from 'zod';
import { PairingFilter } from './pairings.ts';
import { id } from './values.ts';

/** Most pairings that are named one by one. */
const most = 5_000;

/** What is done with many pairings at once: ask once more, look for times again, pause until a day, resume, end. */
export const Deed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nudge') }),
  z.object({ kind: z.literal('book') }),
  z.object({ kind: z.literal('pause'), until: z.iso.date().nullable() }),
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('end') }),
]);
/** POST /api/programmes/:id/bulk */
export const BulkInput = z.object({
  deed: Deed,
  selection: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('these'), ids: z.array(id).min(1).max(most) }),
    /** All that are wanted when it is asked for, but for these. */
    z.object({ kind: z.literal('all'), filter: PairingFilter, except: z.array(id).max(most) }),
  ]),
});
/** What came of one pairing: it was done, or why nothing was. */
export const BulkResult = z.enum([
  'done',
  'not-now',
  'day-passed',
  'not-failed',
  'nothing-to-ask',
  'nudged-lately',
  'not-found',
  'failed',
]);
export const Bulk = z.object({
  id,
  deed: Deed,
  /** The lead, as they were called. */
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  /** Null as long as some wait for their turn. */
  endedAt: z.iso.datetime().nullable(),
  total: z.int(),
  /** Pairings that wait for their turn. */
  waiting: z.int(),
  /** Pairings that have had it, by what came of them. */
  results: z.array(z.object({ result: BulkResult, count: z.int() })),
});
/** GET /api/programmes/:id/bulk: the newest first. */
export const Bulks = z.object({ bulks: z.array(Bulk) });
/** GET /api/programmes/:id/bulk/:bulkId */
export const BulkQuery = z.object({
  /** Those alone with which nothing was done. */
  skipped: z.stringbool().default(false),
  cursor: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const BulkPage = Bulk.extend({
  items: z.array(z.object({ pairingId: id, mentee: z.string(), mentor: z.string(), result: BulkResult.nullable() })),
  /** The cursor of the next page; null on the last. */
  next: z.string().nullable(),
});

export type Deed = z.infer<typeof Deed>;
export type Bulk = z.infer<typeof Bulk>;
export type BulkPage = z.infer<typeof BulkPage>;
export type BulkResult = z.infer<typeof BulkResult>;
