import type { Lead } from '../matching/round.ts';
import type { ActFilter, LeadAct } from './lead-act.ts';

/** Only grows: what a lead has done is never changed. */
export interface LeadActStore {
  insert(act: LeadAct): Promise<void>;
  /** Newest first, those older than the act `before`. */
  ofProgramme(
    programmeId: string,
    wanted: ActFilter & { readonly before: string | null; readonly limit?: number },
  ): Promise<readonly LeadAct[]>;
  /** Everybody who has done something, as they were last called. */
  leadsOf(programmeId: string): Promise<readonly Lead[]>;
}
