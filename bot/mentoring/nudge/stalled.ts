import { Temporal } from 'temporal-polyfill';
import type { BotMessage, Identity } from '../chat/chat.ts';
import type { SeriesState } from '../meeting/meeting.ts';
import { loadTogether, type Together } from '../meeting/together.ts';
import type { Notice, SubjectOf } from '../notice/notice.ts';
import { planNotices } from '../notice/plan-notice.ts';
import type { Reading } from '../notice/reading.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import { sideOf, type PairingState } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { Cadence } from '../programme/programme.ts';
import { readPartner } from '../pairing/read-partner.ts';

/** After so long without a meeting the two are asked whether to find a time. */
const longestGap = Temporal.Duration.from({ hours: 21 * 24 });
/** A meeting so near is time enough; where a month lies between two, three weeks without one are nothing to be asked about. */
const nearEnough: Readonly<Record<Cadence, Temporal.Duration>> = {
  weekly: Temporal.Duration.from({ hours: 7 * 24 }),
  'every-two-weeks': Temporal.Duration.from({ hours: 7 * 24 }),
  monthly: Temporal.Duration.from({ hours: 14 * 24 }),
};

/** What the rule looks at. */
export interface Gap {
  readonly state: PairingState;
  /** When the second of the two signed; null before both have. */
  readonly signedAt: Temporal.Instant | null;
  readonly seriesState: SeriesState;
  readonly cadence: Cadence;
  readonly resumedAt: Temporal.Instant | null;
  /** Of the programme. */
  readonly endsOn: Temporal.PlainDate;
  /** When the last meeting that was held ended; null before the first. */
  readonly lastMetAt: Temporal.Instant | null;
  /** When the next that is planned begins. */
  readonly nextAt: Temporal.Instant | null;
  /** Whether there are meetings yet to come, with a time or without, or none have been made at all. */
  readonly isMoreToCome: boolean;
}

/**
 * Since when two have not met who could, after three weeks: not while they pause or soon meet, nor once all meetings have
 * been or the programme is over.
 */
export function stalledIn(gap: Gap, at: Temporal.Instant): Temporal.Instant | null {
  if (gap.signedAt === null || gap.state !== 'active') return null;
  if (['paused', 'ending', 'ended'].includes(gap.seriesState)) return null;
  const since = latestOf([gap.signedAt, gap.resumedAt, gap.lastMetAt]);
  if (since === null || Temporal.Instant.compare(since.add(longestGap), at) > 0) return null;
  const today = at.toZonedDateTimeISO('UTC').toPlainDate();
  if (Temporal.PlainDate.compare(gap.endsOn, today) < 0) return null;
  const near = at.add(nearEnough[gap.cadence]);
  const isNear = gap.nextAt !== null && Temporal.Instant.compare(gap.nextAt, near) <= 0;
  return gap.isMoreToCome && !isNear ? since : null;
}

/** The same of a pairing of which everything has been read. */
export function stalledSince(
  { pairing, series, programme, meetings }: Pick<Together, 'pairing' | 'series' | 'programme' | 'meetings'>,
  at: Temporal.Instant,
): Temporal.Instant | null {
  const { mentee, mentor } = pairing;
  const isSigned = mentee.signedAt !== null && mentor.signedAt !== null;
  const planned = meetings.filter(({ state }) => state === 'planned').map(({ startsAt }) => startsAt);
  const gap: Gap = {
    state: pairing.state,
    signedAt: isSigned ? latestOf([mentee.signedAt, mentor.signedAt]) : null,
    seriesState: series.state,
    cadence: series.cadence,
    resumedAt: series.resumedAt,
    endsOn: programme.endsOn,
    lastMetAt: latestOf(meetings.filter(({ state }) => state === 'held').map(({ endsAt }) => endsAt)),
    nextAt: planned.toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null,
    isMoreToCome: meetings.length === 0 || meetings.some(({ state }) => state === 'planned' || state === 'open'),
  };
  return stalledIn(gap, at);
}

function latestOf(instants: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  return instants.reduce(
    (latest, one) => (latest === null || (one !== null && Temporal.Instant.compare(one, latest) > 0) ? one : latest),
    null,
  );
}

/** Has both asked, once for each time that they do not meet for so long. */
export async function planStalled(ports: Ports, tenantId: string, pairingId: string): Promise<void> {
  const now = ports.clock.now();
  await ports.inTenant(tenantId, async (stores) => {
    const together = await ofPairing(stores, pairingId);
    const since = together && stalledSince(together, now);
    if (!together || !since) return;
    await planNotices(stores, together.pairing, { kind: 'stalled', pairingId, occasion: since.toString() }, now);
  });
}

/** The question, or that it is settled: they have met since, are going to, or have said that it is fine. */
export async function readStalled(stores: Stores, subject: SubjectOf<'stalled'>, me: Person): Promise<Reading | null> {
  const { pairingId, occasion } = subject;
  const together = await ofPairing(stores, pairingId);
  const notice = await mine(stores, subject, me);
  if (!together || !notice) return null;
  const partner = await readPartner(stores, together.pairing, me);
  const isOpen = notice.state !== 'dropped' && stalledSince(together, notice.sendAfter)?.toString() === occasion;
  return isOpen
    ? { message: { kind: 'stalled', pairingId, occasion, partner }, isDue: true }
    : { message: { kind: 'stalled-settled', partner }, isDue: false };
}

/** Somebody says that it is fine: they are not asked again before the two have met. */
export async function answerStalled(
  ports: Ports,
  who: Identity,
  pairingId: string,
  occasion: string,
): Promise<Outcome<BotMessage, 'not-found'>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    const pairing = await stores.pairings.byId(pairingId);
    if (!me || !pairing || sideOf(pairing, me.id) === null) return refused('not-found');
    const notice = await mine(stores, { kind: 'stalled', pairingId, occasion }, me);
    if (!notice) return refused('not-found');
    await stores.notices.update({ ...notice, state: 'dropped' });
    // Other copies of the card show it too.
    await stores.enqueue('notice.update', { noticeId: notice.id }, { key: notice.id });
    const partner = await readPartner(stores, pairing, me);
    return done({ kind: 'stalled-settled', partner });
  });
}

async function mine(
  stores: Stores,
  { pairingId, occasion }: SubjectOf<'stalled'>,
  me: Person,
): Promise<Notice | undefined> {
  return (await stores.notices.about([pairingId])).find(
    ({ personId, subject }) => personId === me.id && subject.kind === 'stalled' && subject.occasion === occasion,
  );
}

async function ofPairing(stores: Stores, pairingId: string): Promise<Together | null> {
  const [series] = await stores.series.ofPairings([pairingId]);
  return series ? loadTogether(stores, series.id) : null;
}
