import type { Temporal } from 'temporal-polyfill';
import type { ShownRepeats } from '../chat/chat.ts';
import { deliver } from '../chat/deliver.ts';
import { present } from '../outcome.ts';
import { partnerOf } from '../pairing/pairing.ts';
import type { Ports } from '../ports.ts';
import { zoneOf } from '../people/person.ts';
import type { Slot } from './meeting.ts';
import { isMeeting, isStanding } from './standing-states.ts';

/** Tells one side by chat that the series stands, in their own time. */
export async function sendBooked(ports: Ports, tenantId: string, seriesId: string, personId: string): Promise<void> {
  const news = await ports.inTenant(tenantId, async (stores) => {
    const series = await stores.series.byId(seriesId);
    if (!series?.slot || !isMeeting(series)) return null;
    const bookings = await stores.bookings.ofSeries([seriesId]);
    const joinUrl = bookings.findLast((booking) => booking.meetingId === null && isStanding(booking))?.joinUrl;
    if (joinUrl === null || joinUrl === undefined) return null;
    const pairing = present(await stores.pairings.byId(series.pairingId), 'pairing');
    const me = present(await stores.people.byId(personId), 'person');
    const partner = present(await stores.people.byId(partnerOf(pairing, personId)), 'partner');
    return { me, partner, slot: series.slot, joinUrl };
  });
  if (!news) return;
  const { slot } = news;
  const first = slot.start.withTimeZone(zoneOf(news.me) ?? slot.start.timeZoneId);
  await deliver(ports, tenantId, news.me.entraObjectId, {
    kind: 'booked',
    partner: news.partner,
    firstMeeting: first.toString(),
    meetings: slot.meetings,
    repeats: repeatsFor(slot, first),
    lengthMinutes: slot.lengthMinutes,
    joinUrl: news.joinUrl,
  });
}

/** The second Tuesday of one place is not always the second Wednesday of another where it is a day later. */
function repeatsFor({ start, repeats }: Slot, shown: Temporal.ZonedDateTime): ShownRepeats {
  const isOneDay = shown.toPlainDate().equals(start.toPlainDate());
  return repeats.kind === 'month' && !isOneDay ? { kind: 'month', week: null } : repeats;
}
