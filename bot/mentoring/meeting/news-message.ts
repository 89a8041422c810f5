import type { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { present } from '../outcome.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { isNameless } from '../people/nameless.ts';
import type { Person } from '../people/person.ts';
import { planNotices } from '../notice/plan-notice.ts';
import type { SubjectOf } from '../notice/notice.ts';
import type { Reading } from '../notice/reading.ts';
import type { Stores } from '../ports.ts';
import type { MeetingNews } from './meeting-news.ts';
import { readPartner } from '../pairing/read-partner.ts';

/** What became of somebody's meetings. */
export async function readMeetingNews(
  stores: Stores,
  { pairingId, news }: SubjectOf<'meeting-news'>,
  me: Person,
): Promise<Reading> {
  const pairing = present(await stores.pairings.byId(pairingId), 'pairing');
  const partner = await readPartner(stores, pairing, me);
  const told = news === 'ended' && isNameless(partner) ? 'ended-nameless' : news;
  return { message: { kind: 'meeting-news', partner, news: told }, isDue: true };
}

/** Tells both of a pairing. */
export const tellNews = (stores: Stores, pairing: Pairing, news: MeetingNews, now: Temporal.Instant): Promise<void> =>
  planNotices(stores, pairing, { kind: 'meeting-news', pairingId: pairing.id, news, occasion: newId() }, now);
