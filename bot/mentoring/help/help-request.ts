import type { Temporal } from 'temporal-polyfill';

/** Whom somebody asks: who leads the programme, or the neutral contact, who has no part in it. */
export type Helper = 'lead' | 'contact';

/** `way-out`: they would like their pairing to end, and to talk first. */
export type HelpWish = 'talk' | 'way-out';

/** `seen`: whoever was asked has read it. `done`: nothing more is to be done. */
export type HelpState = 'open' | 'seen' | 'done';

/** Longest words that go with it, in UTF-16 units. */
export const longestHelpWords = 500;

/** Somebody asks for help, privately: seen by them and whom they ask, never by the other side of a pairing. */
export interface HelpRequest {
  readonly id: string;
  readonly programmeId: string;
  /** Null where it is about no pairing. */
  readonly pairingId: string | null;
  /** Who asks. */
  readonly personId: string;
  readonly to: Helper;
  /** Who the neutral contact was when they were asked; null where the lead is. */
  readonly contactId: string | null;
  readonly wants: HelpWish;
  /** At most `longestHelpWords`; null where they wrote none. */
  readonly words: string | null;
  readonly state: HelpState;
  readonly askedAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant | null;
  readonly doneAt: Temporal.Instant | null;
}

/** What somebody writes down when they ask. */
export type HelpWanted = Pick<HelpRequest, 'to' | 'wants' | 'words'>;

/** The request after whoever was asked has read it, or has done what there was to do; the same where it was so already. */
export function settle(request: HelpRequest, state: 'seen' | 'done', now: Temporal.Instant): HelpRequest {
  if (request.state === 'done' || request.state === state) return request;
  const seenAt = request.seenAt ?? now;
  return state === 'done' ? { ...request, state, seenAt, doneAt: now } : { ...request, state, seenAt };
}

/**
 * The request that the same words, asked once more, are: a second tap, or an old copy of the card. Words that differ are
 * added as long as nobody has read the first.
 */
export function askedAlready(
  requests: readonly HelpRequest[],
  wanted: HelpWanted & Pick<HelpRequest, 'pairingId' | 'contactId'>,
): HelpRequest | null {
  const isAlike = (one: HelpRequest) =>
    one.to === wanted.to && one.pairingId === wanted.pairingId && one.contactId === wanted.contactId;
  const isSame = (one: HelpRequest) => one.wants === wanted.wants && one.words === wanted.words;
  return (
    requests.findLast((one) => isAlike(one) && (one.state === 'open' || (one.state === 'seen' && isSame(one)))) ?? null
  );
}
