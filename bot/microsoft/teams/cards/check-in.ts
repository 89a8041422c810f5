import type { BotMessage } from '../../../mentoring/chat/chat.ts';
import { answerLines, texts, when } from '../texts.ts';
import { action, card, choice, quiet, safe, title, type Element } from './elements.ts';

type Of<K extends BotMessage['kind']> = Extract<BotMessage, { kind: K }>;

/** Asks one side how a meeting was. */
export function checkIn(message: Of<'check-in'>): Element {
  const { questions, choices } = texts;
  return card(
    [
      title(texts.checkInTitle(safe(message.partner.displayName))),
      quiet(texts.checkInLine(when(message.meetingStart), message.meetingNumber, message.meetings)),
      choice('tookPlace', questions.tookPlace, choices.tookPlace, 'yes'),
      choice('whoTalked', `${questions.whoTalked} ${texts.youBoth}`, choices.whoTalked),
      choice('questions', questions.questions, choices.questions),
      choice('useful', questions.useful, choices.useful),
      quiet(texts.onlyYou),
      quiet(texts.stop),
    ],
    [action('check-in.answer', texts.send, { checkInId: message.checkInId }, 'positive')],
  );
}

/** What was answered, in place of the questions. */
export function checkInAnswered({ answers }: Of<'check-in-answered'>): Element {
  return card([
    title(texts.thanks),
    { type: 'FactSet', facts: answerLines(answers).map(([name, value]) => ({ title: name, value })) },
    quiet(`${texts.questions.whoTalked} ${texts.youBoth} ${texts.onlyYou}`),
  ]);
}
