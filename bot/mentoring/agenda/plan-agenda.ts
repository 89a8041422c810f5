import { Temporal } from 'temporal-polyfill';
import type { Meeting } from '../meeting/meeting.ts';
import { isSaid, planNoticeFor, refreshNotices, replanNotice } from '../notice/plan-notice.ts';
import { afterQuietHours, hoursOf } from '../notice/quiet-hours.ts';
import { present } from '../outcome.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Ports, Stores } from '../ports.ts';
import { shortestNotice, whenToAsk } from './when-to-ask.ts';
import { planCommitments } from '../commitment/plan-return.ts';

/** Who was asked about a meeting is asked anew only where it moved by more than this. */
const askedAnewAfter = Temporal.Duration.from({ hours: 7 * 24 });

/**
 * Plans what is asked before a meeting, for the time at which it is now. Done again when it has moved; where it does not take
 * place any more, its cards say so.
 */
export async function planAgenda(ports: Ports, tenantId: string, meetingId: string): Promise<void> {
  await ports.inTenant(tenantId, async (stores) => {
    const meeting = present(await stores.meetings.byId(meetingId, { forUpdate: true }), 'meeting');
    if (meeting.state === 'planned') {
      const pairing = present(await stores.pairings.byId(meeting.pairingId), 'pairing');
      await planBefore(stores, pairing, meeting, ports.clock.now());
    }
    await stores.meetings.noteAgendaPlanned(meetingId, meeting.state === 'planned' ? meeting.startsAt : null);
    await refreshNotices(stores, [meetingId]);
  });
}

/** Plans everything that the two are asked before a meeting. It is called again when the meeting has moved. */
async function planBefore(stores: Stores, pairing: Pairing, meeting: Meeting, now: Temporal.Instant): Promise<void> {
  const mentee = present(await stores.people.byId(pairing.menteeId), 'mentee');
  const times = whenToAsk(hoursOf(mentee), meeting.startsAt, now);
  await planQuestions(stores, pairing, meeting, times);
  if (meeting.number > 1) {
    await planCommitments(stores, pairing, meeting, { mentee: times.askAt, mentor: times.remindAt ?? times.askAt });
  }
}

type Asking = 'agenda-question' | 'agenda-reminder' | 'agenda-suggestion';

/** The mentee is asked and once reminded, the mentor asked for suggestions at the same time. */
async function planQuestions(
  stores: Stores,
  pairing: Pairing,
  meeting: Meeting,
  { askAt, remindAt }: ReturnType<typeof whenToAsk>,
): Promise<void> {
  const mentor = present(await stores.people.byId(pairing.mentorId), 'mentor');
  const suggestAt = askAt && afterQuietHours(mentor, askAt);
  const isInTime = suggestAt && Temporal.Instant.compare(suggestAt.add(shortestNotice), meeting.startsAt) < 0;
  await planOne(stores, pairing.menteeId, 'agenda-question', meeting, askAt);
  await planOne(stores, pairing.menteeId, 'agenda-reminder', meeting, remindAt);
  await planOne(stores, mentor.id, 'agenda-suggestion', meeting, isInTime === true ? suggestAt : null);
}

/** Plans one of them, moves it where it waits already, or takes it off where `at` is null. */
async function planOne(
  stores: Stores,
  personId: string,
  kind: Asking,
  { id: meetingId, startsAt }: Meeting,
  at: Temporal.Instant | null,
): Promise<void> {
  const notices = (await stores.notices.about([meetingId])).filter(
    (one) => one.personId === personId && one.subject.kind === kind,
  );
  const isAsked = notices.some(
    (one) =>
      isSaid(one) &&
      'occasion' in one.subject &&
      Temporal.Instant.compare(startsAt, Temporal.Instant.from(one.subject.occasion).add(askedAnewAfter)) <= 0,
  );
  const waiting = notices.find((one) => !isSaid(one));
  const subject = { kind, meetingId, occasion: startsAt.toString() };
  if (waiting) await replanNotice(stores, waiting.id, subject, isAsked ? null : at);
  else if (at !== null && !isAsked) await planNoticeFor(stores, personId, subject, at);
}
