import type { BotMessage, Identity } from '../chat/chat.ts';
import type { Commitment } from '../commitment/commitment.ts';
import { planNotice, refreshNotices } from '../notice/plan-notice.ts';
import { done, present, refused, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { findMineOf, summaryNotices } from './find-mine-of.ts';
import { summaryJudged } from './summary-messages.ts';
import { judge, type Verdict } from './summary.ts';

/** `commitment-left-out`: there is a commitment, and nothing was said of it. */
export type JudgeRefusal = 'not-found' | 'closed' | 'already-done' | 'written-anew' | 'commitment-left-out';

/**
 * The mentor says whether they were heard. With yes to all it is final and the commitment stands; else the mentee may write
 * it anew. Answers what the card shows from now on.
 */
export async function judgeSummary(
  ports: Ports,
  who: Identity,
  meetingId: string,
  given: {
    readonly version: number;
    readonly verdict: Verdict;
    readonly commitmentVerdict: Verdict | null;
    readonly correction: string | null;
  },
): Promise<Outcome<BotMessage, JudgeRefusal>> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const mine = await findMineOf(stores, who, meetingId, 'mentor');
    if (!mine?.summary) return refused('not-found');
    const { pairing } = mine;
    if (pairing.state === 'closed') return refused('closed');
    const now = ports.clock.now();
    const ofCommitment = mine.commitment ? given.commitmentVerdict : null;
    const summary = judge(mine.summary, given, ofCommitment, now);
    if (!summary.ok) return refused(summary.reason);
    if (mine.commitment && ofCommitment === null) return refused('commitment-left-out');
    const isFinal = summary.value.state === 'confirmed';
    await stores.summaries.save(summary.value);
    if (isFinal) stores.happened({ kind: 'summary.confirmed', meetingId });
    let commitment: Commitment | null = null;
    if (mine.commitment) {
      const opened = isFinal ? ({ state: 'open', openedAt: now } as const) : {};
      commitment = { ...mine.commitment, verdict: ofCommitment, ...opened };
      await stores.commitments.save(commitment);
    }
    if (!isFinal) {
      const version = given.version + 1;
      await planNotice(stores, pairing.menteeId, { kind: 'summary-asked', meetingId, version }, now);
    }
    await refreshNotices(stores, [meetingId], summaryNotices);
    const mentee = present(await stores.people.byId(pairing.menteeId), 'mentee');
    return done(summaryJudged(mentee, summary.value, commitment));
  });
}
