import { longestThanks } from '../../../mentoring/closing/closing.ts';
import type { ClosingMessage } from '../../../mentoring/closing/messages.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, line, quiet, safe, safeText, title, type Element } from './elements.ts';

/** Thanks at the end of a programme, and the question whether they would like another round. */
function thanks(message: ClosingMessage, { t }: Texts): Element {
  const { participantId, programme, from, words, role, isAsked, answer } = message;
  const answers = (data: Readonly<Record<string, string>>, text: string) =>
    action('another-round.answer', text, { participantId, ...data });
  const roles = role === 'mentor' ? (['mentor', 'mentee'] as const) : (['mentee', 'mentor'] as const);
  return card(
    [
      title(t('closing.title')),
      line(t('closing.line', { programme: safe(programme) })),
      ...(words === null
        ? []
        : [line(t('closing.words', { name: safe(from), words: safeText(words, longestThanks) }))]),
      ...(isAsked && answer === null ? [line(t('anotherRound.question')), quiet(t('anotherRound.seen'))] : []),
      ...(isAsked && answer?.answer === 'yes' ? [line(t(`anotherRound.saidYes.${answer.role}`))] : []),
      ...(isAsked && answer && answer.answer !== 'yes' ? [line(t(`anotherRound.said.${answer.answer}`))] : []),
      quiet(t('stop')),
    ],
    isAsked && answer === null
      ? [
          ...roles.map((one) => answers({ answer: 'yes', role: one }, t(`anotherRound.yes.${one}`))),
          answers({ answer: 'not-now' }, t('anotherRound.not-now')),
          answers({ answer: 'no' }, t('anotherRound.no')),
        ]
      : [],
  );
}

export const closingCards: Drawings<ClosingMessage> = { 'programme-thanks': thanks };
