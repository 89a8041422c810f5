import type { BotMessage, Identity } from '../chat/chat.ts';
import type { Ports } from '../ports.ts';
import { answerCommitment, type Answered } from './answer-commitment.ts';
import { shownOf } from './commitment-messages.ts';
import type { CommitmentAction } from './messages.ts';

/** What somebody taps on a card of commitments, each for itself; answers what the card shows from now on. */
export async function actOnCommitments(ports: Ports, who: Identity, action: CommitmentAction): Promise<BotMessage> {
  const taken: Answered[] = [];
  let reason: 'not-yours' | 'already-done' | 'closed' = 'not-yours';
  for (const { commitmentId, answer } of action.answers) {
    const answered = await answerCommitment(ports, who, commitmentId, answer, action.meetingId);
    if (answered.ok) taken.push(answered.value);
    else if (answered.reason === 'already-done') reason = 'already-done';
    else if (answered.reason !== 'not-found') reason = 'closed';
  }
  const [first] = taken;
  if (!first) return { kind: 'no-longer-open', reason };
  return {
    kind: first.side === 'mentee' ? 'commitments-answered' : 'commitments-confirmed',
    partner: first.partner,
    commitments: taken.map(({ commitment }) => shownOf(commitment)),
  };
}
