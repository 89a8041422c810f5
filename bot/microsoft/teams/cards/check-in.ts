import type { CheckInMessage } from '../../../mentoring/checkin/messages.ts';
import { wordsLimit, type CheckInAnswers } from '../../../mentoring/checkin/check-in.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, choice, line, quiet, safe, safeText, title, toggle, write, type Element } from './elements.ts';

type Of<K extends CheckInMessage['kind']> = Extract<CheckInMessage, { kind: K }>;

/** Asks one side how a meeting was. */
function checkIn(message: Of<'check-in'>, { t, when }: Texts): Element {
  const choices = t('checkIn.choices', { returnObjects: true });
  const name = safe(message.partner.displayName);
  return card(
    [
      title(t('checkInTitle', { name })),
      quiet(
        t('checkInLine', {
          start: when(message.meetingStart),
          number: message.meetingNumber,
          meetings: message.meetings,
        }),
      ),
      choice('tookPlace', t('checkIn.questions.tookPlace'), choices.tookPlace, 'yes'),
      choice('whoTalked', `${t('checkIn.questions.whoTalked')} ${t('checkIn.youBoth')}`, choices.whoTalked),
      quiet(t('checkIn.onlyYou')),
      choice('spokeOpenly', t('checkIn.questions.spokeOpenly'), choices.spokeOpenly),
      choice('menteesAgenda', t('checkIn.questions.menteesAgenda'), choices.menteesAgenda),
      choice('summedUp', t('checkIn.questions.summedUp'), choices.summedUp),
      write('words', t('checkIn.words'), wordsLimit),
      quiet(t('checkIn.shareWith', { name })),
      toggle('areWordsShared', t('checkIn.share')),
      quiet(t('stop')),
    ],
    [action('check-in.answer', t('checkIn.send'), { checkInId: message.checkInId }, 'positive')],
  );
}

/** What was answered, in place of the questions, and what the partner lets see of theirs. */
function checkInAnswered({ answers, theirs, partner }: Of<'check-in-answered'>, texts: Texts): Element {
  const { t } = texts;
  const name = safe(partner.displayName);
  const talked =
    answers.whoTalked && theirs.whoTalked
      ? t('gap.both', { name, mine: t(`gap.mine.${answers.whoTalked}`), theirs: t(`gap.theirs.${theirs.whoTalked}`) })
      : null;
  const words = answers.words === null ? null : quoted(answers.words);
  return card([
    title(t('thanks')),
    { type: 'FactSet', facts: answerLines(answers, texts).map(([question, value]) => ({ title: question, value })) },
    ...(talked === null ? [] : [line(talked)]),
    ...(words === null ? [] : [line(t(answers.areWordsShared ? 'words.shared' : 'words.mine', { words }))]),
    ...(theirs.words === null ? [] : [line(t('words.theirs', { name, words: quoted(theirs.words) }))]),
    quiet(`${t('checkIn.questions.whoTalked')} ${t('checkIn.youBoth')} ${t('words.others')}`),
  ]);
}

const quoted = (words: string) => safeText(words, wordsLimit);

/** Taps as lines of text: question and answer. */
export function answerLines(answers: CheckInAnswers, { t }: Texts): readonly (readonly [string, string])[] {
  const { tookPlace, whoTalked, spokeOpenly, menteesAgenda, summedUp } = answers;
  const lines: [string, string][] = [[t('checkIn.questions.tookPlace'), t(`checkIn.choices.tookPlace.${tookPlace}`)]];
  if (whoTalked) lines.push([t('checkIn.questions.whoTalked'), t(`checkIn.choices.whoTalked.${whoTalked}`)]);
  if (spokeOpenly) lines.push([t('checkIn.questions.spokeOpenly'), t(`checkIn.choices.spokeOpenly.${spokeOpenly}`)]);
  if (menteesAgenda) {
    lines.push([t('checkIn.questions.menteesAgenda'), t(`checkIn.choices.menteesAgenda.${menteesAgenda}`)]);
  }
  if (summedUp) lines.push([t('checkIn.questions.summedUp'), t(`checkIn.choices.summedUp.${summedUp}`)]);
  return lines;
}

export const checkInCards: Drawings<CheckInMessage> = { 'check-in': checkIn, 'check-in-answered': checkInAnswered };
