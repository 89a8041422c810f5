import type { BotMessage } from '../chat/chat.ts';
import type { TimesOption } from './messages.ts';
import type { SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import type { Meeting, Series, SlotOption } from './meeting.ts';
import { readPartner } from '../pairing/read-partner.ts';
import { localTime } from '../people/local-time.ts';

/** How many meetings of an option have to move, and how many clash and cannot. */
export const clashesOf = ({ meetings }: SlotOption): { readonly moved: number; readonly clashes: number } => ({
  moved: meetings.filter(({ state }) => state === 'moved').length,
  clashes: meetings.filter(({ state }) => state === 'clashes').length,
});

/** A time for a series as a card shows it to somebody. */
export const timesOption = (option: SlotOption, me: Person): TimesOption => ({
  start: option.slot.start.toInstant().toString(),
  first: localTime(option.slot.start.toInstant(), me),
  repeats: option.slot.repeats,
  ...clashesOf(option),
});

/** The times that the two may choose from now, as a card; null when there is nothing to choose. */
export async function timesMessage(
  stores: Stores,
  series: Series,
  pairing: Pairing,
  me: Person,
): Promise<BotMessage | null> {
  const [best] = series.options;
  if (series.state !== 'offered' || series.decideBy === null || !best) return null;
  return {
    kind: 'times',
    pairingId: pairing.id,
    partner: await readPartner(stores, pairing, me),
    times: series.options.map((option) => timesOption(option, me)),
    meetings: best.slot.meetings,
    lengthMinutes: best.slot.lengthMinutes,
    decideBy: localTime(series.decideBy, me),
  };
}

/** The same as a notice: what came of the choice once one was made. */
export async function readTimesOffer(
  stores: Stores,
  { seriesId, occasion }: SubjectOf<'times'>,
  me: Person,
): Promise<Reading | null> {
  const series = present(await stores.series.byId(seriesId), 'series');
  const pairing = present(await stores.pairings.byId(series.pairingId), 'pairing');
  const message = series.decideBy?.toString() === occasion ? await timesMessage(stores, series, pairing, me) : null;
  if (message) return { message, isDue: true };
  const partner = await readPartner(stores, pairing, me);
  if (series.slot === null) return { message: { kind: 'no-longer-open', reason: 'closed' }, isDue: false };
  return {
    message: { kind: 'time-chosen', partner, time: localTime(series.slot.start.toInstant(), me) },
    isDue: false,
  };
}

/** The new times that the two may choose from for one meeting, as a card; null when there is nothing to choose. */
export async function meetingTimesMessage(
  stores: Stores,
  meeting: Meeting,
  pairing: Pairing,
  me: Person,
): Promise<BotMessage | null> {
  if (meeting.options.length === 0 || (meeting.state !== 'open' && meeting.state !== 'planned')) return null;
  return {
    kind: 'meeting-times',
    meetingId: meeting.id,
    partner: await readPartner(stores, pairing, me),
    meetingNumber: meeting.number,
    why: meeting.state === 'open' ? 'cancelled' : 'declined',
    times: meeting.options.map((start) => ({ start: start.toString(), shown: localTime(start, me) })),
  };
}

/** The same as a notice: what came of the choice once one was made. */
export async function readMeetingTimes(
  stores: Stores,
  { meetingId }: SubjectOf<'meeting-times'>,
  me: Person,
): Promise<Reading> {
  const meeting = present(await stores.meetings.byId(meetingId), 'meeting');
  const pairing = present(await stores.pairings.byId(meeting.pairingId), 'pairing');
  const message = await meetingTimesMessage(stores, meeting, pairing, me);
  if (message) return { message, isDue: true };
  const partner = await readPartner(stores, pairing, me);
  const { number: meetingNumber, state } = meeting;
  if (state === 'cancelled') return { message: { kind: 'meeting-left-out', partner, meetingNumber }, isDue: false };
  if (state !== 'planned' || pairing.state !== 'active') {
    return { message: { kind: 'no-longer-open', reason: 'closed' }, isDue: false };
  }
  return { message: { kind: 'time-chosen', partner, time: localTime(meeting.startsAt, me) }, isDue: false };
}
