import type { Word } from './messages.ts';

/** What says a word; where several are said, the first counts. */
const phrases: readonly (readonly [RegExp, Word])[] = [
  [/\bsign (me )?up\b|\b(enrol|enroll|take part)\b/, 'sign-up'],
  [/\bmy pairing\b|\bmy (mentor|mentee|partner)\b/, 'my-pairing'],
  [/\bwho sees\b|\bprivacy\b/, 'who-sees-what'],
  [/\bhow (does|it|this)\b.*\bworks?\b/, 'how-it-works'],
  [/\bleave\b/, 'leave'],
  [/^\W*stop\W*$|\b(be quiet|unsubscribe)\b/, 'stop'],
  [/^\W*start\W*$|\bsubscribe\b/, 'start'],
];

/** What somebody who writes asks for, besides their meetings; null when it is nothing of the kind. */
export const readWord = (text: string): Word | null =>
  phrases.find(([phrase]) => phrase.test(text.slice(0, 300).toLowerCase()))?.[1] ?? null;
