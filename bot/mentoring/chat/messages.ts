/** What somebody can ask for at any time, in words or with a button. */
export const allWords = [
  'sign-up',
  'not-now',
  'how-it-works',
  'who-sees-what',
  'my-pairing',
  'meetings',
  'get-help',
  'leave',
  'stop',
  'start',
] as const;
export type Word = (typeof allWords)[number];
export const isWord = (text: string | null): text is Word => allWords.some((word) => word === text);

/** What the bot says when it meets somebody, and about itself. */
export type StandingMessage =
  | {
      readonly kind: 'greeting';
      readonly name: string;
      readonly pairings: number;
      /** What they can do now. */
      readonly words: readonly Word[];
    }
  | { readonly kind: 'help'; readonly words: readonly Word[] }
  /** Somebody who is in no programme, or whom the directory does not know yet; `isOpen`: one that they may sign up for. */
  | { readonly kind: 'not-enrolled'; readonly name: string | null; readonly isOpen: boolean }
  | { readonly kind: 'how-it-works'; readonly words: readonly Word[] }
  | { readonly kind: 'who-sees-what'; readonly words: readonly Word[] }
  | { readonly kind: 'not-now' }
  | { readonly kind: 'leave' }
  /** They asked for quiet. */
  | { readonly kind: 'quiet' }
  /** They asked to hear from us again. */
  | { readonly kind: 'heard-again' }
  /** They had everything about them erased: the last word. */
  | { readonly kind: 'erased' };

/** A button that stands for a word. */
export interface WordAction {
  readonly kind: 'say';
  readonly word: Word;
}
