import { z } from 'zod';
import type { ChatAction } from '../../mentoring/chat/chat.ts';

/** A tap left out comes as an empty text. */
const optional = <T extends z.ZodType>(of: T) =>
  z
    .literal('')
    .transform(() => null)
    .or(of)
    .nullish()
    .transform((value) => value ?? null);
const pairing = { pairingId: z.uuid() };
const meeting = { meetingId: z.uuid() };

const Tapped = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('pairing.accept'), ...pairing }),
  z.object({ verb: z.literal('pairing.decline'), ...pairing }),
  z.object({ verb: z.literal('agreement.sign'), ...pairing }),
  z.object({ verb: z.literal('times.choose'), ...pairing, start: z.iso.datetime() }),
  z.object({ verb: z.literal('meeting-time.choose'), ...meeting, start: z.iso.datetime() }),
  z.object({ verb: z.literal('meeting.cancel'), ...meeting }),
  z.object({ verb: z.literal('meeting.leave-out'), ...meeting }),
  z.object({
    verb: z.literal('meetings.look'),
    ...pairing,
    wish: z.enum(['meetings', 'move', 'cancel', 'change', 'pause', 'resume', 'end']),
    until: optional(z.iso.date()),
  }),
  z.object({ verb: z.literal('series.change'), ...pairing, start: z.iso.datetime() }),
  z.object({ verb: z.literal('pairing.pause'), ...pairing, until: optional(z.iso.date()) }),
  z.object({ verb: z.literal('pairing.resume'), ...pairing }),
  z.object({ verb: z.literal('pairing.end'), ...pairing }),
  z.object({
    verb: z.literal('check-in.answer'),
    checkInId: z.uuid(),
    tookPlace: z.enum(['yes', 'no']),
    whoTalked: optional(z.enum(['mostly-me', 'balanced', 'mostly-the-other'])),
    questions: optional(z.enum(['none', 'a-few', 'many'])),
    useful: optional(z.enum(['1', '2', '3', '4', '5']).transform((tap) => Number(tap) as 1 | 2 | 3 | 4 | 5)),
  }),
]);

export type Verb = z.infer<typeof Tapped>['verb'];

/** Every verb that a card may send. */
export const verbs: readonly Verb[] = Tapped.options.map((option) => option.shape.verb.value);

/** What was tapped on a card; null for anything our cards do not hold. Who may do it is checked by mentoring. */
export function readAction(data: unknown): ChatAction | null {
  const read = Tapped.safeParse(data);
  if (!read.success) return null;
  switch (read.data.verb) {
    case 'pairing.accept':
      return { kind: 'accept', pairingId: read.data.pairingId };
    case 'pairing.decline':
      return { kind: 'decline', pairingId: read.data.pairingId };
    case 'agreement.sign':
      return { kind: 'sign', pairingId: read.data.pairingId };
    case 'times.choose':
      return { kind: 'choose-times', pairingId: read.data.pairingId, start: read.data.start };
    case 'meeting-time.choose':
      return { kind: 'choose-meeting-time', meetingId: read.data.meetingId, start: read.data.start };
    case 'meeting.cancel':
      return { kind: 'cancel-meeting', meetingId: read.data.meetingId };
    case 'meetings.look': {
      const { pairingId, wish: kind, until } = read.data;
      return { kind: 'look', pairingId, wish: { kind, until } };
    }
    case 'series.change':
      return { kind: 'change-series', pairingId: read.data.pairingId, start: read.data.start };
    case 'pairing.pause':
      return { kind: 'pause', pairingId: read.data.pairingId, until: read.data.until };
    case 'pairing.resume':
      return { kind: 'resume', pairingId: read.data.pairingId };
    case 'pairing.end':
      return { kind: 'end', pairingId: read.data.pairingId };
    case 'meeting.leave-out':
      return { kind: 'leave-meeting-out', meetingId: read.data.meetingId };
    case 'check-in.answer': {
      const { checkInId, tookPlace, whoTalked, questions, useful } = read.data;
      return { kind: 'answer-check-in', checkInId, answers: { tookPlace, whoTalked, questions, useful } };
    }
  }
}
