import { v7 as newId } from 'uuid';
import { Temporal } from 'temporal-polyfill';
import { present } from '../outcome.ts';
import type { Stores } from '../ports.ts';
import type { Notice, NoticeSubject } from './notice.ts';
import { afterQuietHours } from './quiet-hours.ts';

/**
 * Has somebody told of something now, or as soon as their working hours begin. Planned once for each subject, however often
 * it is asked for; within a transaction that changes what it is about.
 */
export async function planNotice(
  stores: Stores,
  personId: string,
  subject: NoticeSubject,
  now: Temporal.Instant,
): Promise<void> {
  const planned = await planNoticeFor(stores, personId, subject, now);
  if (planned && Temporal.Instant.compare(planned.sendAfter, now) <= 0) {
    await stores.enqueue('notice.send', { noticeId: planned.id }, { key: planned.id });
  }
}

/** Has somebody told of something from `at` on, within their working hours: it is found when it is due. Null when it was planned before. */
export async function planNoticeFor(
  stores: Stores,
  personId: string,
  subject: NoticeSubject,
  at: Temporal.Instant,
): Promise<Pick<Notice, 'id' | 'sendAfter'> | null> {
  const person = present(await stores.people.byId(personId), 'person');
  const sendAfter = afterQuietHours(person, at);
  const notice = { id: newId(), personId, subject, state: 'planned', sendAfter, activityIds: [] } as const;
  return (await stores.notices.insertMissing(notice)) ? notice : null;
}

/**
 * Has what has not been said yet said at another time, within the person's working hours, and for another occasion; or not
 * at all where `at` is null. Nothing happens once it was said.
 */
export async function replanNotice(
  stores: Stores,
  noticeId: string,
  subject: NoticeSubject,
  at: Temporal.Instant | null,
): Promise<void> {
  const notice = present(await stores.notices.byId(noticeId, { forUpdate: true }), 'notice');
  if (isSaid(notice)) return;
  if (at === null) {
    await stores.notices.update({ ...notice, state: 'dropped' });
    return;
  }
  const person = present(await stores.people.byId(notice.personId), 'person');
  await stores.notices.update({ ...notice, subject, state: 'planned', sendAfter: afterQuietHours(person, at) });
}

/** Whether it stands in the chat, or may. */
export const isSaid = ({ state, activityIds }: Notice): boolean =>
  state === 'sending' || state === 'sent' || activityIds.length > 0;

/** Has both of a pairing told now. */
export async function planNotices(
  stores: Stores,
  { menteeId, mentorId }: { readonly menteeId: string; readonly mentorId: string },
  subject: NoticeSubject,
  now: Temporal.Instant,
): Promise<void> {
  for (const personId of [menteeId, mentorId]) await planNotice(stores, personId, subject, now);
}

/**
 * Has every card about these things show how they stand, once this transaction commits; with `kinds` those alone that
 * change with what was done. Their notices are held until then: where a card is only just being kept, either we see it here
 * or whoever keeps it sees what we changed.
 */
export async function refreshNotices(
  stores: Stores,
  about: readonly string[],
  kinds?: readonly NoticeSubject['kind'][],
): Promise<void> {
  for (const { id, subject, activityIds } of await stores.notices.about(about, { forUpdate: true })) {
    if (activityIds.length > 0 && (kinds === undefined || kinds.includes(subject.kind)))
      await stores.enqueue('notice.update', { noticeId: id }, { key: id });
  }
}
