import type { BotMessage, ConversationReference, DeliveryProblem, MessageGone } from './chat.ts';

/** The bot's voice. */
export interface Messenger {
  send(
    tenantId: string,
    to: ConversationReference,
    message: BotMessage,
  ): Promise<{ readonly ok: true; readonly activityId: string } | DeliveryProblem>;
  /** Replaces what an earlier message shows. */
  update(
    tenantId: string,
    to: ConversationReference,
    activityId: string,
    message: BotMessage,
  ): Promise<{ readonly ok: true } | DeliveryProblem | MessageGone>;
}
