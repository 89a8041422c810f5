import type { Temporal } from 'temporal-polyfill';
import type { WishKind } from '../meeting/messages.ts';
import { readDay } from './read-day.ts';
import { vocabularies } from './vocabulary.ts';
import { nearest, wordsOf } from './words.ts';
import type { OtherWishKind, Wish } from './wish.ts';

/** Where several wishes are said in as many words, the first of this list counts. */
const order = [
  'pause',
  'resume',
  'cancel',
  'move',
  'change',
  'end',
  'get-help',
  'sign-up',
  'who-sees-what',
  'agenda',
  'stop',
  'start',
  'my-pairing',
  'meetings',
  'help',
  'greeting',
] as const satisfies readonly (WishKind | OtherWishKind)[];

/** What says a wish, in any language: words that all have to be said. More of them come first. */
const sayings = order
  .flatMap((kind) =>
    Object.values(vocabularies).flatMap(({ wishes }) => wishes[kind].map((said) => ({ kind, words: wordsOf(said) }))),
  )
  .toSorted((a, b) => b.words.length - a.words.length || order.indexOf(a.kind) - order.indexOf(b.kind));
const known = new Set(sayings.flatMap(({ words }) => words));

/**
 * What somebody who writes to the bot wants of it, in any of its languages, forgiving of case, accents and small slips; null
 * when it is nothing we know. Nothing is done for it but to show a card, so that a misunderstanding costs a glance.
 */
export function readWish(text: string, today: Temporal.PlainDate): Wish | null {
  const words = wordsOf(text);
  const said = new Set(words.flatMap((word) => nearest(word, known)));
  const kind = sayings.find((saying) => saying.words.every((word) => said.has(word)))?.kind;
  switch (kind) {
    case undefined:
      return null;
    case 'pause':
      return { kind, until: readDay(words, today)?.toString() ?? null };
    case 'meetings':
    case 'move':
    case 'cancel':
    case 'change':
    case 'resume':
    case 'end':
      return { kind, until: null };
    default:
      return { kind };
  }
}
