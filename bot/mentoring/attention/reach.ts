import type { Conversation } from '../chat/conversation.ts';
import type { Person } from '../people/person.ts';
import type { SomePeople } from './some-people.ts';

/**
 * Whether the chat reaches somebody, as the lead is told. `unknown`: the directory does not have them; `left`: it has them no
 * more; `disabled`: their organisation has switched the bot off for them; `not-allowed`: we may not bring it to them; `lost`: the chat
 * does not know them any more. Quiet that somebody asked for is theirs alone.
 */
export type ReachSeen =
  'reached' | 'never-installed' | 'not-allowed' | 'removed' | 'blocked' | 'disabled' | 'lost' | 'left' | 'unknown';

/** Some of those whom the chat does not reach, and for how many of all of them we lack the permission to bring the bot. */
export interface OutOfReach extends SomePeople<{
  readonly person: Person;
  readonly why: Exclude<ReachSeen, 'reached'>;
}> {
  readonly notAllowed: number;
}

export function reachOf(
  { entraObjectId, mailbox }: Pick<Person, 'entraObjectId' | 'mailbox'>,
  conversation: Pick<Conversation, 'reach' | 'triedAt' | 'refused'> | null,
): ReachSeen {
  if (entraObjectId === null) {
    const isUnknown = mailbox.state === 'unreadable' && mailbox.problem === 'unknown-person';
    return isUnknown ? 'unknown' : 'never-installed';
  }
  if (conversation === null) return 'never-installed';
  switch (conversation.reach) {
    case 'open':
      return 'reached';
    case 'not-installed':
      // Where we tried to bring the bot, they never had it.
      return conversation.triedAt === null ? 'removed' : (conversation.refused ?? 'never-installed');
    case 'no-conversation':
      return 'lost';
    case 'blocked':
    case 'disabled':
    case 'left':
      return conversation.reach;
  }
}
