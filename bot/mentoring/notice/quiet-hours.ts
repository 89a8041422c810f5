import type { Temporal } from 'temporal-polyfill';
import { nextWorkingInstant } from '../meeting/working-time.ts';
import { zoneOf, type Person, type WorkingHours } from '../people/person.ts';

/** When somebody may be written to whose mailbox tells no hours: an ordinary day where they live. */
const usual = { days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' } as const;

/** The given instant where it lies in somebody's working hours, else the beginning of their next working day. */
export const afterQuietHours = (person: Person, at: Temporal.Instant): Temporal.Instant =>
  nextWorkingInstant(hoursOf(person), at);

/** When somebody works, or what is taken for it where their mailbox does not tell. */
export function hoursOf(person: Person): WorkingHours {
  if (person.mailbox.state === 'readable') return person.mailbox.workingHours;
  return { ...usual, timeZone: zoneOf(person) ?? 'UTC' };
}
