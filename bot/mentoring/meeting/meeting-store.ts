import type { Temporal } from 'temporal-polyfill';
import type { Meeting } from './meeting.ts';

export interface MeetingStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Meeting | null>;
  ofPairings(pairingIds: readonly string[]): Promise<readonly Meeting[]>;
  /** Those that stand in these events. */
  ofBookings(bookingIds: readonly string[]): Promise<readonly Meeting[]>;
  save(meetings: readonly Meeting[]): Promise<void>;
  /** Writes down for which start it has been planned what is asked before the meeting; null for none. */
  noteAgendaPlanned(id: string, startsAt: Temporal.Instant | null): Promise<void>;
}
