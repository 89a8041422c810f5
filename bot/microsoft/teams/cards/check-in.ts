import type { CheckInMessage } from '../../../mentoring/checkin/messages.ts';
import type { CheckInAnswers } from '../../../mentoring/checkin/check-in.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, choice, quiet, safe, title, type Element } from './elements.ts';

type Of<K extends CheckInMessage['kind']> = Extract<CheckInMessage, { kind: K }>;

/** Asks one side how a meeting was. */
function checkIn(message: Of<'check-in'>, { t, when }: Texts): Element {
  const choices = t('checkIn.choices', { returnObjects: true });
  return card(
    [
      title(t('checkInTitle', { name: safe(message.partner.displayName) })),
      quiet(
        t('checkInLine', {
          start: when(message.meetingStart),
          number: message.meetingNumber,
          meetings: message.meetings,
        }),
      ),
      choice('tookPlace', t('checkIn.questions.tookPlace'), choices.tookPlace, 'yes'),
      choice('whoTalked', `${t('checkIn.questions.whoTalked')} ${t('checkIn.youBoth')}`, choices.whoTalked),
      choice('questions', t('checkIn.questions.questions'), choices.questions),
      choice('useful', t('checkIn.questions.useful'), choices.useful),
      quiet(t('checkIn.onlyYou')),
      quiet(t('stop')),
    ],
    [action('check-in.answer', t('checkIn.send'), { checkInId: message.checkInId }, 'positive')],
  );
}

/** What was answered, in place of the questions. */
function checkInAnswered({ answers }: Of<'check-in-answered'>, texts: Texts): Element {
  const { t } = texts;
  return card([
    title(t('thanks')),
    { type: 'FactSet', facts: answerLines(answers, texts).map(([name, value]) => ({ title: name, value })) },
    quiet(`${t('checkIn.questions.whoTalked')} ${t('checkIn.youBoth')} ${t('checkIn.onlyYou')}`),
  ]);
}

/** Answers as lines of text: question and answer. */
export function answerLines(answers: CheckInAnswers, { t }: Texts): readonly (readonly [string, string])[] {
  const { tookPlace, whoTalked, questions, useful } = answers;
  const lines: [string, string][] = [[t('checkIn.questions.tookPlace'), t(`checkIn.choices.tookPlace.${tookPlace}`)]];
  if (whoTalked) lines.push([t('checkIn.questions.whoTalked'), t(`checkIn.choices.whoTalked.${whoTalked}`)]);
  if (questions) lines.push([t('checkIn.questions.questions'), t(`checkIn.choices.questions.${questions}`)]);
  if (useful) lines.push([t('checkIn.questions.useful'), t(`checkIn.choices.useful.${useful}`)]);
  return lines;
}

export const checkInCards: Drawings<CheckInMessage> = { 'check-in': checkIn, 'check-in-answered': checkInAnswered };
