import type { BotMessage, Partner } from '../../../mentoring/chat/chat.ts';
import type { Texts } from '../texts.ts';
import { checkIn, checkInAnswered } from './check-in.ts';
import { card, line, quiet, safe, title, type Element } from './elements.ts';
import {
  booked,
  cancelQuestion,
  changeQuestion,
  endQuestion,
  meetings,
  meetingTimes,
  moveQuestion,
  paused,
  pauseQuestion,
  seriesChanging,
  timeChosen,
  times,
  whichPairing,
} from './meetings.ts';
import { agreement, offer } from './pairing.ts';

/** The card of a message, in the language of these texts. */
export const cardOf = (message: BotMessage, texts: Texts): Element => spoken(saying(message, texts), texts);

/** Something failed; `reference` is what its trace is found by in the log. */
export const troubleCard = (reference: string, texts: Texts): Element =>
  spoken(card([line(texts.t('trouble', { reference }))]), texts);

/** A tap that says nothing we know. */
export const notUnderstoodCard = (texts: Texts): Element => spoken(card([line(texts.t('notUnderstood'))]), texts);

/** Says how a card is read: in which language, and from which side. */
const spoken = (shown: Element, { language, direction }: Texts): Element => ({
  ...shown,
  lang: language,
  ...(direction === 'rtl' ? { rtl: true } : {}),
});

function saying(message: BotMessage, texts: Texts): Element {
  const { t } = texts;
  const nameOf = ({ displayName }: Partner) => safe(displayName);
  switch (message.kind) {
    case 'greeting':
      return card([
        title(message.name === null ? t('greetingUnnamed') : t('greeting', { name: safe(message.name) })),
        line(t('whatThisIs')),
        line(t('whoSeesWhat')),
        line(t(message.pairings === 0 ? 'noPairing' : 'pairingInTab')),
        quiet(t('stop')),
      ]);
    case 'help':
      return card([line(t('help')), line(t('helpTab')), quiet(t('stop'))]);
    case 'not-enrolled':
      return card([line(t('notEnrolled')), quiet(t('stop'))]);
    case 'offer':
      return offer(message, texts);
    case 'accepted':
      return card([line(t(`accepted.${message.waitingFor}`, { name: nameOf(message.partner) }))]);
    case 'declined':
      return card([line(t('declined'))]);
    case 'not-paired':
      return card([line(t('notPaired', { name: nameOf(message.partner) }))]);
    case 'agreement':
      return agreement(message, texts);
    case 'signed':
      return card([line(t(message.both ? 'signedBoth' : 'signed', { name: nameOf(message.partner) }))]);
    case 'booked':
      return booked(message, texts);
    case 'times':
      return times(message, texts);
    case 'meeting-times':
      return meetingTimes(message, texts);
    case 'time-chosen':
      return timeChosen(message, texts);
    case 'which-pairing':
      return whichPairing(message, texts);
    case 'no-meetings':
      return card([line(t('noMeetings'))]);
    case 'meetings':
      return meetings(message, texts);
    case 'move-question':
      return moveQuestion(message, texts);
    case 'cancel-question':
      return cancelQuestion(message, texts);
    case 'change-question':
      return changeQuestion(message, texts);
    case 'pause-question':
      return pauseQuestion(message, texts);
    case 'end-question':
      return endQuestion(message, texts);
    case 'meeting-cancelled':
      return card([line(t('meetingCancelled', { number: message.meetingNumber }))]);
    case 'meeting-left-out':
      return card([line(t('meetingLeftOut', { number: message.meetingNumber }))]);
    case 'series-changing':
      return seriesChanging(message, texts);
    case 'paused':
      return paused(message, texts);
    case 'resumed':
      return card([line(t('resumed', { name: nameOf(message.partner) }))]);
    case 'ended':
      return card([line(t('ended', { name: nameOf(message.partner) }))]);
    case 'meeting-news':
      return card([line(t(`meetingNews.${message.news}`, { name: nameOf(message.partner) })), quiet(t('stop'))]);
    case 'check-in':
      return checkIn(message, texts);
    case 'check-in-answered':
      return checkInAnswered(message, texts);
    case 'no-longer-open':
      return card([line(t(`noLongerOpen.${message.reason}`))]);
  }
}
