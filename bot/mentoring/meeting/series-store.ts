import type { Series } from './meeting.ts';

export interface SeriesStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<Series | null>;
  ofPairings(pairingIds: readonly string[]): Promise<readonly Series[]>;
  insert(series: Series): Promise<void>;
  update(series: Series): Promise<void>;
}
