import type { MeetingMessage, MeetingsWish, TimesOption, WishKind } from '../../../mentoring/meeting/messages.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, line, mostActions, quiet, safe, title, type Element } from './elements.ts';

type Of<K extends MeetingMessage['kind']> = Extract<MeetingMessage, { kind: K }>;

const nameOf = ({ partner }: { readonly partner: { readonly displayName: string } }) => safe(partner.displayName);

/** `Tue 8 Dec, 10:00 · every two weeks · one moved`. */
function timeOf({ first, repeats, moved, clashes }: TimesOption, { t, when, rhythm }: Texts): string {
  return [
    when(first),
    rhythm({ firstMeeting: first, repeats }),
    ...(moved === 0 ? [] : [t('times.moved', { count: moved })]),
    ...(clashes === 0 ? [] : [t('times.clashes', { count: clashes })]),
  ].join(' · ');
}

/** A button that shows something of a pairing's meetings and changes nothing. */
const look = (pairingId: string, text: string, { kind, until }: MeetingsWish, style?: 'positive') =>
  action('meetings.look', text, { pairingId, wish: kind, until: until ?? '' }, style);
export const lookAt = (pairingId: string, kind: WishKind, text: string) => look(pairingId, text, { kind, until: null });
/** Back to the meetings, with everything as it was. */
const keep = (pairingId: string, { t }: Texts) => lookAt(pairingId, 'meetings', t('meetings.keep'));

/** The series stands. */
function booked(message: Of<'booked'>, { t, when, rhythm }: Texts): Element {
  const { firstMeeting, lengthMinutes: minutes, meetings: count, joinUrl } = message;
  return card(
    [
      title(t('bookedTitle', { name: nameOf(message) })),
      line(t('booked', { start: when(firstMeeting), minutes, count, rhythm: rhythm(message) })),
      quiet(t('stop')),
    ],
    [{ type: 'Action.OpenUrl', title: t('join'), url: joinUrl }],
  );
}

/** Offers times for a whole series. */
function times(message: Of<'times'>, texts: Texts): Element {
  const { t, when } = texts;
  const { pairingId, meetings: count, lengthMinutes: minutes, decideBy } = message;
  return card(
    [
      title(t('times.title', { name: nameOf(message) })),
      line(t('times.text', { count, minutes })),
      quiet(t('times.by', { time: when(decideBy) })),
      quiet(t('stop')),
    ],
    message.times.map((option, index) =>
      action(
        'times.choose',
        timeOf(option, texts),
        { pairingId, start: option.start },
        index === 0 ? 'positive' : undefined,
      ),
    ),
  );
}

/** Offers new times for one meeting. */
function meetingTimes(message: Of<'meeting-times'>, { t, when }: Texts): Element {
  const { meetingId, meetingNumber: number, why } = message;
  return card(
    [
      title(t('meetingTimes.title', { name: nameOf(message) })),
      line(t(`meetingTimes.${why}`, { number })),
      quiet(t('stop')),
    ],
    [
      ...message.times.map(({ start, shown }) => action('meeting-time.choose', when(shown), { meetingId, start })),
      action('meeting.leave-out', t('buttons.leaveOut'), { meetingId }),
    ],
  );
}

const timeChosen = (message: Of<'time-chosen'>, { t, when }: Texts): Element =>
  card([line(t('timeChosen', { time: when(message.time), name: nameOf(message) }))]);

/** Asks somebody with several pairings which one they mean. Names stand in lines alone: a button shows marks as they are. */
function whichPairing({ wish, pairings }: Of<'which-pairing'>, { t }: Texts): Element {
  const shown = pairings.slice(0, mostActions);
  return card(
    [
      title(t('whichPairing.title')),
      ...shown.map((one, index) => line(t('whichPairing.one', { number: index + 1, name: nameOf(one) }))),
      ...(shown.length < pairings.length ? [quiet(t('whichPairing.othersInTab'))] : []),
    ],
    shown.map(({ pairingId }, index) => look(pairingId, t('whichPairing.button', { number: index + 1 }), wish)),
  );
}

/** The meetings to come, and what can be done with them. */
function meetings(message: Of<'meetings'>, { t, when, day }: Texts): Element {
  const { pairingId, standing, pausedUntil, coming } = message;
  const end = lookAt(pairingId, 'end', t('meetings.end'));
  const pause = lookAt(pairingId, 'pause', t('buttons.pause'));
  const heading = title(t('meetings.title', { name: nameOf(message) }));
  if (standing === 'paused') {
    return card(
      [
        heading,
        line(pausedUntil === null ? t('meetings.paused') : t('meetings.pausedUntil', { day: day(pausedUntil) })),
      ],
      [action('pairing.resume', t('meetings.resume'), { pairingId }, 'positive'), end],
    );
  }
  if (standing !== 'standing') return card([heading, line(t(`meetings.standing.${standing}`))], [pause, end]);
  if (coming.length === 0) return card([heading, line(t('meetings.noneToCome'))], [end]);
  return card(
    [
      heading,
      ...coming.map(({ number, start, waitsForTime }) =>
        line(t(waitsForTime ? 'meetings.waiting' : 'meetings.coming', { number, start: when(start) })),
      ),
    ],
    [
      lookAt(pairingId, 'move', t('meetings.move')),
      lookAt(pairingId, 'cancel', t('meetings.cancel')),
      lookAt(pairingId, 'change', t('meetings.change')),
      pause,
      end,
    ],
  );
}

/** Asks where to move one meeting. */
function moveQuestion(message: Of<'move-question'>, texts: Texts): Element {
  const { t, when } = texts;
  const { pairingId, meetingId, meeting } = message;
  const was = t(meeting.waitsForTime ? 'move.was' : 'move.is', { start: when(meeting.start) });
  return card(
    [
      title(t('move.title', { number: meeting.number, name: nameOf(message) })),
      line(`${was} ${t(message.times.length > 0 ? 'move.times' : 'move.noTimes')}`),
    ],
    [
      ...message.times.map(({ start, shown }) => action('meeting-time.choose', when(shown), { meetingId, start })),
      keep(pairingId, texts),
    ],
  );
}

/** Asks what becomes of a meeting that does not take place. */
function cancelQuestion(message: Of<'cancel-question'>, texts: Texts): Element {
  const { t, when } = texts;
  const { pairingId, meetingId, meeting } = message;
  return card(
    [
      title(t('cancel.title', { number: meeting.number, name: nameOf(message) })),
      line(t(meeting.waitsForTime ? 'cancel.waiting' : 'cancel.planned', { start: when(meeting.start) })),
    ],
    [
      // One without a time is being given one already.
      ...(meeting.waitsForTime ? [] : [action('meeting.cancel', t('cancel.findAnother'), { meetingId })]),
      action('meeting.leave-out', t('buttons.leaveOut'), { meetingId }),
      keep(pairingId, texts),
    ],
  );
}

/** Offers other times for all meetings that are left. */
function changeQuestion(message: Of<'change-question'>, texts: Texts): Element {
  const { t } = texts;
  const { pairingId, meetings: count, lengthMinutes: minutes } = message;
  return card(
    [title(t('change.title', { name: nameOf(message) })), line(t('change.text', { count, minutes }))],
    [
      ...message.times.map((option) =>
        action('series.change', timeOf(option, texts), { pairingId, start: option.start }),
      ),
      keep(pairingId, texts),
    ],
  );
}

/** Asks for how long the meetings pause. */
function pauseQuestion(message: Of<'pause-question'>, texts: Texts): Element {
  const { t, day } = texts;
  const { pairingId, days } = message;
  return card(
    [title(t('pause.title', { name: nameOf(message) })), line(t('pause.text'))],
    [
      ...days.map((until) => action('pairing.pause', t('pause.until', { day: day(until) }), { pairingId, until })),
      action('pairing.pause', t('pause.open'), { pairingId, until: '' }),
      keep(pairingId, texts),
    ],
  );
}

/** Says what ending means, before anything ends. */
function endQuestion(message: Of<'end-question'>, texts: Texts): Element {
  const { t } = texts;
  const { pairingId, meetings: count } = message;
  return card(
    [title(t('end.title', { name: nameOf(message) })), line(count === 0 ? t('end.none') : t('end.text', { count }))],
    [action('pairing.end', t('buttons.endIt'), { pairingId }), keep(pairingId, texts)],
  );
}

const seriesChanging = (message: Of<'series-changing'>, { t, when }: Texts): Element =>
  card([line(t('seriesChanging', { name: nameOf(message), time: when(message.time) }))]);

function paused(message: Of<'paused'>, { t, day }: Texts): Element {
  const name = nameOf(message);
  const { until } = message;
  return card([line(until === null ? t('paused', { name }) : t('pausedUntil', { name, day: day(until) }))]);
}

export const meetingCards: Drawings<MeetingMessage> = {
  booked,
  times,
  'meeting-times': meetingTimes,
  'time-chosen': timeChosen,
  'which-pairing': whichPairing,
  'no-meetings': (_, { t }) => card([line(t('noMeetings'))]),
  meetings,
  'move-question': moveQuestion,
  'cancel-question': cancelQuestion,
  'change-question': changeQuestion,
  'pause-question': pauseQuestion,
  'end-question': endQuestion,
  'meeting-cancelled': ({ meetingNumber: number }, { t }) => card([line(t('meetingCancelled', { number }))]),
  'meeting-left-out': ({ meetingNumber: number }, { t }) => card([line(t('meetingLeftOut', { number }))]),
  'series-changing': seriesChanging,
  paused,
  resumed: (message, { t }) => card([line(t('resumed', { name: nameOf(message) }))]),
  ended: (message, { t }) => card([line(t('ended', { name: nameOf(message) }))]),
  'meeting-news': (message, { t }) =>
    card([line(t(`meetingNews.${message.news}`, { name: nameOf(message) })), quiet(t('stop'))]),
};
