import type { TFunction } from 'i18next';
import type { LeadPairing } from '../../../../bot/http/contract/pairings.ts';

/** What is waited for; of an active pairing, how far its meetings are. */
export function stateShown({ state, waitingFor, series }: LeadPairing) {
  if (state === 'offered') return waitingFor === 'answers' ? 'answers' : 'signatures';
  return state === 'active' ? (series?.state ?? 'planned') : state;
}

export const stateColours: Readonly<Record<string, 'danger' | 'success'>> = {
  failed: 'danger',
  booked: 'success',
  verified: 'success',
};

/** `Petra Lindqvist: 2 moved, 1 declined`; null for somebody who has changed nothing. */
export function changesText(name: string, counts: LeadPairing['changes']['mentee'], t: TFunction): string | null {
  const { moved, cancelled, declined } = counts;
  const words = [
    ...(moved === 0 ? [] : [t('lead.changed.moved', { count: moved })]),
    ...(cancelled === 0 ? [] : [t('lead.changed.cancelled', { count: cancelled })]),
    ...(declined === 0 ? [] : [t('lead.changed.declined', { count: declined })]),
  ];
  return words.length === 0 ? null : t('lead.changedBy', { name, changes: words.join(', ') });
}

/** Who has changed meetings, and how often. */
export const changesOf = ({ mentee, mentor, changes }: LeadPairing, t: TFunction): readonly string[] =>
  [changesText(mentee.displayName, changes.mentee, t), changesText(mentor.displayName, changes.mentor, t)].filter(
    (one) => one !== null,
  );
