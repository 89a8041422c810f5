import type { Temporal } from 'temporal-polyfill';
import { readCheckIn } from '../checkin/check-in-message.ts';
import type { Notice, SubjectOf } from '../notice/notice.ts';
import { planNoticeFor } from '../notice/plan-notice.ts';
import { afterWorkingDays } from '../notice/quiet-hours.ts';
import type { Reading } from '../notice/reading.ts';
import { present } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../ports.ts';

/** Working days that a check-in waits for its answer before it is asked for once more, and then never again. */
const patience = 2;

/** A check-in has just reached its person: plans that it is asked for once more. Nothing for what is no check-in. */
export async function planCheckInAgain(
  stores: Stores,
  { personId, subject }: Notice,
  now: Temporal.Instant,
): Promise<void> {
  if (subject.kind !== 'check-in') return;
  const person = present(await stores.people.byId(personId), 'person');
  const again = { kind: 'check-in-again', checkInId: subject.checkInId } as const;
  await planNoticeFor(stores, personId, again, afterWorkingDays(person, now, patience));
}

/** The questions once more; the answers once given, wherever they were. */
export async function readCheckInAgain(
  stores: Stores,
  { checkInId }: SubjectOf<'check-in-again'>,
  me: Person,
): Promise<Reading> {
  const first = await readCheckIn(stores, { kind: 'check-in', checkInId }, me);
  if (first.message.kind !== 'check-in') return first;
  return { ...first, message: { kind: 'check-in-again', checkIn: first.message } };
}
