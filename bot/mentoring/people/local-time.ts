import type { Temporal } from 'temporal-polyfill';
import { zoneOf, type Person } from './person.ts';

/** An instant where somebody lives, as `Temporal.ZonedDateTime` prints it: how messages hold times. */
export const localTime = (at: Temporal.Instant, person: Person): string =>
  at.toZonedDateTimeISO(zoneOf(person) ?? 'UTC').toString();
