import { z } from 'zod';

export const HardRule = z.enum([
  'seniority-gap',
  'reporting-line',
  'same-manager',
  'same-department',
  'shared-topics',
  'calendar-unreadable',
  'shared-hours',
  'common-language',
  'paired-before',
  'forbidden',
]);
/**
 * What stands between two people, as the lead is told. `not-together` is all that is said of what holds for just these two:
 * that they were paired before, or that one of them has a private reason.
 */
export const Bar = z.enum([...HardRule.exclude(['paired-before']).options, 'not-together']);
/** `language-unknown`: of one of the two no language is known. */
export const ObstacleRule = z.enum([...HardRule.options, 'language-unknown']);
/** A rule in the way: how many people of the other role it bars, and how many of them nothing else does. */
export const Obstacle = z.object({ rule: ObstacleRule, bars: z.int(), barsAlone: z.int() });

export type Bar = z.infer<typeof Bar>;
export type Obstacle = z.infer<typeof Obstacle>;
