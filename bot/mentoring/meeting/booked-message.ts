import type { Temporal } from 'temporal-polyfill';
import type { ShownRepeats } from './messages.ts';
import type { SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import { zoneOf, type Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';
import type { Slot } from './meeting.ts';
import { isMeeting, isStanding } from './standing-states.ts';
import { readPartner } from '../pairing/read-partner.ts';

/** That a series stands, in the reader's own time; nothing where it does no longer. */
export async function readBooked(
  stores: Stores,
  { seriesId }: SubjectOf<'booked'>,
  me: Person,
): Promise<Reading | null> {
  const series = present(await stores.series.byId(seriesId), 'series');
  if (!series.slot || !isMeeting(series)) return null;
  const bookings = await stores.bookings.ofSeries([seriesId]);
  const joinUrl = bookings.findLast((booking) => booking.meetingId === null && isStanding(booking))?.joinUrl;
  if (joinUrl === null || joinUrl === undefined) return null;
  const pairing = present(await stores.pairings.byId(series.pairingId), 'pairing');
  const partner = await readPartner(stores, pairing, me);
  const { slot } = series;
  const first = slot.start.withTimeZone(zoneOf(me) ?? slot.start.timeZoneId);
  return {
    message: {
      kind: 'booked',
      partner,
      firstMeeting: first.toString(),
      meetings: slot.meetings,
      repeats: repeatsFor(slot, first),
      lengthMinutes: slot.lengthMinutes,
      joinUrl,
    },
    isDue: true,
  };
}

/** The second Tuesday of one place is not always the second Wednesday of another where it is a day later. */
function repeatsFor({ start, repeats }: Slot, shown: Temporal.ZonedDateTime): ShownRepeats {
  const isOneDay = shown.toPlainDate().equals(start.toPlainDate());
  return repeats.kind === 'month' && !isOneDay ? { kind: 'month', week: null } : repeats;
}
