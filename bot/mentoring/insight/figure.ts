import type { CheckInAnswers } from '../checkin/check-in.ts';
import type { Role } from '../people/person.ts';

/** The four keys to mentoring of this kind. */
export const allKeys = ['trust', 'agenda', 'listening', 'summing-up'] as const;
export type Key = (typeof allKeys)[number];

/** What somebody said about a key, in the words of whoever reads a figure. */
export type Said = 'yes' | 'no' | 'partly' | 'mostly-mentee' | 'balanced' | 'mostly-mentor';

/** What of the answers about a key is counted; the others make up the rest. */
export const countedOf: Readonly<Record<Key, readonly Said[]>> = {
  trust: ['yes'],
  agenda: ['yes'],
  listening: ['mostly-mentee', 'balanced', 'mostly-mentor'],
  'summing-up': ['yes'],
};

/** What one side of a pairing said about a key; null where they left it out. */
export function saidOf(key: Key, side: Role, answers: CheckInAnswers): Said | null {
  switch (key) {
    case 'trust':
      return answers.spokeOpenly;
    case 'agenda':
      return answers.menteesAgenda;
    case 'summing-up':
      return answers.summedUp;
    case 'listening': {
      const { whoTalked } = answers;
      if (whoTalked === null || whoTalked === 'balanced') return whoTalked;
      return (whoTalked === 'mostly-me') === (side === 'mentee') ? 'mostly-mentee' : 'mostly-mentor';
    }
  }
}

/** How many of a group said the same. */
export interface Share {
  readonly said: Said;
  /** 0 … 100, in steps of 5. */
  readonly percent: number;
  /** `at-least` and `at-most`: how much more or less is not told. */
  readonly bound: 'about' | 'at-least' | 'at-most';
}

/** What one side said about one key, each person counted once. Once released it stays as it is. */
export interface Figure {
  readonly key: Key;
  readonly side: Role;
  /** How many people it counts; five at least. */
  readonly people: number;
  readonly shares: readonly Share[];
}

/** Fewest people whose answers make a figure. */
export const fewestPeople = 5;
/** Most people who are thought to put together what they know. */
const mostTogether = 3;
const step = 5;

/**
 * How many answers of a group of `people` are taken to be known already: those that one person sees (`circle`), times more
 * people the larger the group is.
 */
export function knownAlready(people: number, circle: number): number {
  return circle * Math.min(mostTogether, Math.max(1, Math.floor(people / (10 * circle))));
}

/**
 * The figure of what each of a group said; null where there are too few to hide each of them. Whoever knows `knownAlready`
 * of the answers cannot tell any other: a share is told only as far as some of the rest said so and some did not.
 *
 * @param circle how many of the group's answers one person may see at most, their own among them
 */
export function figureOf(key: Key, side: Role, said: readonly Said[], circle: number): Figure | null {
  const people = said.length;
  const known = knownAlready(people, circle);
  if (people < Math.max(fewestPeople, 2 * known + 3)) return null;
  const shares = countedOf[key].map((one): Share => {
    const count = said.filter((other) => other === one).length;
    return shareOf(one, count, people, known);
  });
  return { key, side, people, shares };
}

function shareOf(said: Said, count: number, people: number, known: number): Share {
  const percent = (of: number) => (100 * of) / people / step;
  const lowest = known + 1;
  const highest = people - known - 1;
  if (count <= lowest) return { said, percent: step * Math.ceil(percent(lowest)), bound: 'at-most' };
  if (count >= highest) return { said, percent: step * Math.floor(percent(highest)), bound: 'at-least' };
  return { said, percent: step * Math.round(percent(count)), bound: 'about' };
}
