import type { Conversation } from './conversation.ts';

export interface ConversationStore {
  ofPerson(entraObjectId: string): Promise<Conversation | null>;
  ofPeople(entraObjectIds: readonly string[]): Promise<ReadonlyMap<string, Conversation>>;
  save(entraObjectId: string, conversation: Conversation): Promise<void>;
  /** The same, unless they can be written to meanwhile: then nothing is changed. */
  saveUnlessOpen(entraObjectId: string, conversation: Conversation): Promise<void>;
}
