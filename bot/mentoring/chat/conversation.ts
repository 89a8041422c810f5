import { Temporal } from 'temporal-polyfill';
import type { ConversationReference, Unreachable } from './chat.ts';

/** Whether somebody can be written to; `left`: the directory does not know them any more. */
export type Reach = 'open' | Unreachable | 'left';

/**
 * Why the bot could not be brought to somebody. `not-allowed`: we lack the permission to; `disabled`: their organisation has
 * switched it off for them.
 */
export type Refusal = 'not-allowed' | 'disabled';

/** Somebody's chat with the bot. */
export interface Conversation {
  /** Null before they have ever had the bot. */
  readonly reference: ConversationReference | null;
  readonly reach: Reach;
  /** When they asked for quiet; null when they hear from us. */
  readonly mutedAt: Temporal.Instant | null;
  /** When we last tried to bring the bot to somebody who has not added it; null when they did, or had it before. */
  readonly triedAt: Temporal.Instant | null;
  /** Why that came to nothing; null where nobody refused it. */
  readonly refused: Refusal | null;
}

/** Until it is tried again to bring the bot to somebody: their organisation may have allowed it meanwhile. */
const untilTriedAgain = Temporal.Duration.from({ hours: 7 * 24 });

/** Whether the bot may be brought to somebody. Never to those who had it: they have removed it. */
export const mayInstall = (conversation: Conversation | null, now: Temporal.Instant): boolean =>
  conversation === null ||
  (conversation.reach === 'not-installed' &&
    conversation.triedAt !== null &&
    Temporal.Instant.compare(conversation.triedAt.add(untilTriedAgain), now) <= 0);

/** Whether what stands in their chat can be changed: that disturbs nobody who asked for quiet. */
export const hasChat = (
  conversation: Conversation | null,
): conversation is Conversation & { readonly reference: ConversationReference } =>
  conversation !== null && conversation.reference !== null && conversation.reach === 'open';

/** Whether they can be written to. */
export const isReachable = (
  conversation: Conversation | null,
): conversation is Conversation & { readonly reference: ConversationReference } =>
  hasChat(conversation) && !isMuted(conversation);

const isMuted = ({ mutedAt }: Conversation): boolean => mutedAt !== null;
