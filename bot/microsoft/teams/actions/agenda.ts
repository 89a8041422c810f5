import { z } from 'zod';
import type { AgendaAction, PickedQuestion } from '../../../mentoring/agenda/messages.ts';
import type { Taps } from './taps.ts';

/** As long as a point of an agenda may be, in characters; and as many as a card holds. */
const text = z.string().trim().min(1).max(300);
const mostQuestions = 6;

/** Several taps come as their values with commas between; none as an empty text, or not at all. */
const several = <T extends z.ZodType<string, string>>(of: T) =>
  z
    .string()
    .nullish()
    .transform((values) => (values ?? '').split(',').filter((value) => value !== ''))
    .pipe(z.array(of).max(12));

const place = z.enum(Array.from({ length: mostQuestions }, (_, index) => String(index)));
/** A card sends what its questions say: they were in the language of whoever read it then. */
const card = z.looseObject({
  meetingId: z.uuid(),
  questions0: several(place),
  questions1: several(place),
  questions2: several(place),
  text: text
    .or(z.string().regex(/^\s*$/))
    .nullish()
    .transform((written) => (written?.trim() ? written : null)),
});
const question = z.object({ text, topic: z.string().min(1).max(200).optional() });

/** What was picked; reports what was not on the card. */
function picked(tap: z.output<typeof card>, context: z.RefinementCtx) {
  const questions: PickedQuestion[] = [];
  for (const at of [...tap.questions0, ...tap.questions1, ...tap.questions2]) {
    const found = question.safeParse({ text: tap[`question${at}`], topic: tap[`topic${at}`] });
    if (found.success) questions.push({ text: found.data.text, topic: found.data.topic ?? null });
    else context.addIssue({ code: 'custom', message: 'no such question on the card' });
  }
  return { meetingId: tap.meetingId, questions, text: tap.text };
}

export const agendaTaps = {
  'agenda.publish': card.extend({ suggestions: several(z.uuid()) }).transform((tap, context) => ({
    kind: 'publish-agenda' as const,
    ...picked(tap, context),
    suggestions: tap.suggestions,
  })),
  'agenda.suggest': card.transform((tap, context) => ({
    kind: 'suggest-for-agenda' as const,
    ...picked(tap, context),
  })),
} satisfies Taps<AgendaAction>;
