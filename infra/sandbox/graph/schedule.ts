import { showAsOf, type Occurrence } from '../calendar/event.ts';
import { workingHoursOf } from '../calendar/working-hours.ts';
import { windowsName, writeLocal, zoneOf } from '../calendar/zones.ts';
import { answer, refusal, type GraphAnswer } from './answer.ts';
import { instantOf, preferencesOf, unknownZone } from './outlook.ts';
import type { Call, Route } from './tenant.ts';
import { viewWorkingHours } from './users.ts';
import { checkScheduleRequest } from './validate.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_SCHEDULES = 20;
const MOST_DAYS = 31;
const MOST_ITEMS = 1000;
/** How statuses are ranked and written in the availability view: working elsewhere counts as free. */
const DIGITS: Readonly<Record<string, number>> = { free: 0, workingElsewhere: 0, tentative: 1, busy: 2, oof: 3 };

/** The route that reads when people are busy. */
export const scheduleRoutes: Route[] = [
  { method: 'POST', template: '/users/{id}/calendar/getSchedule', service: 'outlook', handle: getSchedule },
];

function getSchedule({ tenant, request }: Call): GraphAnswer {
  const checked = checkScheduleRequest(request.body);
  if (!checked.ok) return checked.refusal;
  const { schedules, startTime, endTime, availabilityViewInterval } = checked.request;
  const preferences = preferencesOf(request);
  if (preferences === undefined) return unknownZone(request.headers['prefer'] ?? '');
  const from = instantOf(startTime);
  const to = instantOf(endTime);
  const interval = availabilityViewInterval ?? 30;
  if (from === undefined) return unknownZone(startTime.timeZone ?? startTime.dateTime);
  if (to === undefined) return unknownZone(endTime.timeZone ?? endTime.dateTime);
  if (schedules.length > MOST_SCHEDULES)
    return invalid(`At most ${MOST_SCHEDULES} schedules can be asked for at once.`);
  if (interval < 5 || interval > 1440)
    return invalid('The availability view interval has to be from 5 to 1440 minutes.');
  if (to - from < interval * MINUTE) return invalid('The time window has to be at least as long as the interval.');
  // One hour of grace: a window of whole days may hold a day of 25 hours.
  if (to - from > MOST_DAYS * DAY + 60 * MINUTE) {
    return refusal(
      400,
      'ErrorTimeIntervalTooBig',
      `The requested time window is too long. The allowed limit is ${MOST_DAYS} days.`,
    );
  }
  const zone = zoneOf(preferences.zone);
  const time = (instant: number): { dateTime: string; timeZone: string } => ({
    dateTime: writeLocal(zone.toLocal(instant)),
    timeZone: preferences.zoneName,
  });
  const item = (occurrence: Occurrence): Record<string, unknown> => {
    const { entry, day, exception } = occurrence;
    const content = { ...entry.event.content, ...exception?.content };
    return {
      isPrivate: content['sensitivity'] === 'private',
      status: showAsOf(entry, day),
      subject: content['subject'] ?? '',
      location: (content['location'] as { displayName?: string } | undefined)?.displayName ?? '',
      isMeeting: entry.event.copies.length > 0,
      isRecurring: day !== undefined,
      isException: exception !== undefined,
      isReminderSet: true,
      start: time(occurrence.start),
      end: time(occurrence.end),
    };
  };
  const value = schedules.map((scheduleId) => {
    const person = tenant.directory.find(scheduleId);
    if (person === undefined || !tenant.directory.hasMailbox(person))
      return unreadable(scheduleId, 'ErrorMailRecipientNotFound', 'The mail recipient is not found.');
    const occurrences = tenant.calendars.occurrences(person.id, from, to);
    if (occurrences.length > MOST_ITEMS)
      return unreadable(scheduleId, '5006', 'The result set contains too many calendar entries.');
    return {
      scheduleId,
      availabilityView: availabilityView(occurrences, from, to, interval * MINUTE),
      scheduleItems: occurrences.map(item),
      workingHours: viewWorkingHours(workingHoursOf(person), windowsName(person.timeZone)),
    };
  });
  return answer(200, {
    '@odata.context': `${tenant.url()}/v1.0/$metadata#Collection(microsoft.graph.scheduleInformation)`,
    value,
  });
}

const unreadable = (scheduleId: string, responseCode: string, message: string): Record<string, unknown> => ({
  scheduleId,
  availabilityView: '',
  scheduleItems: [],
  workingHours: null,
  error: { message, responseCode },
});

function availabilityView(occurrences: readonly Occurrence[], from: number, to: number, interval: number): string {
  const digits = Array.from({ length: Math.ceil((to - from) / interval) }, () => 0);
  for (const { entry, day, start, end } of occurrences) {
    const digit = DIGITS[showAsOf(entry, day)] ?? 0;
    const first = Math.max(0, Math.floor((start - from) / interval));
    const last = Math.min(digits.length, Math.ceil((end - from) / interval));
    for (let slot = first; slot < last; slot++) digits[slot] = Math.max(digits[slot] ?? 0, digit);
  }
  return digits.join('');
}

const invalid = (message: string): GraphAnswer => refusal(400, 'ErrorInvalidParameter', message);
