import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';
import { seededRandom } from '../random.ts';

/** When somebody works: days from 0 = Sunday, times in minutes after midnight in their own zone. */
export interface WorkingHours {
  readonly days: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** Most work nine to half past five from Monday to Friday; some start early or late, a few have a day off. */
export function workingHoursOf(person: Person): WorkingHours {
  const random = seededRandom(`hours ${person.id}`);
  const early = random();
  const start = early < 0.2 ? 8 * 60 : early < 0.85 ? 9 * 60 : 10 * 60;
  const dayOff = random() < 0.12 ? 1 + Math.floor(random() * 5) : -1;
  return { days: [1, 2, 3, 4, 5].filter((day) => day !== dayOff), start, end: start + 8 * 60 + 30 };
}

/** Whether somebody has anybody reporting to them: their weeks are fuller. */
export function leads(directory: Directory): (person: Person) => boolean {
  const managers = new Set(directory.people.map((person) => person.managerUserPrincipalName.toLowerCase()));
  return (person) => managers.has(person.userPrincipalName.toLowerCase());
}
