import { Temporal } from 'temporal-polyfill';
import type { Programme } from '../programme/programme.ts';

/** Months that what was said is kept where a lead says nothing else. */
export const usualKeptMonths = 12;

/** When what was said in a programme has been kept long enough: so many months after it was closed, or after its last day. */
export function keptUntil({ closedAt, endsOn, keptMonths }: Pick<Programme, 'closedAt' | 'endsOn' | 'keptMonths'>) {
  const end = closedAt?.toZonedDateTimeISO('UTC') ?? endsOn.add({ days: 1 }).toZonedDateTime('UTC');
  return end.add({ months: keptMonths }).toInstant();
}

/** Whether the time has come, and what was said since the last time has not been deleted yet. */
export const isPast = (programme: Programme, now: Temporal.Instant): boolean => {
  const until = keptUntil(programme);
  const { forgottenAt } = programme;
  return (
    Temporal.Instant.compare(until, now) <= 0 &&
    (forgottenAt === null || Temporal.Instant.compare(forgottenAt, until) < 0)
  );
};
