import { z } from 'zod';
import { id } from './values.ts';

/** What a lead can do that is kept. */
export const ActKind = z.enum([
  'programme-made',
  'programme-changed',
  'thanks-said',
  'programme-closed',
  'file-imported',
  'group-imported',
  'role-given',
  'person-removed',
  'people-invited',
  'matching-run',
  'matching-cancelled',
  'matching-decided',
  'pairings-published',
  'pairing-paused',
  'pairing-resumed',
  'pairing-ended',
  'booking-tried-again',
  'person-replaced',
  'many-nudged',
  'many-booked-again',
  'many-paused',
  'many-resumed',
  'many-ended',
  'help-seen',
  'help-done',
  'candidate-pairs-exported',
  'insight-exported',
  'history-exported',
]);

/** Something that a lead has done. */
export const Act = z.object({
  id,
  at: z.iso.datetime(),
  /** As they were called when they did it. */
  lead: z.string(),
  kind: ActKind,
  /** The pairing it was about, and its two as they are called now; null where it was about none. */
  pairing: z.object({ id, mentee: z.string(), mentor: z.string() }).nullable(),
  /** Somebody it was about besides. */
  person: z.string().nullable(),
  /** Pairings, people or couples that it concerned. */
  count: z.int().nullable(),
  /** The day up to which it holds. */
  until: z.iso.date().nullable(),
  /** Of a programme's settings, those that were changed. */
  fields: z.array(z.string()),
});

/** Which acts are wanted: by whom (object id of the directory) and of which kind. */
export const HistoryFilter = z.object({ by: id.optional(), kind: ActKind.optional() });
/** GET /api/programmes/:id/history and …/history.csv: the latter takes the filter alone. */
export const HistoryQuery = HistoryFilter.extend({
  /** From the page before. */
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** GET /api/programmes/:id/history, newest first. */
export const History = z.object({
  acts: z.array(Act),
  /** Everybody who has done something. */
  leads: z.array(z.object({ id, name: z.string() })),
  /** Leads to the older ones; null at the end. */
  next: z.string().nullable(),
});

export type Act = z.infer<typeof Act>;
export type ActKind = z.infer<typeof ActKind>;
export type History = z.infer<typeof History>;
