import type { FieldProblem } from '../outcome.ts';
import type { Person, WorkingHours } from '../people/person.ts';

/** Somebody whom another one may see the name of. */
export type Colleague = Pick<Person, 'id' | 'displayName' | 'jobTitle'>;

/** What concerns somebody in every programme. */
export interface Profile {
  readonly languages: readonly string[];
  /** Languages to choose from. */
  readonly languageChoices: readonly string[];
  /** As they say themselves; null while they leave it to Outlook. */
  readonly ownHours: WorkingHours | null;
  /** As Outlook tells; null while it does not. */
  readonly outlookHours: WorkingHours | null;
  /** Those of their wishes and exclusions whom they picked from a list. */
  readonly people: readonly Colleague[];
}

/** What somebody changes of it; what is left out stays as it is. `ownHours` null: as Outlook tells again. */
export interface ProfileChange {
  readonly languages?: readonly string[];
  readonly ownHours?: WorkingHours | null;
}

const zones = new Set(Intl.supportedValuesOf('timeZone'));

/** What is wrong with working hours beyond the shape of their fields; empty when nothing is. */
export function hoursProblems({ timeZone, days, start, end }: WorkingHours): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!isZone(timeZone)) {
    problems.push({ field: 'ownHours.timeZone', value: timeZone.slice(0, 100), rule: 'is no time zone' });
  }
  if (new Set(days).size !== days.length) {
    problems.push({ field: 'ownHours.days', value: days.join(', '), rule: 'must name each day once' });
  }
  if (start >= end) problems.push({ field: 'ownHours.end', value: end, rule: 'must be after the start' });
  return problems;
}

// Older names of zones, which mailboxes still tell, are none of those that the platform lists.
function isZone(name: string): boolean {
  if (zones.has(name)) return true;
  try {
    return zones.has(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone);
  } catch {
    // A RangeError: no such zone.
    return false;
  }
}
