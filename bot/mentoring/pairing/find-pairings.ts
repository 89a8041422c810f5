import type { Temporal } from 'temporal-polyfill';
import { healthOf, signsOf, type Health, type HealthReason } from './health.ts';
import type { PairingFacts } from './pairing-facts.ts';
import { waitingFor } from './waiting-for.ts';

/** What a pairing waits for, as the lead is told: not whose answer. */
export type Awaited = 'answers' | 'signatures' | 'time' | 'agenda';

/** A pairing as a list of them looks at it. */
export interface PairingSeen {
  readonly facts: PairingFacts;
  /** Since when the two have not met who could; null where they have, or it is not going on. */
  readonly stalledSince: Temporal.Instant | null;
  /** Null of one that is not going on. */
  readonly health: Health | null;
  readonly reasons: readonly HealthReason[];
  readonly awaited: Awaited | null;
}

export function seen(facts: PairingFacts, endsOn: Temporal.PlainDate, now: Temporal.Instant): PairingSeen {
  const signs = signsOf(facts, endsOn, now);
  const { health, reasons } = signs ? healthOf(signs) : { health: null, reasons: [] };
  return { facts, stalledSince: signs?.stalledSince ?? null, health, reasons, awaited: awaitedOf(facts) };
}

function awaitedOf({ state, answers, series, nextHasAgenda }: PairingFacts): Awaited | null {
  const waiting = waitingFor({ state, ...answers });
  if (waiting !== 'nothing') return waiting === 'signatures' ? 'signatures' : 'answers';
  if (state !== 'active') return null;
  if (series?.state === 'offered') return 'time';
  return nextHasAgenda === false ? 'agenda' : null;
}

/** Which pairings are wanted; what is left out asks for all. */
export interface PairingFilter {
  readonly state?: PairingFacts['state'] | undefined;
  readonly health?: Health | undefined;
  readonly waitingFor?: Awaited | undefined;
  /** Whether the chat reaches both of the two. */
  readonly reach?: 'reached' | 'unreached' | undefined;
  /** Of either of the two. */
  readonly department?: string | undefined;
  /** Part of a name, a title or an address of either of the two. */
  readonly search?: string | undefined;
}

const bothOf = ({ people }: PairingFacts) => [people.mentee, people.mentor];

export function isWanted({ facts, health, awaited }: PairingSeen, filter: PairingFilter): boolean {
  const { state, reach, department } = filter;
  const search = filter.search?.trim().toLocaleLowerCase() ?? '';
  const isReached = bothOf(facts).every((one) => one.reach === 'reached');
  return (
    (state === undefined || facts.state === state) &&
    (filter.health === undefined || health === filter.health) &&
    (filter.waitingFor === undefined || awaited === filter.waitingFor) &&
    (reach === undefined || isReached === (reach === 'reached')) &&
    (department === undefined || bothOf(facts).some((one) => one.department === department)) &&
    (search === '' ||
      bothOf(facts).some(({ displayName, jobTitle, userPrincipalName }) =>
        [displayName, jobTitle ?? '', userPrincipalName].some((text) => text.toLocaleLowerCase().includes(search)),
      ))
  );
}

export const pairingOrders = ['best-fit', 'name', 'next-meeting', 'longest-apart', 'health'] as const;
export type PairingOrder = (typeof pairingOrders)[number];

/** Where in an order a list goes on: after the pairing that stood there, whatever has become of it since. */
export interface Place {
  readonly order: PairingOrder;
  readonly key: string | number;
  readonly id: string;
}

const last = Number.MAX_SAFE_INTEGER;
const healthOrder: Readonly<Record<Health, number>> = { 'needs-a-look': 0, quiet: 1, 'on-track': 2 };

function keyOf({ facts, health }: PairingSeen, order: PairingOrder): string | number {
  switch (order) {
    case 'best-fit':
      return -facts.fit;
    case 'name':
      return facts.people.mentee.displayName;
    case 'next-meeting':
      return facts.nextAt?.epochMilliseconds ?? last;
    case 'longest-apart':
      return facts.state === 'active' ? (facts.lastMetAt?.epochMilliseconds ?? 0) : last;
    case 'health':
      return health === null ? last : healthOrder[health];
  }
}

export const placeOf = (one: PairingSeen, order: PairingOrder): Place => ({
  order,
  key: keyOf(one, order),
  id: one.facts.id,
});

function compare(one: Place, other: Place): number {
  const { key, id } = one;
  const byKey =
    typeof key === 'number' && typeof other.key === 'number'
      ? key - other.key
      : String(key).localeCompare(String(other.key), 'en');
  if (byKey !== 0) return byKey;
  return id < other.id ? -1 : Number(id > other.id);
}

/** The pairings in their order, from `after` on; at most `limit` of them. */
export function pageOf(
  all: readonly PairingSeen[],
  order: PairingOrder,
  after: Place | null,
  limit: number,
): { readonly page: readonly PairingSeen[]; readonly next: Place | null } {
  const placed = all
    .map((one) => ({ one, place: placeOf(one, order) }))
    .filter(({ place }) => after === null || compare(place, after) > 0)
    .toSorted((a, b) => compare(a.place, b.place));
  const page = placed.slice(0, limit);
  return {
    page: page.map(({ one }) => one),
    next: placed.length > limit ? (page.at(-1)?.place ?? null) : null,
  };
}
