import type { Allowance, LimitSettings } from '../limits.ts';

/** What a 429 of the chat is about: the one conversation, or all of the bot's requests. */
type Scope = 'conversation' | 'bot';

/** Whether a request of the bot is let in, or for how long not; null where that is not said. */
export type ChatEntry =
  { readonly admitted: true } | { readonly admitted: false; readonly retryAfterSeconds: number | null };

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** Milliseconds that an early request is forgiven: a second of `Retry-After` is no promise to the millisecond. */
const GRACE = 5;

/**
 * Counts the bot's requests and turns away what is too much. What counts lies within the seconds before each request,
 * wherever these begin; requests that were turned away do not. Works on real time.
 */
export class ChatLimits {
  readonly #settings: LimitSettings;
  /** When each of the requests was let in, oldest first, by conversation. */
  readonly #ofConversation = new Map<string, number[]>();
  #ofBot: number[] = [];
  #refusals: Partial<Record<Scope, number>> = {};
  /** Until when somebody was told to wait, by conversation; of all under ''. */
  readonly #waits = new Map<string, number>();
  #early = 0;
  #highest = 0;
  /** The most in one conversation, by seconds. */
  #highestInConversation: Record<string, number> = {};

  constructor(settings: LimitSettings) {
    this.#settings = settings;
  }

  /** What was turned away and what came early, and the most that ever was let in. */
  get counts(): Readonly<Record<string, unknown>> {
    return {
      refused: this.#refusals,
      early: this.#early,
      highestPerSecond: this.#highest,
      highestInConversation: this.#highestInConversation,
    };
  }

  /** Lets a request in that writes to a conversation, or, with null, one that does not. */
  enter(conversation: string | null): ChatEntry {
    const now = Date.now();
    const waits = [this.#waits.get(''), conversation === null ? undefined : this.#waits.get(conversation)];
    if (waits.some((until) => until !== undefined && until - GRACE > now)) this.#early++;
    const { botRequestsPerSecond, conversationMessages } = this.#settings;
    this.#ofBot = within(this.#ofBot, SECOND, now);
    const ofBot = botRequestsPerSecond === 0 ? [] : [{ count: botRequestsPerSecond, seconds: 1 }];
    const botWait = waitFor(this.#ofBot, ofBot, now);
    if (botWait > 0) return this.#refuse('bot', '', botWait, now);
    if (conversation !== null) {
      const times = within(this.#ofConversation.get(conversation) ?? [], HOUR, now);
      this.#ofConversation.set(conversation, times);
      const wait = waitFor(times, conversationMessages, now);
      if (wait > 0) return this.#refuse('conversation', conversation, wait, now);
      times.push(now);
      for (const { seconds } of conversationMessages) {
        const count = within(times, seconds * SECOND, now).length;
        this.#highestInConversation[seconds] = Math.max(this.#highestInConversation[seconds] ?? 0, count);
      }
    }
    this.#ofBot.push(now);
    this.#highest = Math.max(this.#highest, this.#ofBot.length);
    return { admitted: true };
  }

  /** A fault told a request to wait. */
  toldToWait(conversation: string | null, seconds: number): void {
    this.#waits.set(conversation ?? '', Date.now() + seconds * SECOND);
  }

  /** Forgets everything, what counts towards the limits too. */
  forget(): void {
    this.#ofConversation.clear();
    this.#ofBot = [];
    this.#refusals = {};
    this.#waits.clear();
    this.#early = 0;
    this.#highest = 0;
    this.#highestInConversation = {};
  }

  #refuse(scope: Scope, what: string, wait: number, now: number): ChatEntry {
    this.#refusals[scope] = (this.#refusals[scope] ?? 0) + 1;
    const seconds = Math.ceil(wait / SECOND);
    if (!this.#settings.botRetryAfter) return { admitted: false, retryAfterSeconds: null };
    this.#waits.set(what, now + seconds * SECOND);
    return { admitted: false, retryAfterSeconds: seconds };
  }
}

const within = (times: readonly number[], milliseconds: number, now: number): number[] =>
  times.filter((time) => time > now - milliseconds);

/** Milliseconds until one more fits into all allowances. */
function waitFor(times: readonly number[], allowances: readonly Allowance[], now: number): number {
  const waits = allowances.map(({ count, seconds }) => {
    const oldest = times.at(-count);
    return times.length < count || oldest === undefined ? 0 : oldest + seconds * SECOND - now;
  });
  return Math.max(0, ...waits);
}
