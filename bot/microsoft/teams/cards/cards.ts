import type { BotMessage, Partner } from '../../../mentoring/chat/chat.ts';
import { answerLines, rhythm, texts, when } from '../texts.ts';
import { action, card, choice, line, quiet, safe, title, type Element } from './elements.ts';

const described = ({ displayName, jobTitle }: Partner) =>
  jobTitle === null ? safe(displayName) : `${safe(displayName)}, ${safe(jobTitle)}`;

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
      return card([line(texts.help), quiet(texts.stop)]);
    case 'not-enrolled':
      return card([line(texts.notEnrolled), quiet(texts.stop)]);
    case 'offer':
      return offer(message);
    case 'accepted':
      return card([line(texts.accepted[message.waitingFor](safe(message.partner.displayName)))]);
    case 'declined':
      return card([line(texts.declined)]);
    case 'agreement':
      return card(
        [
          title(texts.agreementTitle(safe(message.partner.displayName))),
          ...texts.agreement.map((sentence, index) => line(`${index + 1}. ${sentence}`)),
          quiet(texts.stop),
        ],
        [action('agreement.sign', texts.sign, { pairingId: message.pairingId }, 'positive')],
      );
    case 'signed':
      return card([line(texts.signed(safe(message.partner.displayName), message.both))]);
    case 'booked':
      return card(
        [
          title(texts.bookedTitle(safe(message.partner.displayName))),
          line(texts.booked(when(message.firstMeeting), message.lengthMinutes, message.meetings, rhythm(message))),
          quiet(texts.stop),
        ],
        [{ type: 'Action.OpenUrl', title: texts.join, url: message.joinUrl }],
      );
    case 'times':
      return times(message);
    case 'meeting-times':
      return meetingTimes(message);
    case 'time-chosen':
      return card([line(texts.timeChosen(safe(message.partner.displayName), when(message.time)))]);
    case 'meeting-left-out':
      return card([line(texts.meetingLeftOut(message.meetingNumber))]);
    case 'meeting-news':
      return card([line(texts.meetingNews[message.news](safe(message.partner.displayName))), quiet(texts.stop)]);
    case 'check-in':
      return checkIn(message);
    case 'check-in-answered':
      return card([
        title(texts.thanks),
        { type: 'FactSet', facts: answerLines(message.answers).map(([name, value]) => ({ title: name, value })) },
        quiet(`${texts.questions.whoTalked} ${texts.youBoth} ${texts.onlyYou}`),
      ]);
    case 'no-longer-open':
      return card([line(texts.noLongerOpen[message.reason])]);
  }
}

function offer(message: Extract<BotMessage, { kind: 'offer' }>): Element {
  const { pairingId, role, partner, topics, programme } = message;
  return card(
    [
      title(texts.offerTitle[role]),
      line(`**${described(partner)}** ${texts.offer[role]} ${safe(programme)}.`),
      ...(topics.length > 0 ? [line(`${texts.inCommon}: ${topics.map(safe).join(' · ')}`)] : []),
      line(texts.youDecide),
      quiet(texts.stop),
    ],
    [
      action('pairing.accept', texts.accept, { pairingId }, 'positive'),
      action('pairing.decline', texts.decline, { pairingId }),
    ],
  );
}

function times(message: Extract<BotMessage, { kind: 'times' }>): Element {
  const { pairingId, partner, meetings, lengthMinutes, decideBy } = message;
  return card(
    [
      title(texts.timesTitle(safe(partner.displayName))),
      line(texts.times(meetings, lengthMinutes)),
      quiet(texts.timesBy(when(decideBy))),
      quiet(texts.stop),
    ],
    message.times.map(({ start, first, repeats, moved, clashes }, index) =>
      action(
        'times.choose',
        texts.timesOption(when(first), rhythm({ firstMeeting: first, repeats }), moved, clashes),
        { pairingId, start },
        index === 0 ? 'positive' : undefined,
      ),
    ),
  );
}

function meetingTimes(message: Extract<BotMessage, { kind: 'meeting-times' }>): Element {
  const { meetingId, partner, meetingNumber, why } = message;
  return card(
    [
      title(texts.meetingTimesTitle(safe(partner.displayName))),
      line(texts.meetingTimes[why](meetingNumber)),
      quiet(texts.stop),
    ],
    [
      ...message.times.map(({ start, shown }) => action('meeting-time.choose', when(shown), { meetingId, start })),
      action('meeting.leave-out', texts.leaveOut, { meetingId }),
    ],
  );
}

function checkIn(message: Extract<BotMessage, { kind: 'check-in' }>): Element {
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
