import { gridMinutes } from './wall-clock.ts';

/**
 * How unwelcome a time is, in points: the lower the better. The weights are our own judgement. They only decide between
 * times at which as many meetings can be kept, and are set against each other like this: a day's wait is one point for
 * every meeting of the series; to meet at the very edge of one person's day is as bad as waiting six days, and to take
 * three quarters of an hour of their lunch as bad as nine.
 */
export const weights = {
  /** Each quarter of an hour that a meeting is nearer than `guardedQuarters` to an edge of somebody's working day. */
  edge: 1,
  /** Each quarter of an hour of somebody's lunch. */
  lunch: 3,
  /** Another meeting of somebody's that ends or begins less than a quarter of an hour from this one, each. */
  noPause: 2,
  /** A day before or after on which somebody does not work: the middle of a week is fuller of people than its ends. */
  weekEdge: 2,
  /** Each day until the first meeting, for every meeting. */
  wait: 1,
};

/** People guard the first and the last hour and a half of their day. */
const guardedQuarters = 6;
/** Lunch is from noon to one, in minutes of the local day. */
export const lunch = [12 * 60, 13 * 60] as const;

/** Somebody's working day; times in minutes from anywhere. */
export interface WorkingDay {
  readonly start: number;
  readonly end: number;
  readonly lunchStart: number;
  readonly lunchEnd: number;
  /** Of the days before and after, those that are not worked. */
  readonly freeNeighbours: number;
}

/** What a meeting on somebody's working day costs them, in points. */
export function strainOn(day: WorkingDay, start: number, end: number): number {
  const guarded = (fromEdge: number) => Math.max(0, guardedQuarters - Math.floor(fromEdge / gridMinutes));
  const lunchTaken = Math.max(0, Math.min(end, day.lunchEnd) - Math.max(start, day.lunchStart));
  return (
    weights.edge * (guarded(start - day.start) + guarded(day.end - end)) +
    weights.lunch * Math.ceil(lunchTaken / gridMinutes) +
    weights.weekEdge * day.freeNeighbours
  );
}
