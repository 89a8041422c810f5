import { Temporal } from 'temporal-polyfill';
import { cancelMeeting, moveMeeting } from '../meeting/change-meeting.ts';
import { changeSeries, chooseTimes } from '../meeting/choose-times.ts';
import { endPairing, pausePairing, resumePairing } from '../meeting/pause-and-end.ts';
import type { Together } from '../meeting/together.ts';
import type { Ports } from '../ports.ts';
import type { MeetingAction } from '../meeting/messages.ts';
import type { BotMessage, Identity } from './chat.ts';
import { lookAtMeetings, sidesFor } from './look-at-meetings.ts';
import { refusal } from './refusal.ts';
import { localTime } from '../people/local-time.ts';

/** What somebody taps about their meetings; answers what the card shows from now on. */
export async function actOnMeetings(ports: Ports, who: Identity, action: MeetingAction): Promise<BotMessage> {
  const asker = { kind: 'participant', who } as const;
  switch (action.kind) {
    case 'look':
      return lookAtMeetings(ports, who, action.pairingId, action.wish);
    case 'choose-times': {
      const start = Temporal.Instant.from(action.start);
      const chosen = await chooseTimes(ports, who, action.pairingId, start);
      return chosen.ok ? timeChosen(chosen.value, who, start) : refusal(chosen.reason);
    }
    case 'choose-meeting-time': {
      const start = Temporal.Instant.from(action.start);
      const moved = await moveMeeting(ports, asker, action.meetingId, start);
      return moved.ok ? timeChosen(moved.value, who, start) : refusal(moved.reason);
    }
    case 'cancel-meeting':
    case 'leave-meeting-out': {
      const isOfferedAgain = action.kind === 'cancel-meeting';
      const cancelled = await cancelMeeting(ports, asker, action.meetingId, isOfferedAgain);
      if (!cancelled.ok) return refusal(cancelled.reason);
      const meetingNumber = cancelled.value.meetings.find(({ id }) => id === action.meetingId)?.number ?? 1;
      const { partner } = sidesFor(cancelled.value, who);
      return { kind: isOfferedAgain ? 'meeting-cancelled' : 'meeting-left-out', partner, meetingNumber };
    }
    case 'change-series': {
      const start = Temporal.Instant.from(action.start);
      const changed = await changeSeries(ports, asker, action.pairingId, {}, start);
      if (!changed.ok) return refusal('problem' in changed ? changed.problem : changed.reason);
      const { me, partner } = sidesFor(changed.value, who);
      return { kind: 'series-changing', partner, time: localTime(start, me) };
    }
    case 'pause': {
      const until = action.until === null ? null : Temporal.PlainDate.from(action.until);
      const paused = await pausePairing(ports, asker, action.pairingId, until);
      if (!paused.ok) return refusal(paused.reason);
      return { kind: 'paused', partner: sidesFor(paused.value, who).partner, until: action.until };
    }
    case 'resume': {
      const resumed = await resumePairing(ports, asker, action.pairingId);
      return resumed.ok ? { kind: 'resumed', partner: sidesFor(resumed.value, who).partner } : refusal(resumed.reason);
    }
    case 'end': {
      const ended = await endPairing(ports, asker, action.pairingId);
      return ended.ok ? { kind: 'ended', partner: sidesFor(ended.value, who).partner } : refusal(ended.reason);
    }
  }
}

function timeChosen(together: Together, who: Identity, start: Temporal.Instant): BotMessage {
  const { me, partner } = sidesFor(together, who);
  return { kind: 'time-chosen', partner, time: localTime(start, me) };
}
