import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { inOrder, isToCome, stands } from '../meetings-to-come.ts';

/** Something that is asked of the reader now. */
export type Ask =
  | { readonly kind: 'offer' | 'sign' | 'times'; readonly pairing: MyPairing }
  | {
      readonly kind: 'new-time' | 'agenda' | 'check-in' | 'verdict' | 'mend' | 'summary';
      readonly pairing: MyPairing;
      readonly meeting: Meeting;
    };

/** By which somebody finds it again when everything is asked for anew. */
export const keyOf = (ask: Ask): string => `${ask.kind} ${'meeting' in ask ? ask.meeting.id : ask.pairing.id}`;

/** Milliseconds before a meeting in which its agenda is asked for: the bot asks three working days before. */
const agendaAhead = 5 * 24 * 60 * 60_000;

/** In the order of what waits most: first what others wait for. */
const order: readonly Ask['kind'][] = [
  'offer',
  'sign',
  'times',
  'new-time',
  'agenda',
  'check-in',
  'verdict',
  'mend',
  'summary',
];

/** What is asked of the reader, the most important first. `now`: milliseconds. */
export function asksOf(pairings: readonly MyPairing[], now: number): readonly Ask[] {
  return pairings
    .flatMap((pairing) => asksOfOne(pairing, now))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function asksOfOne(pairing: MyPairing, now: number): readonly Ask[] {
  const { asked, role, series, state } = pairing;
  // Of one that rests or has ended nothing is asked.
  if (state === 'closed' || state === 'paused') return [];
  const asks: Ask[] = [];
  if (asked === 'answer') asks.push({ kind: 'offer', pairing });
  if (asked === 'sign') asks.push({ kind: 'sign', pairing });
  if (state !== 'active') return asks;
  if (series?.state === 'offered') asks.push({ kind: 'times', pairing });
  const meetings = inOrder(pairing.meetings);
  const add = (kind: Extract<Ask, { readonly meeting: Meeting }>['kind'], meeting: Meeting | undefined) => {
    if (meeting) asks.push({ kind, pairing, meeting });
  };
  if (stands(series)) {
    for (const one of meetings) {
      if (isToCome(one) && one.options.length > 0 && one.pending === null) add('new-time', one);
    }
  }
  for (const one of meetings) if (one.checkIn?.answered === false) add('check-in', one);
  if (role === 'mentor') {
    for (const one of meetings) if (one.summary?.state === 'written') add('verdict', one);
    return asks;
  }
  const next = meetings.find((one) => one.state === 'planned');
  const isSoon = next !== undefined && Date.parse(next.startsAt) - now < agendaAhead;
  if (isSoon && next.agendaPublishedAt === null) add('agenda', next);
  for (const one of meetings) if (one.summary?.state === 'to-be-mended') add('mend', one);
  // What was not written after an earlier meeting is not asked for for ever.
  const last = meetings.findLast(({ wasHeld }) => wasHeld);
  if (last?.summary === null) add('summary', last);
  return asks;
}
