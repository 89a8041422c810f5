import { z } from 'zod';
import type { MeetingAction } from '../../../mentoring/meeting/messages.ts';
import { optional, type Taps } from './taps.ts';

const pairing = z.object({ pairingId: z.uuid() });
const meeting = z.object({ meetingId: z.uuid() });
/** Instants. */
const start = z.iso.datetime();
const wishes = z.enum(['meetings', 'move', 'cancel', 'change', 'pause', 'resume', 'end']);

export const meetingTaps = {
  'times.choose': pairing.extend({ start }).transform((tap) => ({ kind: 'choose-times' as const, ...tap })),
  'meeting-time.choose': meeting
    .extend({ start })
    .transform((tap) => ({ kind: 'choose-meeting-time' as const, ...tap })),
  'meeting.cancel': meeting.transform((tap) => ({ kind: 'cancel-meeting' as const, ...tap })),
  'meeting.leave-out': meeting.transform((tap) => ({ kind: 'leave-meeting-out' as const, ...tap })),
  'meetings.look': pairing
    .extend({ wish: wishes, until: optional(z.iso.date()) })
    .transform(({ pairingId, wish, until }) => ({ kind: 'look' as const, pairingId, wish: { kind: wish, until } })),
  'series.change': pairing.extend({ start }).transform((tap) => ({ kind: 'change-series' as const, ...tap })),
  'pairing.pause': pairing
    .extend({ until: optional(z.iso.date()) })
    .transform((tap) => ({ kind: 'pause' as const, ...tap })),
  'pairing.resume': pairing.transform((tap) => ({ kind: 'resume' as const, ...tap })),
  'pairing.end': pairing.transform((tap) => ({ kind: 'end' as const, ...tap })),
} satisfies Taps<MeetingAction>;
