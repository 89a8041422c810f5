import type { BotMessage } from '../../../mentoring/chat/chat.ts';
import { texts } from '../texts.ts';
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

/** The card of a message. */
export function cardOf(message: BotMessage): Element {
  switch (message.kind) {
    case 'greeting':
      return card([
        title(texts.greeting(message.name === null ? null : safe(message.name))),
        line(texts.whatThisIs),
        line(texts.whoSeesWhat),
        line(texts.pairings(message.pairings)),
        quiet(texts.stop),
      ]);
    case 'help':
      return card([line(texts.help), line(texts.helpTab), quiet(texts.stop)]);
    case 'not-enrolled':
      return card([line(texts.notEnrolled), quiet(texts.stop)]);
    case 'offer':
      return offer(message);
    case 'accepted':
      return card([line(texts.accepted[message.waitingFor](safe(message.partner.displayName)))]);
    case 'declined':
      return card([line(texts.declined)]);
    case 'not-paired':
      return card([line(texts.notPaired(safe(message.partner.displayName)))]);
    case 'agreement':
      return agreement(message);
    case 'signed':
      return card([line(texts.signed(safe(message.partner.displayName), message.both))]);
    case 'booked':
      return booked(message);
    case 'times':
      return times(message);
    case 'meeting-times':
      return meetingTimes(message);
    case 'time-chosen':
      return timeChosen(message);
    case 'which-pairing':
      return whichPairing(message);
    case 'no-meetings':
      return card([line(texts.noMeetings)]);
    case 'meetings':
      return meetings(message);
    case 'move-question':
      return moveQuestion(message);
    case 'cancel-question':
      return cancelQuestion(message);
    case 'change-question':
      return changeQuestion(message);
    case 'pause-question':
      return pauseQuestion(message);
    case 'end-question':
      return endQuestion(message);
    case 'meeting-cancelled':
      return card([line(texts.meetingCancelled(message.meetingNumber))]);
    case 'meeting-left-out':
      return card([line(texts.meetingLeftOut(message.meetingNumber))]);
    case 'series-changing':
      return seriesChanging(message);
    case 'paused':
      return paused(message);
    case 'resumed':
      return card([line(texts.resumed(safe(message.partner.displayName)))]);
    case 'ended':
      return card([line(texts.ended(safe(message.partner.displayName)))]);
    case 'meeting-news':
      return card([line(texts.meetingNews[message.news](safe(message.partner.displayName))), quiet(texts.stop)]);
    case 'check-in':
      return checkIn(message);
    case 'check-in-answered':
      return checkInAnswered(message);
    case 'no-longer-open':
      return card([line(texts.noLongerOpen[message.reason])]);
  }
}
