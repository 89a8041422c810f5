import type { AgendaItem } from './agenda.ts';

export interface AgendaStore {
  ofMeeting(meetingId: string): Promise<readonly AgendaItem[]>;
  /** Each meeting's in their order. */
  ofMeetings(meetingIds: readonly string[]): Promise<readonly AgendaItem[]>;
  byId(id: string): Promise<AgendaItem | null>;
  save(item: AgendaItem): Promise<void>;
  remove(id: string): Promise<void>;
}
