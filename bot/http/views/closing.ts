import type { ClosingOverview, MyClosing } from '../../mentoring/closing/look-at-closing.ts';
import { present } from '../../mentoring/outcome.ts';
import type * as contract from '../contract/closing.ts';
import { insightRelease } from './insight.ts';
import { instant, personSummary } from './pairings.ts';

export function closing(value: ClosingOverview): contract.Closing {
  const { programme, closing: of, outcomes, releases, openPairings, meetingsPlanned, people, yes } = value;
  const isClosed = programme.closedAt !== null;
  return {
    state: !isClosed ? 'open' : openPairings > 0 ? 'closing' : 'closed',
    closedAt: programme.closedAt && instant(programme.closedAt),
    closedBy: of.closedBy?.name ?? null,
    openPairings,
    meetingsPlanned,
    outcomes,
    releases: releases.map(insightRelease),
    thanks: { at: of.thankedAt && instant(of.thankedAt), by: of.thankedBy?.name ?? null, words: of.words, people },
    anotherRound: {
      isAsked: of.asksAnotherRound,
      yes: yes.map(({ person, role }) => ({ person: personSummary(person), role })),
    },
  };
}

export function myClosings(all: readonly MyClosing[]): contract.MyClosings {
  return {
    closings: all.map(({ programme, closing: of, role, answer }) => ({
      programmeId: programme.id,
      programme: programme.name,
      thankedAt: instant(present(of.thankedAt, 'time of thanks')),
      from: present(of.thankedBy, 'lead who said thanks').name,
      words: of.words,
      role,
      isAsked: of.asksAnotherRound,
      answer,
    })),
  };
}
