import type { BotMessage } from '../chat/chat.ts';

/** What a notice says as things stand. */
export interface Reading {
  readonly message: BotMessage;
  /** Whether there is a reason to send it. What has been answered or is over changes old cards and makes no new ones. */
  readonly isDue: boolean;
}
