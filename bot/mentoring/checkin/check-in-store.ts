import type { CheckIn } from './check-in.ts';

export interface CheckInStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<CheckIn | null>;
  ofMeetings(meetingIds: readonly string[]): Promise<readonly CheckIn[]>;
  insert(checkIn: CheckIn): Promise<void>;
  update(checkIn: CheckIn): Promise<void>;
}
