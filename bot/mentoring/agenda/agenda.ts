import type { Temporal } from 'temporal-polyfill';
import { v5 as nameId, v7 as newId } from 'uuid';
import type { Meeting } from '../meeting/meeting.ts';
import type { Role } from '../people/person.ts';

/**
 * `suggested` by the mentor until the mentee takes it in; `reached` once the two are done with it; `carried-over` once it
 * stands on the agenda of a later meeting.
 */
export type AgendaItemState = 'suggested' | 'taken-in' | 'reached' | 'carried-over';

/** One point of a meeting's agenda. */
export interface AgendaItem {
  readonly id: string;
  readonly meetingId: string;
  readonly authorId: string;
  readonly text: string;
  /** Open questions to ask about it, at most `itemQuestionsLimit`. */
  readonly questions: readonly string[];
  /** Of its words, from 1: each change of the text or the questions has the next. */
  readonly version: number;
  readonly state: AgendaItemState;
  /** When the two were done with it; null unless it is `reached`. */
  readonly reachedAt: Temporal.Instant | null;
  /** The item of an earlier meeting that it continues; null for a new one. */
  readonly carriedFrom: string | null;
  /** Order on the agenda, lowest first. */
  readonly position: number;
}

/** Longest text of an item, or of one of its questions, in characters. */
export const agendaItemLimit = 300;
/** Most items of one agenda. */
export const agendaLimit = 12;
/** Most open questions of one item. */
export const itemQuestionsLimit = 3;

/** Whether anything may still be done to the agenda of a meeting; one that waits for a new time keeps its own. */
export const isEditable = ({ state }: Pick<Meeting, 'state'>): boolean => state === 'planned' || state === 'open';

/** The mentee sets the agenda; the mentor may change what they suggest, while it is a suggestion. */
export function mayChange(item: Pick<AgendaItem, 'authorId' | 'state'>, side: Role, personId: string): boolean {
  return side === 'mentee' || (item.authorId === personId && item.state === 'suggested');
}

/**
 * What one of the two sees of an agenda: what the mentee writes is theirs until they publish it; the mentor sees their own
 * suggestions meanwhile.
 */
export function agendaSeenBy(
  items: readonly AgendaItem[],
  { agendaPublishedAt }: Pick<Meeting, 'agendaPublishedAt'>,
  side: Role,
  personId: string,
): readonly AgendaItem[] {
  if (side === 'mentee' || agendaPublishedAt !== null) return items;
  return items.filter(({ authorId }) => authorId === personId);
}

/** An item that somebody adds: the mentee's is on the agenda, the mentor's suggested for it. */
export function newItem(
  more: Pick<AgendaItem, 'meetingId' | 'authorId' | 'text' | 'position'> & Partial<Pick<AgendaItem, 'questions'>>,
  side: Role,
): AgendaItem {
  return {
    id: newId(),
    questions: [],
    version: 1,
    state: side === 'mentee' ? 'taken-in' : 'suggested',
    reachedAt: null,
    carriedFrom: null,
    ...more,
  };
}

/** An item as the next meeting has it, under an id that follows from it: the same item is carried over once. */
export function carried(item: AgendaItem, meetingId: string, position: number): AgendaItem {
  return { ...item, id: nameId('carried over', item.id), meetingId, version: 1, carriedFrom: item.id, position };
}

/** Items of a meeting that is over which one of its two may carry over: whatever was not reached, as far as it is theirs. */
export function itemsToCarry(items: readonly AgendaItem[], side: Role, personId: string): readonly AgendaItem[] {
  return items.filter(
    (item) => (item.state === 'taken-in' || item.state === 'suggested') && mayChange(item, side, personId),
  );
}

/** The meeting that takes up what one that is over has left: the first of their meetings to come; null when there is none. */
export function meetingToCarryTo(meeting: Meeting, meetings: readonly Meeting[]): Meeting | null {
  if (isEditable(meeting)) return null;
  const toCome = meetings
    .filter((one) => one.pairingId === meeting.pairingId && isEditable(one) && one.number > meeting.number)
    .toSorted((a, b) => a.number - b.number);
  // One that waits for a time may never take place.
  return toCome.find(({ state }) => state === 'planned') ?? toCome[0] ?? null;
}
