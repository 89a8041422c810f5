import type { Clock } from '../clock.ts';
import { BOT_AUDIENCE } from '../entra/tokens.ts';
import type { Identity } from '../entra/identity.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';
import { activityId, type Conversation, type Conversations } from './conversations.ts';

const PATIENCE_MILLISECONDS = 15_000;
const UPDATED_CARD = 'application/vnd.microsoft.card.adaptive';
const BOT_NAME = 'Vantage';

/** What the bot said to an activity: its HTTP status, and its body as JSON where it is any. */
export interface BotAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The bot's answer, or why there is none. */
export type BotOutcome = BotAnswer | { readonly unanswered: string };

export interface PlayerParts {
  readonly conversations: Conversations;
  readonly directory: Directory;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly url: () => string;
}

/** Plays the people in front of Teams: sends the bot what Teams would send when they install, write or press. */
export class Player {
  readonly #parts: PlayerParts;
  /** Where the bot listens; undefined until it is told. */
  messagesUrl: string | undefined;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  /** Adds the bot for somebody: a new member of the conversation, and an installation. */
  async install(person: Person): Promise<BotOutcome> {
    const { conversations } = this.#parts;
    const conversation = conversations.of(person);
    conversations.setInstalled(conversation, true);
    await this.#send(conversation, {
      type: 'conversationUpdate',
      membersAdded: [{ id: conversation.memberId, aadObjectId: person.id }, { id: this.#botAccount }],
    });
    return this.#send(conversation, { type: 'installationUpdate', action: 'add' });
  }

  /** Removes it again; from then on the bot cannot write to the person. */
  async uninstall(person: Person): Promise<BotOutcome> {
    const { conversations } = this.#parts;
    const conversation = conversations.of(person);
    conversations.setInstalled(conversation, false);
    await this.#send(conversation, { type: 'conversationUpdate', membersRemoved: [{ id: this.#botAccount }] });
    return this.#send(conversation, { type: 'installationUpdate', action: 'remove' });
  }

  async write(person: Person, text: string): Promise<BotOutcome> {
    const { conversations } = this.#parts;
    const conversation = conversations.of(person);
    const { id } = conversations.add(conversation, { from: 'person', text, attachments: [] });
    return this.#send(conversation, { type: 'message', id, text, textFormat: 'plain' });
  }

  /**
   * Presses a button of a card: with a verb an `Action.Execute`, whose answer may put a new card in the place of the old;
   * without one an `Action.Submit`, a message that carries only a value.
   */
  async submit(person: Person, replyToId: string, data: unknown, verb: string | undefined): Promise<BotOutcome> {
    const { conversations } = this.#parts;
    const conversation = conversations.of(person);
    if (verb === undefined) {
      const { id } = conversations.add(conversation, {
        from: 'person',
        text: '',
        attachments: [],
        value: data,
        replyToId,
      });
      return this.#send(conversation, { type: 'message', id, replyToId, value: data });
    }
    const answer = await this.#send(conversation, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId,
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });
    if ('unanswered' in answer) return answer;
    const outcome = answer.body as { statusCode?: number; type?: string; value?: unknown } | null | undefined;
    if (answer.status === 200 && outcome?.statusCode === 200 && outcome.type === UPDATED_CARD) {
      conversations.update(conversation, replyToId, {
        attachments: [{ contentType: UPDATED_CARD, content: outcome.value }],
      });
    }
    return answer;
  }

  get #botAccount(): string {
    return `28:${this.#parts.identity.bot.id}`;
  }

  /** Posts an activity to the bot with a token of the stand-in Bot Framework. */
  async #send(conversation: Conversation, activity: Record<string, unknown>): Promise<BotOutcome> {
    const { clock, directory, identity, url } = this.#parts;
    if (this.messagesUrl === undefined) return { unanswered: 'Nobody said where the bot is: PUT /control/bot first.' };
    const serviceUrl = `${url()}/chat/`;
    const { person, memberId } = conversation;
    const seconds = Math.floor(Date.now() / 1000);
    const token = await identity.botFramework.sign({
      iss: BOT_AUDIENCE,
      aud: identity.bot.id,
      serviceurl: serviceUrl,
      nbf: seconds - 5,
      exp: seconds + 3600,
    });
    const timestamp = new Date(clock.now()).toISOString();
    const sent = fetch(this.messagesUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
      body: JSON.stringify({
        id: activityId(),
        timestamp,
        localTimezone: person.timeZone,
        serviceUrl,
        channelId: 'msteams',
        from: { id: memberId, name: person.displayName, aadObjectId: person.id },
        recipient: { id: this.#botAccount, name: BOT_NAME },
        conversation: { conversationType: 'personal', tenantId: directory.tenantId, id: conversation.id },
        channelData: { tenant: { id: directory.tenantId } },
        locale: 'en-GB',
        entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: person.timeZone }],
        ...activity,
      }),
    });
    return sent.then(
      async (response) => ({ status: response.status, body: parsed(await response.text()) }),
      (error: unknown) => ({ unanswered: `Nobody answers at ${this.messagesUrl ?? ''}: ${String(error)}` }),
    );
  }
}

/** JSON where the text is some, else the text itself; nothing for no text. */
function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
