import type { Participant } from './person.ts';

export interface ParticipantStore {
  byId(id: string): Promise<Participant | null>;
  ofProgramme(programmeId: string): Promise<readonly Participant[]>;
  /** Those of these people who take part in it. */
  ofPeople(programmeId: string, personIds: readonly string[]): Promise<readonly Participant[]>;
  isAnybodyIn(programmeId: string): Promise<boolean>;
  ofPerson(personId: string): Promise<readonly Participant[]>;
  /** Inserts or replaces by programme and person; `isTold` stays as it is, see `markTold`. */
  save(participants: readonly Participant[]): Promise<void>;
  /** Writes down that these people know that they take part; answers those who did not until now. */
  markTold(programmeId: string, personIds: readonly string[]): Promise<readonly Participant[]>;
  remove(id: string): Promise<void>;
}
