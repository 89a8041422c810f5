import type { AgendaAction, AgendaMessage } from '../agenda/messages.ts';
import type { CheckInAction, CheckInMessage } from '../checkin/messages.ts';
import type { ClosingAction, ClosingMessage } from '../closing/messages.ts';
import type { CommitmentAction, CommitmentMessage } from '../commitment/messages.ts';
import type { HelpAction, HelpMessage } from '../help/messages.ts';
import type { MeetingAction, MeetingMessage } from '../meeting/messages.ts';
import type { NudgeAction, NudgeMessage } from '../nudge/messages.ts';
import type { MyPairingMessage, PairingAction, PairingMessage } from '../pairing/messages.ts';
import type { SignUpAction, SignUpMessage } from '../signup/messages.ts';
import type { SummaryAction, SummaryMessage } from '../summary/messages.ts';
import type { StandingMessage, WordAction } from './messages.ts';

/** Somebody as chat and token know them: Entra's tenant and object id, never an address. */
export interface Identity {
  readonly tenantId: string;
  readonly entraObjectId: string;
}

/** Where somebody can be reached; made by the chat platform, kept as it is. */
export interface ConversationReference {
  readonly serviceUrl: string;
  readonly conversationId: string;
  /** The bot's own account in the conversation. */
  readonly botId: string;
  /** The person's account in the conversation. */
  readonly userId: string;
  readonly channelId: string;
  readonly locale: string | null;
}

/** What the bot says, in mentoring's words; the Microsoft side makes cards of it. */
export type BotMessage =
  | PairingMessage
  | MeetingMessage
  | CheckInMessage
  | SummaryMessage
  | CommitmentMessage
  | AgendaMessage
  | SignUpMessage
  | MyPairingMessage
  | StandingMessage
  | HelpMessage
  | NudgeMessage
  | ClosingMessage
  /** The card no longer asks anything: already done, taken back, or not theirs. */
  | {
      readonly kind: 'no-longer-open';
      readonly reason:
        | 'already-done'
        | 'not-yours'
        | 'closed'
        | 'not-now'
        | 'no-longer-free'
        | 'no-times'
        | 'unreadable'
        | 'day-passed'
        | 'written-anew';
    };

/** What somebody taps on a card. Everything in it comes from outside and is checked against the identity. */
export type ChatAction =
  | PairingAction
  | MeetingAction
  | CheckInAction
  | AgendaAction
  | SummaryAction
  | CommitmentAction
  | SignUpAction
  | HelpAction
  | NudgeAction
  | ClosingAction
  | WordAction;

/** What the bot answers. */
export interface Reply {
  readonly message: BotMessage;
  /** The notice that it shows once more; null for what was never a notice. */
  readonly noticeId: string | null;
}

/** What the chat platform calls when something arrives. Each call may come twice and has one effect. */
export interface ChatHandlers {
  /** The bot was installed for somebody: remember where to reach them; answers what to say, one after the other. */
  installed(who: Identity, reference: ConversationReference): Promise<readonly Reply[]>;
  /** The bot was removed for somebody. */
  uninstalled(who: Identity): Promise<void>;
  /** Somebody wrote; answers what to say. Remembers the conversation too. */
  said(who: Identity, reference: ConversationReference, text: string): Promise<readonly Reply[]>;
  /** A reply that shows a notice stands in the chat: its card changes with the others from now on. */
  shown(who: Identity, reply: Reply, activityId: string): Promise<void>;
  /** Somebody tapped a card; answers what the card shows from now on. */
  acted(who: Identity, action: ChatAction): Promise<BotMessage>;
}

/**
 * Why somebody cannot be written to. `not-installed`: they have not, or no longer, the bot; `blocked`: they blocked it;
 * `disabled`: their organisation has switched it off for them; `no-conversation`: the chat does not know it any more.
 */
export type Unreachable = 'not-installed' | 'blocked' | 'disabled' | 'no-conversation';

/** `gone`: they cannot be written to until they have the bot again. `retry`: worth another try later. */
export type DeliveryProblem =
  | { readonly ok: false; readonly reason: 'gone'; readonly why: Unreachable }
  | {
      readonly ok: false;
      readonly reason: 'retry';
      readonly retryAfterSeconds: number | null;
      /** Whether it may stand in the chat all the same: no answer came, or one that says nothing of it. */
      readonly mayHaveArrived: boolean;
    };

/** The person is there, but the message that was to be replaced is not: they deleted it. */
export interface MessageGone {
  readonly ok: false;
  readonly reason: 'message-gone';
}
