import type { HelpRequest } from './help-request.ts';

export interface HelpStore {
  byId(id: string, options?: { readonly forUpdate?: boolean }): Promise<HelpRequest | null>;
  /** Oldest first. */
  ofProgramme(programmeId: string): Promise<readonly HelpRequest[]>;
  /** Those that somebody has made, oldest first. */
  ofPerson(personId: string): Promise<readonly HelpRequest[]>;
  /** Inserts or replaces by id. */
  save(request: HelpRequest): Promise<void>;
}
