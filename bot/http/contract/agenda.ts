import { z } from 'zod';
import { id, instant, text } from './values.ts';

export const AgendaItem = z.object({
  id,
  text: z.string(),
  /** Open questions to ask about it. */
  questions: z.array(z.string()),
  /** Of its words: the next as soon as they are different. */
  version: z.int(),
  /** `reached`: the two are done with it. `carried-over`: it stands on the agenda of a later meeting. */
  state: z.enum(['suggested', 'taken-in', 'reached', 'carried-over']),
  reachedAt: instant.nullable(),
  /** It comes from an earlier meeting. */
  isCarriedOver: z.boolean(),
  mine: z.boolean(),
});
/** Lists of questions in the messages: those of a common topic, and those that suit any. */
export const QuestionGroup = z.enum([
  'ai',
  'data',
  'careers',
  'inclusion',
  'hybrid',
  'social',
  'customers',
  'sustainability',
  'leadership',
  'wellbeing',
  'any',
]);
/** Questions offered for a topic, by their places in a list; without its name where it is not to be named. */
export const OpenQuestions = z.object({
  topic: z.string().nullable(),
  group: QuestionGroup,
  numbers: z.array(z.int()),
});

const questions = z
  .array(text(300))
  .max(3)
  .refine((all) => new Set(all).size === all.length, { error: 'names a question twice' });
/** POST /api/my/meetings/:id/agenda; PUT and DELETE …/agenda/:itemId */
export const AgendaItemInput = z.object({ text: text(300), questions: questions.optional() });
export const AgendaItemChange = z.object({
  text: text(300).optional(),
  /** All that it is to hold. */
  questions: questions.optional(),
  takeIn: z.literal(true).optional(),
  /** New place in the order, 0 first. */
  position: z.int().min(0).max(20).optional(),
});

/** POST /api/my/meetings/:id/agenda/:itemId/reached: either of the two, in the meeting or when it is over. */
export const ReachedInput = z.object({ isReached: z.boolean() });
/** POST /api/my/meetings/:id/agenda/carry-over: one item of a meeting that is over to the next, or null for all. */
export const CarryOverInput = z.object({ itemId: id.nullable() });
/** POST /api/my/meetings/:id/agenda/presence: the item that I am in now, told to the other one and not kept. */
export const PresenceInput = z.object({ itemId: id.nullable() });
export const PresenceTold = z.object({});

export type AgendaItem = z.infer<typeof AgendaItem>;
export type OpenQuestions = z.infer<typeof OpenQuestions>;
