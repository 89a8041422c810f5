import { Temporal } from 'temporal-polyfill';
import type { TenantEvent } from '../sandbox/tenant-client.ts';
import type { Pairing } from './shapes.ts';
import { each, type World } from './world.ts';

/** A series as it stands in both calendars, read back from Graph. */
export interface SeriesInCalendars {
  readonly mentor: string;
  readonly mentee: string;
  readonly organizer: string;
  readonly start: string;
  readonly timeZone: string;
  readonly pattern: string;
  readonly meetings: number;
  readonly joinUrl: string;
  readonly inMenteeCalendar: number;
  readonly inMentorCalendar: number;
  /** Meetings of the series that overlap something else in either calendar. */
  readonly conflicts: number;
}

/** A series with what the checks need besides. */
export interface SeriesRead extends SeriesInCalendars {
  readonly events: readonly TenantEvent[];
  /** Meetings of just these two that are not of the series: a second booking would show here. */
  readonly strays: number;
}

/** Reads both calendars of every booked pairing. */
export async function readCalendars(
  world: World,
  pairings: readonly Pairing[],
  ids: ReadonlyMap<string, string>,
  from: string,
  to: string,
): Promise<readonly SeriesRead[]> {
  const window = [Temporal.Instant.from(from), Temporal.Instant.from(to)] as const;
  const view = async (person: string): Promise<TenantEvent[]> => {
    const events = (await world.tenant.calendar(ids.get(person) ?? '', ...window)) ?? [];
    return events.filter((event) => !event.isCancelled);
  };
  return each('calendars read', pairings, async ({ mentee, mentor, series }) => {
    const menteeEvents = await view(mentee.userPrincipalName);
    const mentorEvents = await view(mentor.userPrincipalName);
    const joinUrl = series?.joinUrl ?? '';
    const ours = (event: TenantEvent) => joinUrl !== '' && event.joinUrl === joinUrl;
    const inMentee = menteeEvents.filter(ours);
    const inMentor = mentorEvents.filter(ours);
    const others = [...menteeEvents, ...mentorEvents].filter(
      (event) => !ours(event) && event.showAs !== 'free' && event.showAs !== 'workingElsewhere',
    );
    const isOfBoth = (event: TenantEvent) =>
      event.isOnline && event.attendees.length === 1 && event.attendees[0] === mentor.userPrincipalName;
    const start = series?.start ?? '';
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
    const day = start === '' ? '' : weekday.format(new Date(`${start.slice(0, 10)}T12:00:00Z`));
    return {
      mentor: mentor.userPrincipalName,
      mentee: mentee.userPrincipalName,
      organizer: inMentee.some((event) => event.isOrganizer) ? mentee.userPrincipalName : '',
      start,
      timeZone: /\[(.+)\]$/.exec(start)?.[1] ?? '',
      pattern: patternText(series, day),
      meetings: inMentee.length,
      joinUrl,
      inMenteeCalendar: inMentee.length,
      inMentorCalendar: inMentor.length,
      events: inMentee,
      strays: menteeEvents.filter((event) => isOfBoth(event) && !ours(event)).length,
      conflicts: inMentee.filter((meeting) => others.some((event) => overlap(meeting, event))).length,
    };
  });
}

function patternText(series: Pairing['series'], day: string): string {
  const repeats = series?.repeats;
  return repeats?.kind === 'month'
    ? `each month on the ${ordinals[String(repeats.week)] ?? '?'} ${day}`
    : `every ${String(repeats?.every ?? 0)} weeks on ${day}`;
}

const ordinals: Readonly<Record<string, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', last: 'last' };

function overlap(a: TenantEvent, b: TenantEvent): boolean {
  return Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);
}
