import {
  occurrenceOn,
  type Answer,
  type CalendarEvent,
  type Copy,
  type Entry,
  type Exception,
} from '../calendar/event.ts';
import { daysOf } from '../calendar/recurrence.ts';
import { viewEntry, viewOccurrence } from '../calendar/view.ts';
import { dateOf, writeLocal, zoneOf } from '../calendar/zones.ts';
import { answer, refusal, type GraphAnswer } from './answer.ts';
import { contentProblem, copiesFor, keptContent, readTiming, type Timing } from './events-write.ts';
import { findEvent, notFound, preferencesOf, unknownZone } from './outlook.ts';
import type { Call, Route } from './tenant.ts';
import { checkEvent } from './validate.ts';

const DAY = 86_400_000;
const RESPONSES = { accept: 'accepted', tentativelyAccept: 'tentativelyAccepted', decline: 'declined' } as const;

/** The routes that change events, answer invitations and take events away. */
export const eventChangeRoutes: Route[] = [
  { method: 'PATCH', template: '/users/{id}/events/{id}', service: 'outlook', handle: changeEvent },
  { method: 'DELETE', template: '/users/{id}/events/{id}', service: 'outlook', handle: deleteEvent },
  { method: 'POST', template: '/users/{id}/events/{id}/cancel', service: 'outlook', handle: cancelEvent },
  { method: 'POST', template: '/users/{id}/events/{id}/accept', service: 'outlook', handle: respond('accept') },
  {
    method: 'POST',
    template: '/users/{id}/events/{id}/tentativelyAccept',
    service: 'outlook',
    handle: respond('tentativelyAccept'),
  },
  { method: 'POST', template: '/users/{id}/events/{id}/decline', service: 'outlook', handle: respond('decline') },
];

function changeEvent(call: Call): GraphAnswer {
  const { tenant, request } = call;
  const options = preferencesOf(request);
  if (options === undefined) return unknownZone(request.headers['prefer'] ?? '');
  const found = findEvent(call);
  if (!found.ok) return found.refusal;
  const checked = checkEvent(request.body);
  if (!checked.ok) return checked.refusal;
  const problem = contentProblem(checked.event);
  if (problem) return problem;
  const { entry, day } = found;
  if (entry.copy !== undefined) return organizerOnly('change');
  const changed =
    day === undefined ? changeWhole(call, entry.event, checked.event) : changeDay(entry, day, checked.event);
  if (!changed.ok) return changed.refusal;
  tenant.calendars.put({ ...changed.event, modifiedAt: tenant.clock.now() });
  const after = tenant.calendars.find(call.person.id, entry.event.key) ?? entry;
  const occurrence = day === undefined ? undefined : occurrenceOn(after, day);
  const view = occurrence
    ? viewOccurrence(occurrence, tenant.directory, options)
    : viewEntry(after, tenant.directory, options);
  return answer(200, view);
}

type Changed = { ok: true; event: CalendarEvent } | { ok: false; refusal: GraphAnswer };

/** A single event, or every day of a series. */
function changeWhole({ tenant }: Call, event: CalendarEvent, body: Record<string, unknown>): Changed {
  const timing = ['start', 'end', 'recurrence', 'isAllDay'].some((name) => name in body)
    ? retimed(event, body)
    : undefined;
  if (timing?.ok === false) return timing;
  const content = { ...event.content, ...keptContent(body) };
  const { online, recurrence, ...rest } = event;
  const invited =
    'attendees' in body ? copiesFor(body['attendees'], tenant, event.mailbox, event.copies) : event.copies;
  // A body without the block that Outlook put there means that the meeting is not online any more.
  const text = (content['body'] as { content?: string } | undefined)?.content ?? '';
  const keepsLink =
    online !== undefined && (!('body' in body) || text.replaceAll('&amp;', '&').includes(online.joinUrl));
  return {
    ok: true,
    event: {
      ...rest,
      content,
      ...(timing === undefined ? { ...(recurrence && { recurrence }) } : timing.timing),
      // A new time or pattern does away with what single days had of their own, and asks everybody again.
      ...(timing && { exceptions: {} }),
      copies: timing ? invited.map(askedAgain) : invited,
      showAs: (body['showAs'] as string | null | undefined) ?? event.showAs,
      ...(keepsLink && { online }),
    },
  };
}

/** An invitation as after a new time: what was answered before counts no more. */
function askedAgain({ respondedAt: _at, answers: _answers, ...copy }: Copy): Copy {
  return { ...copy, response: 'notResponded' };
}

/** The timing of an event with parts of it replaced; a series that starts on another day goes on from there. */
function retimed(event: CalendarEvent, body: Record<string, unknown>): ReturnType<typeof readTiming> {
  const written = (local: number): unknown => ({ dateTime: writeLocal(local), timeZone: event.zoneName });
  const start = (body['start'] ?? written(event.start)) as { dateTime?: string };
  const { recurrence } = event;
  const moved = recurrence && {
    ...recurrence,
    range: { ...recurrence.range, startDate: (start.dateTime ?? '').slice(0, 10) },
  };
  const whole = {
    end: written(event.end),
    isAllDay: event.isAllDay,
    ...(moved && { recurrence: moved }),
    ...body,
    start,
  };
  return readTiming(whole);
}

/** One day of a series, which becomes an exception. It may not be moved onto or past its neighbours. */
function changeDay(entry: Entry, day: string, body: Record<string, unknown>): Changed {
  const { event } = entry;
  const occurrence = occurrenceOn(entry, day);
  if (occurrence === undefined) return { ok: false, refusal: notFound() };
  const zone = zoneOf(event.zone);
  const was = { start: zone.toLocal(occurrence.start), end: zone.toLocal(occurrence.end) };
  let timing: Timing | undefined;
  if ('start' in body || 'end' in body) {
    const written = (local: number): unknown => ({ dateTime: writeLocal(local), timeZone: event.zoneName });
    const read = readTiming({
      start: written(was.start),
      end: written(was.end),
      isAllDay: event.isAllDay,
      ...body,
      recurrence: null,
    });
    if (!read.ok) return read;
    timing = read.timing;
  }
  const inZone = (local: number): number => (timing ? zone.toLocal(zoneOf(timing.zone).toInstant(local)) : local);
  const start = timing ? inZone(timing.start) : was.start;
  const end = timing ? inZone(timing.end) : was.end;
  if (timing && crossesNeighbour(entry, day, start, end)) {
    return {
      ok: false,
      refusal: refusal(
        400,
        'ErrorOccurrenceCrossingBoundary',
        'Modified occurrence is crossing or overlapping adjacent occurrence.',
      ),
    };
  }
  const exception: Exception = { start, end, content: { ...event.exceptions[day]?.content, ...keptContent(body) } };
  const copies = timing ? event.copies.map((copy) => askedAgainOn(copy, day)) : event.copies;
  return { ok: true, event: { ...event, copies, exceptions: { ...event.exceptions, [day]: exception } } };
}

/** The same for one day of a series: whoever had declined it is asked again. */
function askedAgainOn(copy: Copy, day: string): Copy {
  const answers = Object.fromEntries(Object.entries(copy.answers ?? {}).filter(([other]) => other !== day));
  return { ...copy, answers, removedDays: copy.removedDays.filter((other) => other !== day) };
}

/** Whether a meeting would come to lie on the same day as another of its series, or on the other side of it. */
function crossesNeighbour(entry: Entry, day: string, start: number, end: number): boolean {
  const { event } = entry;
  if (event.recurrence === undefined) return false;
  const days = [...daysOf(event.recurrence, -Infinity, Date.parse(day) + 800 * DAY)]
    .map((midnight) => dateOf(midnight))
    .filter((candidate) => candidate === day || !event.cancelled.includes(candidate));
  const index = days.indexOf(day);
  const dayOf = (neighbour: string | undefined): string | undefined =>
    neighbour === undefined ? undefined : dateOf(event.exceptions[neighbour]?.start ?? Date.parse(neighbour));
  const before = dayOf(days[index - 1]);
  const after = dayOf(days[index + 1]);
  return (before !== undefined && dateOf(start) <= before) || (after !== undefined && dateOf(end) >= after);
}

function deleteEvent(call: Call): GraphAnswer {
  const found = findEvent(call);
  if (!found.ok) return found.refusal;
  return takeAway(call, found.entry, found.day) ?? { status: 204 };
}

function cancelEvent(call: Call): GraphAnswer {
  const found = findEvent(call);
  if (!found.ok) return found.refusal;
  if (found.entry.copy !== undefined) return organizerOnly('cancel');
  return takeAway(call, found.entry, found.day) ?? { status: 202 };
}

/** The organizer takes an event from everybody, an attendee only their copy. Undefined when it was done. */
function takeAway({ tenant }: Call, entry: Entry, day: string | undefined): GraphAnswer | undefined {
  const { event, copy } = entry;
  if (day !== undefined && occurrenceOn(entry, day) === undefined) return notFound();
  const modifiedAt = tenant.clock.now();
  if (copy !== undefined) {
    const without: Copy =
      day === undefined
        ? { ...copy, removed: true, response: 'declined', respondedAt: modifiedAt }
        : {
            ...copy,
            removedDays: [...copy.removedDays, day],
            answers: { ...copy.answers, [day]: { response: 'declined', respondedAt: modifiedAt } },
          };
    tenant.calendars.put(withCopy(event, without));
  } else if (day === undefined) tenant.calendars.remove(event);
  else {
    const exceptions = Object.fromEntries(Object.entries(event.exceptions).filter(([key]) => key !== day));
    tenant.calendars.put({ ...event, exceptions, cancelled: [...event.cancelled, day], modifiedAt });
  }
  return undefined;
}

const withCopy = (event: CalendarEvent, changed: Copy): CalendarEvent => ({
  ...event,
  copies: event.copies.map((copy) => (copy.key === changed.key ? changed : copy)),
});

/** Answers an invitation: the organizer sees it on the event, or on the one day that it is to. */
function respond(how: keyof typeof RESPONSES): Route['handle'] {
  return (call) => {
    const found = findEvent(call);
    if (!found.ok) return found.refusal;
    const { entry, day } = found;
    if (entry.copy === undefined) {
      return refusal(
        400,
        'ErrorInvalidRequest',
        "You can't respond to this meeting because you're the meeting organizer.",
      );
    }
    if (how === 'decline') return takeAway(call, entry, day) ?? { status: 202 };
    if (day !== undefined && occurrenceOn(entry, day) === undefined) return notFound();
    const answer: Answer = { response: RESPONSES[how], respondedAt: call.tenant.clock.now() };
    const answered: Copy =
      day === undefined
        ? { ...entry.copy, ...answer }
        : { ...entry.copy, answers: { ...entry.copy.answers, [day]: answer } };
    call.tenant.calendars.put(withCopy(entry.event, answered));
    return { status: 202 };
  };
}

const organizerOnly = (what: string): GraphAnswer =>
  refusal(
    400,
    'ErrorInvalidRequest',
    `Your request can't be completed. You need to be an organizer to ${what} a meeting.`,
  );
