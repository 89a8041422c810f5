import type { Temporal } from 'temporal-polyfill';
import type { ConversationReference, Unreachable } from './chat.ts';

/** Whether somebody can be written to. */
export type Reach = 'open' | Unreachable;

/** Somebody's chat with the bot. */
export interface Conversation {
  /** Null before they have ever had the bot. */
  readonly reference: ConversationReference | null;
  readonly reach: Reach;
  /** When they asked for quiet; null when they hear from us. */
  readonly mutedAt: Temporal.Instant | null;
}

export const isReachable = (
  conversation: Conversation | null,
): conversation is Conversation & { readonly reference: ConversationReference } =>
  conversation !== null && conversation.reference !== null && conversation.reach === 'open' && !isMuted(conversation);

const isMuted = ({ mutedAt }: Conversation): boolean => mutedAt !== null;
