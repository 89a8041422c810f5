/** `suggested` by the mentor until the mentee takes it in. */
export type AgendaItemState = 'suggested' | 'taken-in';

/** One point of a meeting's agenda. */
export interface AgendaItem {
  readonly id: string;
  readonly meetingId: string;
  readonly authorId: string;
  readonly text: string;
  readonly state: AgendaItemState;
  /** Order on the agenda, lowest first. */
  readonly position: number;
}

/** Longest text of an item, in characters. */
export const agendaItemLimit = 300;
/** Most items of one agenda. */
export const agendaLimit = 12;
