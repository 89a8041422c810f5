import { Temporal } from 'temporal-polyfill';
import { cancelMeeting, moveMeeting, type MeetingRefusal } from '../meeting/change-meeting.ts';
import { chooseTimes, type TimesRefusal } from '../meeting/choose-times.ts';
import type { Together } from '../meeting/together.ts';
import { zoneOf } from '../people/person.ts';
import type { Ports } from '../ports.ts';
import type { BotMessage, ChatAction, Identity } from './chat.ts';

type MeetingAction = Extract<
  ChatAction,
  { readonly kind: 'choose-times' | 'choose-meeting-time' | 'leave-meeting-out' }
>;

/** What somebody taps about their meetings; answers what the card shows from now on. */
export async function actOnMeetings(ports: Ports, who: Identity, action: MeetingAction): Promise<BotMessage> {
  const asker = { kind: 'participant', who } as const;
  switch (action.kind) {
    case 'choose-times': {
      const chosen = await chooseTimes(ports, who, action.pairingId, Temporal.Instant.from(action.start));
      return chosen.ok ? timeChosen(chosen.value, who, action.start) : refusal(chosen.reason);
    }
    case 'choose-meeting-time': {
      const moved = await moveMeeting(ports, asker, action.meetingId, Temporal.Instant.from(action.start));
      return moved.ok ? timeChosen(moved.value, who, action.start) : refusal(moved.reason);
    }
    case 'leave-meeting-out': {
      const cancelled = await cancelMeeting(ports, asker, action.meetingId, false);
      if (!cancelled.ok) return refusal(cancelled.reason);
      const meeting = cancelled.value.meetings.find(({ id }) => id === action.meetingId);
      const { partner } = sidesFor(cancelled.value, who);
      return { kind: 'meeting-left-out', partner, meetingNumber: meeting?.number ?? 1 };
    }
  }
}

function sidesFor({ mentee, mentor }: Together, who: Identity) {
  return mentee.entraObjectId === who.entraObjectId ? { me: mentee, partner: mentor } : { me: mentor, partner: mentee };
}

function timeChosen(together: Together, who: Identity, start: string): BotMessage {
  const { me, partner } = sidesFor(together, who);
  const time = Temporal.Instant.from(start)
    .toZonedDateTimeISO(zoneOf(me) ?? 'UTC')
    .toString();
  return { kind: 'time-chosen', partner, time };
}

function refusal(reason: TimesRefusal | MeetingRefusal): BotMessage {
  if (reason === 'not-found') return { kind: 'no-longer-open', reason: 'not-yours' };
  if (reason === 'no-longer-free') return { kind: 'no-longer-open', reason: 'no-longer-free' };
  if (reason === 'unreadable') return { kind: 'no-longer-open', reason: 'unreadable' };
  return { kind: 'no-longer-open', reason: 'already-done' };
}
