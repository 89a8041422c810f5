import type { Logger } from 'pino';
import { planAgenda } from '../mentoring/agenda/plan-agenda.ts';
import { runBulk } from '../mentoring/bulk/run-bulk.ts';
import { endPairings } from '../mentoring/closing/close-programme.ts';
import { planThanks } from '../mentoring/closing/say-thanks.ts';
import { tellHelper } from '../mentoring/help/tell-helper.ts';
import { releaseInsight } from '../mentoring/insight/release-insight.ts';
import { runRound } from '../mentoring/matching/run-round.ts';
import { bookSeries } from '../mentoring/meeting/book-series.ts';
import { makeBooking } from '../mentoring/meeting/make-booking.ts';
import { followCalendar } from '../mentoring/meeting/follow-calendar.ts';
import { followSeries } from '../mentoring/meeting/follow-series.ts';
import { meetingEnded } from '../mentoring/meeting/meeting-ended.ts';
import { carryOut } from '../mentoring/meeting/meeting-orders.ts';
import { offerMeeting } from '../mentoring/meeting/offer-meeting.ts';
import { takeBackBooking } from '../mentoring/meeting/take-back-booking.ts';
import { updateInvitation } from '../mentoring/meeting/update-invitation.ts';
import { verifyBooking } from '../mentoring/meeting/verify-booking.ts';
import { watchCalendar } from '../mentoring/meeting/watch-calendar.ts';
import { alertLead } from '../mentoring/nudge/lead-alert.ts';
import { planStalled } from '../mentoring/nudge/stalled.ts';
import { sendNotice, updateNotice } from '../mentoring/notice/send-notice.ts';
import { enrichPeople } from '../mentoring/people/enrich-people.ts';
import { readGroup } from '../mentoring/people/import-group.ts';
import { lookForPerson } from '../mentoring/people/person-left.ts';
import { enrichPerson } from '../mentoring/people/know-person.ts';
import type { Jobs } from '../mentoring/jobs.ts';
import type { Ports } from '../mentoring/ports.ts';
import { forgetProgramme } from '../mentoring/retention/forget-programme.ts';
import { inBackground } from '../urgency.ts';

/** A job as it arrives. It may arrive again after a crash: what it does must hold when done twice. */
export interface Job<Name extends keyof Jobs> {
  readonly tenantId: string;
  readonly data: Jobs[Name];
  /** 1 for the first try. */
  readonly attempt: number;
}

/** Runs `handler` for each job of a name, at most `concurrency` at a time in this process. */
export type Work = <Name extends keyof Jobs>(
  name: Name,
  concurrency: number,
  handler: (job: Job<Name>) => Promise<void>,
) => Promise<void>;

/** First bookings at once: enough to fill what Graph allows, each being a few requests one after the other. */
const bookingsAtOnce = 32;
/** Notices at once: enough that fifty leave in a second where the chat takes a third of one to answer. */
const noticesAtOnce = 24;

/** Sets somebody to work on every kind of job there is. Imports and first bookings make way for what people wait for. */
export async function startWorkers(ports: Ports, log: Logger, work: Work): Promise<void> {
  for (const [name, step] of [
    ['people.import-group', readGroup],
    ['people.enrich', enrichPeople],
  ] as const) {
    await work(name, 1, async ({ tenantId, data, attempt }) => {
      const wrong = await inBackground(() => step(ports, tenantId, data.importId, attempt));
      if (wrong) log.error({ err: wrong, import: data.importId }, 'an import was given up');
    });
  }
  await work('person.enrich', 2, ({ tenantId, data }) => enrichPerson(ports, tenantId, data.personId));
  await work('matching.run', 1, async ({ tenantId, data, attempt }) => {
    const notProven = await runRound(ports, tenantId, data.roundId, attempt);
    if (notProven) log.error({ err: notProven, round: data.roundId }, 'a matching ended without a proven result');
  });
  await work('series.book', bookingsAtOnce, ({ tenantId, data, attempt }) =>
    inBackground(() => bookSeries(ports, tenantId, data.seriesId, attempt)),
  );
  await work('booking.make', bookingsAtOnce, ({ tenantId, data, attempt }) =>
    makeBooking(ports, tenantId, data.bookingId, attempt),
  );
  await work('booking.verify', bookingsAtOnce, ({ tenantId, data, attempt }) =>
    inBackground(() => verifyBooking(ports, tenantId, data.bookingId, attempt)),
  );
  await work('booking.take-back', 4, ({ tenantId, data }) => takeBackBooking(ports, tenantId, data.bookingId));
  await work('meeting.offer', 4, ({ tenantId, data, attempt }) =>
    offerMeeting(ports, tenantId, data.meetingId, attempt),
  );
  await work('meeting.order', 4, ({ tenantId, data, attempt }) => carryOut(ports, tenantId, data.meetingId, attempt));
  await work('invitation.update', 2, ({ tenantId, data }) => updateInvitation(ports, tenantId, data.meetingId));
  await work('agenda.plan', 4, ({ tenantId, data }) => planAgenda(ports, tenantId, data.meetingId));
  await work('calendar.watch', 2, ({ tenantId, data }) => watchCalendar(ports, tenantId, data.organizerId));
  await work('calendar.follow', 4, ({ tenantId, data }) => followCalendar(ports, tenantId, data.organizerId));
  await work('series.follow', 4, ({ tenantId, data }) => followSeries(ports, tenantId, data.seriesId));
  await work('meeting.ended', 4, ({ tenantId, data }) => meetingEnded(ports, tenantId, data.meetingId));
  await work('person.look-for', 1, ({ tenantId, data }) => lookForPerson(ports, tenantId, data.personId));
  await work('help.tell', 2, ({ tenantId, data }) => tellHelper(ports, tenantId, data.helpId));
  await work('pairing.stalled', 2, ({ tenantId, data }) => planStalled(ports, tenantId, data.pairingId));
  await work('lead.alert', 1, ({ tenantId, data }) => alertLead(ports, tenantId, data.pairingId));
  await work('pairings.bulk', 2, ({ tenantId, data, attempt }) =>
    inBackground(() => runBulk(ports, tenantId, data.bulkId, attempt)),
  );
  await work('insight.release', 1, ({ tenantId, data }) => releaseInsight(ports, tenantId, data.programmeId));
  await work('programme.thank', 1, ({ tenantId, data }) => planThanks(ports, tenantId, data.programmeId));
  await work('programme.close', 1, ({ tenantId, data }) =>
    inBackground(() => endPairings(ports, tenantId, data.programmeId)),
  );
  await work('programme.forget', 1, ({ tenantId, data }) =>
    inBackground(() => forgetProgramme(ports, tenantId, data.programmeId)),
  );
  await work('notice.send', noticesAtOnce, ({ tenantId, data }) => sendNotice(ports, tenantId, data.noticeId));
  await work('notice.update', 4, ({ tenantId, data }) => updateNotice(ports, tenantId, data.noticeId));
}
