import type { BotMessage, MeetingsWish, TimesOption, WishKind } from '../../../mentoring/chat/chat.ts';
import { day, rhythm, texts, when } from '../texts.ts';
import { action, card, line, quiet, safe, title, type Element } from './elements.ts';

type Of<K extends BotMessage['kind']> = Extract<BotMessage, { kind: K }>;

/** Most buttons of a card: Teams shows six, Microsoft's drawing code leaves out the sixth unless its host says otherwise. */
const mostActions = 5;

const nameOf = ({ partner }: { readonly partner: { readonly displayName: string } }) => safe(partner.displayName);
const timeOf = ({ first, repeats, moved, clashes }: TimesOption) =>
  texts.timesOption(when(first), rhythm({ firstMeeting: first, repeats }), moved, clashes);

/** A button that shows something of a pairing's meetings and changes nothing. */
const look = (pairingId: string, text: string, { kind, until }: MeetingsWish, style?: 'positive') =>
  action('meetings.look', text, { pairingId, wish: kind, until: until ?? '' }, style);
const lookAt = (pairingId: string, kind: WishKind, text: string) => look(pairingId, text, { kind, until: null });
/** Back to the meetings, with everything as it was. */
const keep = (pairingId: string) => lookAt(pairingId, 'meetings', texts.keep);

/** The series stands. */
export function booked(message: Of<'booked'>): Element {
  const { firstMeeting, lengthMinutes, meetings: count, joinUrl } = message;
  return card(
    [
      title(texts.bookedTitle(nameOf(message))),
      line(texts.booked(when(firstMeeting), lengthMinutes, count, rhythm(message))),
      quiet(texts.stop),
    ],
    [{ type: 'Action.OpenUrl', title: texts.join, url: joinUrl }],
  );
}

/** Offers times for a whole series. */
export function times(message: Of<'times'>): Element {
  const { pairingId, partner, meetings, lengthMinutes, decideBy } = message;
  return card(
    [
      title(texts.timesTitle(safe(partner.displayName))),
      line(texts.times(meetings, lengthMinutes)),
      quiet(texts.timesBy(when(decideBy))),
      quiet(texts.stop),
    ],
    message.times.map((option, index) =>
      action('times.choose', timeOf(option), { pairingId, start: option.start }, index === 0 ? 'positive' : undefined),
    ),
  );
}

/** Offers new times for one meeting. */
export function meetingTimes(message: Of<'meeting-times'>): Element {
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

export const timeChosen = (message: Of<'time-chosen'>): Element =>
  card([line(texts.timeChosen(nameOf(message), when(message.time)))]);

/** Asks somebody with several pairings which one they mean. Names stand in lines alone: a button shows marks as they are. */
export function whichPairing({ wish, pairings }: Of<'which-pairing'>): Element {
  const shown = pairings.slice(0, mostActions);
  return card(
    [
      title(texts.whichPairing),
      ...shown.map((one, index) => line(texts.numbered(index + 1, nameOf(one)))),
      ...(shown.length < pairings.length ? [quiet(texts.othersInTab)] : []),
    ],
    shown.map(({ pairingId }, index) => look(pairingId, texts.number(index + 1), wish)),
  );
}

/** The meetings to come, and what can be done with them. */
export function meetings(message: Of<'meetings'>): Element {
  const { pairingId, standing, pausedUntil, coming } = message;
  const end = lookAt(pairingId, 'end', texts.lookEnd);
  const pause = lookAt(pairingId, 'pause', texts.lookPause);
  const heading = title(texts.meetingsTitle(nameOf(message)));
  if (standing === 'paused') {
    return card(
      [heading, line(texts.pausedNow(pausedUntil === null ? null : day(pausedUntil)))],
      [action('pairing.resume', texts.resume, { pairingId }, 'positive'), end],
    );
  }
  if (standing !== 'standing') return card([heading, line(texts.meetingsStanding[standing])], [pause, end]);
  if (coming.length === 0) return card([heading, line(texts.noneToCome)], [end]);
  return card(
    [
      heading,
      ...coming.map(({ number, start, waitsForTime }) => line(texts.coming(number, when(start), waitsForTime))),
    ],
    [
      lookAt(pairingId, 'move', texts.lookMove),
      lookAt(pairingId, 'cancel', texts.lookCancel),
      lookAt(pairingId, 'change', texts.lookChange),
      pause,
      end,
    ],
  );
}

/** Asks where to move one meeting. */
export function moveQuestion(message: Of<'move-question'>): Element {
  const { pairingId, meetingId, meeting } = message;
  return card(
    [
      title(texts.moveTitle(meeting.number, nameOf(message))),
      line(texts.move(when(meeting.start), meeting.waitsForTime, message.times.length > 0)),
    ],
    [
      ...message.times.map(({ start, shown }) => action('meeting-time.choose', when(shown), { meetingId, start })),
      keep(pairingId),
    ],
  );
}

/** Asks what becomes of a meeting that does not take place. */
export function cancelQuestion(message: Of<'cancel-question'>): Element {
  const { pairingId, meetingId, meeting } = message;
  return card(
    [
      title(texts.cancelTitle(meeting.number, nameOf(message))),
      line(texts.cancel(when(meeting.start), meeting.waitsForTime)),
    ],
    [
      // One without a time is being given one already.
      ...(meeting.waitsForTime ? [] : [action('meeting.cancel', texts.findAnother, { meetingId })]),
      action('meeting.leave-out', texts.leaveOut, { meetingId }),
      keep(pairingId),
    ],
  );
}

/** Offers other times for all meetings that are left. */
export function changeQuestion(message: Of<'change-question'>): Element {
  const { pairingId, meetings: count, lengthMinutes } = message;
  return card(
    [title(texts.changeTitle(nameOf(message))), line(texts.change(count, lengthMinutes))],
    [
      ...message.times.map((option) => action('series.change', timeOf(option), { pairingId, start: option.start })),
      keep(pairingId),
    ],
  );
}

/** Asks for how long the meetings pause. */
export function pauseQuestion(message: Of<'pause-question'>): Element {
  const { pairingId, days } = message;
  return card(
    [title(texts.pauseTitle(nameOf(message))), line(texts.pause)],
    [
      ...days.map((until) => action('pairing.pause', texts.pauseUntil(day(until)), { pairingId, until })),
      action('pairing.pause', texts.pauseOpen, { pairingId, until: '' }),
      keep(pairingId),
    ],
  );
}

/** Says what ending means, before anything ends. */
export function endQuestion(message: Of<'end-question'>): Element {
  const { pairingId, meetings: count } = message;
  return card(
    [title(texts.endTitle(nameOf(message))), line(texts.end(count))],
    [action('pairing.end', texts.endIt, { pairingId }), keep(pairingId)],
  );
}

export const seriesChanging = (message: Of<'series-changing'>): Element =>
  card([line(texts.seriesChanging(nameOf(message), when(message.time)))]);

export const paused = (message: Of<'paused'>): Element =>
  card([line(texts.paused(nameOf(message), message.until === null ? null : day(message.until)))]);
