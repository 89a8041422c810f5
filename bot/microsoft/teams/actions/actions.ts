import { z } from 'zod';
import type { ChatAction } from '../../../mentoring/chat/chat.ts';
import { agendaTaps } from './agenda.ts';
import { checkInTaps } from './check-in.ts';
import { closingTaps } from './closing.ts';
import { commitmentTaps } from './commitments.ts';
import { helpTaps } from './help.ts';
import { meetingTaps } from './meetings.ts';
import { nudgeTaps } from './nudges.ts';
import { pairingTaps } from './pairing.ts';
import { signUpTaps } from './sign-up.ts';
import { standingTaps } from './standing.ts';
import { summaryTaps } from './summary.ts';
import type { Taps } from './taps.ts';

/** Every verb there is. */
export const taps: Taps<ChatAction> = {
  ...pairingTaps,
  ...meetingTaps,
  ...checkInTaps,
  ...agendaTaps,
  ...signUpTaps,
  ...standingTaps,
  ...summaryTaps,
  ...commitmentTaps,
  ...helpTaps,
  ...nudgeTaps,
  ...closingTaps,
};

const Tapped = z.looseObject({ verb: z.string() });

/** What was tapped on a card; null for anything our cards do not hold. Who may do it is checked by mentoring. */
export function readAction(data: unknown): ChatAction | null {
  const tapped = Tapped.safeParse(data);
  if (!tapped.success || !Object.hasOwn(taps, tapped.data.verb)) return null;
  return taps[tapped.data.verb]?.safeParse(data).data ?? null;
}
