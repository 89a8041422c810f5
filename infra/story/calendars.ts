import { z } from 'zod';
import type { Pairing } from './shapes.ts';
import { each, type World } from './world.ts';

const Event = z.object({
  id: z.string(),
  start: z.object({ dateTime: z.string() }),
  end: z.object({ dateTime: z.string() }),
  showAs: z.string(),
  isCancelled: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  onlineMeeting: z.object({ joinUrl: z.string().nullish() }).nullish(),
});
const Page = z.object({ value: z.array(Event), '@odata.nextLink': z.string().optional() });
type Event = z.infer<typeof Event>;

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

/** Reads both calendars of every booked pairing. */
export async function readCalendars(
  world: World,
  pairings: readonly Pairing[],
  ids: ReadonlyMap<string, string>,
  from: string,
  to: string,
): Promise<readonly SeriesInCalendars[]> {
  const view = async (person: string): Promise<Event[]> => {
    const events: Event[] = [];
    let path: string | undefined =
      `/users/${ids.get(person) ?? ''}/calendarView?startDateTime=${from}&endDateTime=${to}&$top=500`;
    while (path !== undefined) {
      const page: z.infer<typeof Page> = Page.parse(await world.graph(path));
      events.push(...page.value.filter((event) => event.isCancelled !== true));
      path = page['@odata.nextLink'];
    }
    return events;
  };
  return each('calendars read', pairings, async ({ mentee, mentor, series }) => {
    const menteeEvents = await view(mentee.userPrincipalName);
    const mentorEvents = await view(mentor.userPrincipalName);
    const joinUrl = series?.joinUrl ?? '';
    const ours = (event: Event) => joinUrl !== '' && event.onlineMeeting?.joinUrl === joinUrl;
    const inMentee = menteeEvents.filter(ours);
    const inMentor = mentorEvents.filter(ours);
    const others = [...menteeEvents, ...mentorEvents].filter(
      (event) => !ours(event) && event.showAs !== 'free' && event.showAs !== 'workingElsewhere',
    );
    const start = series?.start ?? '';
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
    const day = start === '' ? '' : weekday.format(new Date(`${start.slice(0, 10)}T12:00:00Z`));
    return {
      mentor: mentor.userPrincipalName,
      mentee: mentee.userPrincipalName,
      organizer: inMentee.some((event) => event.isOrganizer === true) ? mentee.userPrincipalName : '',
      start,
      timeZone: /\[(.+)\]$/.exec(start)?.[1] ?? '',
      pattern: `every ${String(series?.everyWeeks ?? 0)} weeks on ${day}`,
      meetings: inMentee.length,
      joinUrl,
      inMenteeCalendar: inMentee.length,
      inMentorCalendar: inMentor.length,
      conflicts: inMentee.filter((meeting) => others.some((event) => overlap(meeting, event))).length,
    };
  });
}

function overlap(a: Event, b: Event): boolean {
  return a.start.dateTime < b.end.dateTime && b.start.dateTime < a.end.dateTime;
}
