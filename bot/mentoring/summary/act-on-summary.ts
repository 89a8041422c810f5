import type { BotMessage, Identity } from '../chat/chat.ts';
import type { Ports } from '../ports.ts';
import { judgeSummary, type JudgeRefusal } from './judge-summary.ts';
import type { SummaryAction } from './messages.ts';
import { writeSummary, type WriteRefusal } from './write-summary.ts';

/** What somebody sends from a card about what was heard; answers what the card shows from now on. */
export async function actOnSummary(ports: Ports, who: Identity, action: SummaryAction): Promise<BotMessage> {
  const acted =
    action.kind === 'write-summary'
      ? await writeSummary(ports, who, action.meetingId, action)
      : await judgeSummary(ports, who, action.meetingId, action);
  return acted.ok ? acted.value : refusal(acted.reason);
}

function refusal(reason: WriteRefusal | JudgeRefusal): BotMessage {
  switch (reason) {
    case 'not-found':
    case 'not-held':
      return { kind: 'no-longer-open', reason: 'not-yours' };
    case 'commitment-left-out':
      return { kind: 'no-longer-open', reason: 'written-anew' };
    case 'closed':
    case 'already-done':
    case 'written-anew':
      return { kind: 'no-longer-open', reason };
  }
}
