import { Temporal } from 'temporal-polyfill';
import type { Tenant, TenantEvent, TenantPerson } from '../tenant-client.ts';

/** How far ahead meetings of two are looked for. */
const weeksAhead = 8;

/** A meeting of two, as it stands in the calendar of one of them. */
export interface MeetingOfTwo {
  readonly partner: TenantPerson;
  readonly event: TenantEvent;
}

/**
 * The online meetings that somebody has with exactly one other person, earliest first: from a week ago to eight weeks
 * ahead. The made-up calendars hold no others of the kind, so these are the ones that Vantage booked.
 */
export async function meetingsOfTwo(
  tenant: Tenant,
  me: TenantPerson,
  people: readonly TenantPerson[],
  now: Temporal.Instant,
): Promise<readonly MeetingOfTwo[]> {
  const from = now.subtract({ hours: 7 * 24 });
  const events = (await tenant.calendar(me.id, from, now.add({ hours: weeksAhead * 7 * 24 }))) ?? [];
  const byName = new Map(people.map((person) => [person.userPrincipalName.toLowerCase(), person]));
  return events
    .filter((event) => event.isOnline && !event.isCancelled)
    .flatMap((event) => {
      const names = new Set([event.organizer, ...event.attendees].map((name) => name.toLowerCase()));
      names.delete(me.userPrincipalName.toLowerCase());
      const [name] = names;
      const partner = name === undefined ? undefined : byName.get(name);
      return names.size === 1 && partner ? [{ partner, event }] : [];
    })
    .toSorted((a, b) => Date.parse(a.event.startsAt) - Date.parse(b.event.startsAt));
}

/** The first of them that has not ended. */
export const nextOf = (meetings: readonly MeetingOfTwo[], now: Temporal.Instant): MeetingOfTwo | null =>
  meetings.find(({ event }) => Temporal.Instant.compare(event.endsAt, now) > 0) ?? null;

/** The seven days from the Monday of a date, in a time zone. */
export function weekOf(date: Temporal.PlainDate, timeZone: string): { from: Temporal.Instant; to: Temporal.Instant } {
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant();
  return { from: start(monday), to: start(monday.add({ days: 7 })) };
}
