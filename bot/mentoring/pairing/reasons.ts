import type { FitPart, Reason } from '../matching/matching.ts';
import type { Pairing } from './pairing.ts';

/** The part of a fit that a reason adds to. */
const partOf: Readonly<Record<Reason['kind'], FitPart>> = {
  'shared-topics': 'topics',
  'different-department': 'department',
  'different-profession': 'department',
  'same-office': 'location',
  'different-office': 'location',
  'seniority-gap': 'seniority',
  'shared-hours': 'hours',
  'has-mentored': 'experience',
};

/**
 * The reasons for a pairing that are told. What added nothing to the fit is none, except that the two are always told
 * their topics, which is what they have to talk about. Where parts were not kept, all reasons are given.
 */
export const reasonsTold = (
  { reasons, parts }: Pick<Pairing, 'reasons' | 'parts'>,
  reader: 'their-own' | 'others',
): readonly Reason[] =>
  reasons.filter(
    ({ kind }) => parts === null || parts[partOf[kind]] > 0 || (kind === 'shared-topics' && reader === 'their-own'),
  );
