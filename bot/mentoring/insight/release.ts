import type { Temporal } from 'temporal-polyfill';
import type { CheckInAnswers } from '../checkin/check-in.ts';
import type { Role } from '../people/person.ts';
import { allKeys, figureOf, saidOf, type Figure, type Key } from './figure.ts';

/** What was released for a month. It never changes. */
export interface InsightRelease {
  readonly id: string;
  readonly programmeId: string;
  /** The first day of the month. */
  readonly month: Temporal.PlainDate;
  readonly releasedAt: Temporal.Instant;
  readonly figures: readonly Figure[];
}

/** What somebody answered about a meeting that took place. */
export interface GivenAnswers {
  readonly checkInId: string;
  readonly personId: string;
  /** What they were in the pairing that met. */
  readonly side: Role;
  readonly answers: CheckInAnswers;
  /** Keys about which these answers were part of a release, whether or not they were the newest in it. */
  readonly released: readonly Key[];
}

/** The two of a pairing, who see of each other's answers who talked more. */
export interface Pair {
  readonly menteeId: string;
  readonly mentorId: string;
}

/** One answer about one key that is used up: no other figure ever counts it. */
export interface UsedUp {
  readonly checkInId: string;
  readonly key: Key;
}

/** What is told at one time, and the answers that it used up. */
export interface Release {
  readonly figures: readonly Figure[];
  readonly usedUp: readonly UsedUp[];
}

/**
 * What may be told of these answers now. Each side has a figure of its own, and no figure counts what another has counted:
 * there is nothing to subtract, between groups or over time. Of somebody who answered more than once since, the newest
 * counts and the others are used up with it. A side of too few waits, whole.
 *
 * @param given oldest first
 */
export function releaseOf(given: readonly GivenAnswers[], pairs: readonly Pair[]): Release {
  const figures: Figure[] = [];
  const usedUp: UsedUp[] = [];
  for (const key of allKeys) {
    for (const side of ['mentee', 'mentor'] as const) {
      const fresh = given.flatMap((one) => {
        const said = one.side === side && !one.released.includes(key) ? saidOf(key, side, one.answers) : null;
        return said === null ? [] : [{ checkInId: one.checkInId, personId: one.personId, said }];
      });
      const newest = new Map(fresh.map(({ personId, said }) => [personId, said]));
      // Who talked more is the one answer that the other one of a pairing sees.
      const circle = key === 'listening' ? largestCircle(new Set(newest.keys()), pairs) : 1;
      const figure = figureOf(key, side, [...newest.values()], circle);
      if (!figure) continue;
      figures.push(figure);
      usedUp.push(...fresh.map(({ checkInId }) => ({ checkInId, key })));
    }
  }
  return { figures, usedUp };
}

/** Of a group, the most whose answers one person sees: their own, if they are of it, and those of whom they are paired with. */
function largestCircle(group: ReadonlySet<string>, pairs: readonly Pair[]): number {
  const seen = new Map<string, Set<string>>();
  const see = (one: string, other: string) => {
    const circle = seen.get(one) ?? new Set([one].filter((id) => group.has(id)));
    if (group.has(other)) circle.add(other);
    seen.set(one, circle);
  };
  for (const { menteeId, mentorId } of pairs) {
    see(menteeId, mentorId);
    see(mentorId, menteeId);
  }
  return [...seen.values()].reduce((most, { size }) => Math.max(most, size), 1);
}
