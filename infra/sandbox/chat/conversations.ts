import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { guidOf } from '../guid.ts';
import type { Journal } from '../journal.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';

/** A message in a conversation, as the person sees it. */
export interface Message {
  readonly id: string;
  readonly from: 'bot' | 'person';
  readonly text: string;
  readonly attachments: readonly unknown[];
  /** Of a card that was submitted without a verb. */
  readonly value?: unknown;
  readonly replyToId?: string;
  /** On the sandbox's clock. */
  readonly at: string;
  readonly updatedCount: number;
  readonly deleted: boolean;
}

/** Why a bot that is installed may not write: the person blocked it, or those who run the tenant did. */
export const BLOCKS = ['ConversationBlockedByUser', 'MessageWritesBlocked', 'BotDisabledByAdmin'] as const;
export type Block = (typeof BLOCKS)[number];

/** The personal conversation of one person with the bot. */
export interface Conversation {
  readonly id: string;
  readonly person: Person;
  /** The person's id towards this bot, in the form that Teams gives it. */
  readonly memberId: string;
  installed: boolean;
  blocked: Block | null;
  readonly messages: Message[];
}

/** The conversations of everybody with the one bot of this tenant; they begin when the bot is installed. */
export class Conversations {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #byPerson = new Map<string, Conversation>();
  readonly #byId = new Map<string, Conversation>();
  #lastNumber = 0;

  constructor(directory: Directory, clock: Clock, journal: Journal) {
    this.#clock = clock;
    this.#journal = journal;
    for (const person of directory.people) {
      const conversation: Conversation = {
        id: `a:1${Buffer.from(guidOf(`conversation ${person.id}`)).toString('base64url')}`,
        person,
        memberId: `29:1${Buffer.from(guidOf(`member ${person.id}`)).toString('base64url')}`,
        installed: false,
        blocked: null,
        messages: [],
      };
      this.#byPerson.set(person.id, conversation);
      this.#byId.set(conversation.id, conversation);
    }
    const kept = journal.all('conversation') as { id: string; installed: boolean; blocked?: Block | null }[];
    for (const { id, installed, blocked = null } of kept) {
      const conversation = this.#byId.get(id);
      if (conversation) Object.assign(conversation, { installed, blocked });
    }
    for (const kept of journal.all('message') as { conversation: string; message: Message }[]) {
      this.#byId.get(kept.conversation)?.messages.push(kept.message);
      this.#lastNumber = Math.max(this.#lastNumber, Number(kept.message.id));
    }
  }

  get all(): readonly Conversation[] {
    return [...this.#byPerson.values()];
  }

  find(id: string): Conversation | undefined {
    return this.#byId.get(id);
  }

  of(person: Person): Conversation {
    const conversation = this.#byPerson.get(person.id);
    if (conversation === undefined) throw new Error(`${person.userPrincipalName} is not of this tenant`);
    return conversation;
  }

  /** By the id towards the bot or by the object id in the directory. */
  ofMember(memberId: string): Conversation | undefined {
    const plain = memberId.replace(/^8:orgid:/, '');
    return this.#byPerson.get(plain) ?? this.all.find((conversation) => conversation.memberId === memberId);
  }

  setInstalled(conversation: Conversation, installed: boolean): void {
    conversation.installed = installed;
    this.#keepState(conversation);
  }

  /** Has the bot's messages refused, whatever the person may still write; null lets them through again. */
  setBlocked(conversation: Conversation, blocked: Block | null): void {
    conversation.blocked = blocked;
    this.#keepState(conversation);
  }

  /** Adds a message, and gives it an id: a time in milliseconds, as in Teams. */
  add(conversation: Conversation, message: Pick<Message, 'from' | 'text' | 'attachments'> & Partial<Message>): Message {
    this.#lastNumber = Math.max(this.#lastNumber + 1, this.#clock.now());
    const added: Message = {
      at: new Date(this.#clock.now()).toISOString(),
      updatedCount: 0,
      deleted: false,
      ...message,
      id: String(this.#lastNumber),
    };
    conversation.messages.push(added);
    this.#keep(conversation, added);
    return added;
  }

  /** Puts new content into a message; false where there is none with this id, or it was deleted. */
  update(
    conversation: Conversation,
    id: string,
    change: Partial<Pick<Message, 'text' | 'attachments' | 'deleted'>>,
  ): boolean {
    const index = conversation.messages.findIndex((message) => message.id === id && !message.deleted);
    const before = conversation.messages[index];
    if (before === undefined) return false;
    const after = { ...before, ...change, updatedCount: before.updatedCount + 1 };
    conversation.messages[index] = after;
    this.#keep(conversation, after);
    return true;
  }

  #keepState({ id, installed, blocked }: Conversation): void {
    this.#journal.put('conversation', id, { id, installed, blocked });
  }

  #keep(conversation: Conversation, message: Message): void {
    this.#journal.put('message', `${conversation.id} ${message.id}`, { conversation: conversation.id, message });
  }
}

/** A new id for something that is not a message. */
export const activityId = (): string => `f:${randomUUID()}`;
