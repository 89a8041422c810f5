import type { Temporal } from 'temporal-polyfill';
import { nextWorkingInstant } from '../meeting/working-time.ts';
import { workingHoursOf, zoneOf, type Person, type WorkingHours } from '../people/person.ts';

/** When somebody may be written to of whom no hours are known: an ordinary day where they live. */
const usual = { days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' } as const;

/** The given instant where it lies in somebody's working hours, else the beginning of their next working day. */
export const afterQuietHours = (person: Person, at: Temporal.Instant): Temporal.Instant =>
  nextWorkingInstant(hoursOf(person), at);

/** The same time of day, so many of somebody's working days later. */
export function afterWorkingDays(person: Person, at: Temporal.Instant, count: number): Temporal.Instant {
  const { timeZone, days } = hoursOf(person);
  let local = at.toZonedDateTimeISO(timeZone);
  // Nobody works on no day at all: such settings are refused where they come in.
  for (let left = count; left > 0;) {
    local = local.add({ days: 1 });
    if (days.includes(local.dayOfWeek)) left -= 1;
  }
  return local.toInstant();
}

/** When somebody works, or what is taken for it where nobody tells. */
export function hoursOf(person: Person): WorkingHours {
  return workingHoursOf(person) ?? { ...usual, timeZone: zoneOf(person) ?? 'UTC' };
}
