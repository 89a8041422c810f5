import type { Attention, Two } from '../../mentoring/attention/attention.ts';
import type { HelpRequest } from '../../mentoring/help/help-request.ts';
import type { HelpChoice } from '../../mentoring/help/look-for-help.ts';
import type * as contract from '../contract/contract.ts';
import { instant, personSummary } from './pairings.ts';

const two = ({ pairingId, mentee, mentor }: Two) => ({
  pairingId,
  mentee: personSummary(mentee),
  mentor: personSummary(mentor),
});

export function attention(value: Attention): contract.Attention {
  return {
    help: value.help.map(({ request, asker, partner }) => ({
      id: request.id,
      person: personSummary(asker),
      partner: partner && personSummary(partner),
      wants: request.wants,
      words: request.words,
      state: request.state,
      askedAt: instant(request.askedAt),
    })),
    stalled: value.stalled.map(({ since, ...both }) => ({ ...two(both), since: instant(since) })),
    failed: value.failed.map(({ problem, ...both }) => ({ ...two(both), problem })),
    moved: value.moved.map(({ times, ...both }) => ({ ...two(both), times })),
    unanswered: value.unanswered.map(({ since, ...both }) => ({ ...two(both), since: instant(since) })),
    declined: value.declined.map(two),
    unpaired: value.unpaired.people.map(({ person, role }) => ({ person: personSummary(person), role })),
    unpairedCount: value.unpaired.count,
    unreached: value.unreached.people.map(({ person, why }) => ({ person: personSummary(person), why })),
    unreachedCount: value.unreached.count,
    notAllowed: value.unreached.notAllowed,
    undelivered: value.undelivered,
  };
}

export function helpChoices(
  { lead, contact, isContactHere }: HelpChoice,
  requests: readonly HelpRequest[],
): contract.HelpChoices {
  return {
    lead,
    contact: contact && {
      displayName: contact.displayName,
      jobTitle: contact.jobTitle,
      userPrincipalName: contact.userPrincipalName,
      isHere: isContactHere,
    },
    asked: requests.map(({ id, to, wants, state, askedAt }) => ({ id, to, wants, state, askedAt: instant(askedAt) })),
  };
}
