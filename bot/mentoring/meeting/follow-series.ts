import { Temporal } from 'temporal-polyfill';
import { present } from '../outcome.ts';
import type { Ports } from '../ports.ts';

/** A meeting may have been moved so far from where we know it. */
const margin = Temporal.Duration.from({ hours: 24 * 180 });

/** Brings the meetings of a series in line with the calendar: their times, and which of them stand. */
export async function followSeries(ports: Ports, tenantId: string, seriesId: string): Promise<void> {
  const known = await ports.inTenant(tenantId, async (stores) => {
    const series = present(await stores.series.byId(seriesId), 'series');
    const pairing = present(await stores.pairings.byId(series.pairingId), 'pairing');
    const mentee = present(await stores.people.byId(pairing.menteeId), 'mentee');
    const meetings = (await stores.meetings.ofPairings([pairing.id])).filter((one) => one.seriesId === seriesId);
    return { series, mentee, meetings };
  });
  const { series, mentee, meetings } = known;
  if (series.state !== 'booked' || series.eventId === null || meetings.length === 0) return;
  const organizer = { ...mentee, entraObjectId: present(mentee.entraObjectId, 'object id of a booked mentee') };
  const bounds = meetings
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .toSorted((a, b) => Temporal.Instant.compare(a, b));
  const [first, last] = [present(bounds[0], 'first meeting'), present(bounds.at(-1), 'last meeting')];
  const occurrences = await ports.calendar.occurrences(
    tenantId,
    organizer,
    series.eventId,
    first.subtract(margin),
    last.add(margin),
  );
  const standing = new Map(occurrences.filter((one) => !one.cancelled).map((one) => [one.eventId, one]));
  const now = ports.clock.now();

  await ports.inTenant(tenantId, async (stores) => {
    for (const { id } of meetings) {
      const meeting = present(await stores.meetings.byId(id, { forUpdate: true }), 'meeting');
      const stands = standing.get(meeting.eventId);
      // What was held stays held; whether one that is over was held is found out by its end.
      if (meeting.state === 'held' || Temporal.Instant.compare(meeting.endsAt, now) <= 0) continue;
      const times = stands ? { startsAt: stands.startsAt, endsAt: stands.endsAt } : {};
      const changed = { ...meeting, ...times, state: stands ? ('planned' as const) : ('cancelled' as const) };
      if (JSON.stringify(changed) !== JSON.stringify(meeting)) await stores.meetings.save([changed]);
    }
  });
}
