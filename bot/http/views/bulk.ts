import { Temporal } from 'temporal-polyfill';
import type { Deed } from '../../mentoring/bulk/bulk.ts';
import type { BulkPage, BulkSeen } from '../../mentoring/bulk/read-bulk.ts';
import type * as contract from '../contract/bulk.ts';
import { instant, maybe } from './pairings.ts';

export const deedAsked = (deed: contract.Deed): Deed =>
  deed.kind === 'pause' ? { ...deed, until: deed.until === null ? null : Temporal.PlainDate.from(deed.until) } : deed;

export function bulk({ bulk: one, counts }: BulkSeen): contract.Bulk {
  const { id, deed, askedBy, askedAt, endedAt } = one;
  return {
    id,
    deed: deed.kind === 'pause' ? { ...deed, until: deed.until?.toString() ?? null } : deed,
    askedBy: askedBy.name,
    askedAt: instant(askedAt),
    endedAt: maybe(endedAt),
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    waiting: counts.get(null) ?? 0,
    results: [...counts].flatMap(([result, count]) => (result === null ? [] : [{ result, count }])),
  };
}

export function bulkPage(page: BulkPage): contract.BulkPage {
  return {
    ...bulk(page),
    items: page.items.map(({ pairingId, mentee, mentor, result }) => ({
      pairingId,
      mentee: mentee.displayName,
      mentor: mentor.displayName,
      result,
    })),
    next: page.next === null ? null : String(page.next),
  };
}
