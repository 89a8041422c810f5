import type { Booking } from './meeting.ts';

export interface BookingStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Booking | null>;
  /** In the order of their versions. */
  ofSeries(seriesIds: readonly string[]): Promise<readonly Booking[]>;
  /** Those that stand in somebody's calendar, by their object id in the directory. */
  standingWith(organizerId: string): Promise<readonly Booking[]>;
  insert(booking: Booking): Promise<void>;
  update(booking: Booking): Promise<void>;
}
