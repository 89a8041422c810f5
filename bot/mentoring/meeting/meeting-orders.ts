import { present } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { CalendarRefusal } from './calendar.ts';
import { becomeOpen, forgetOwnEvent } from './follow-series.ts';
import { cancelledComments } from './invitation.ts';
import type { Booking, Meeting, MeetingOrder, OrderProblem } from './meeting.ts';
import { tellNews } from './news-message.ts';
import { noteChanges } from './note-changes.ts';
import { loadTogether, orGiveUp } from './together.ts';

/**
 * Carries out what somebody asked to be done with one meeting. Outlook is told first and then it is written down; done
 * twice, it comes to the same. What Outlook refuses is undone here, with the reason, and both are told.
 */
export async function carryOut(ports: Ports, tenantId: string, meetingId: string, attempt: number): Promise<void> {
  const { meeting, booking } = await ports.inTenant(tenantId, async (stores) => {
    const found = present(await stores.meetings.byId(meetingId), 'meeting');
    return { meeting: found, booking: found.bookingId === null ? null : await stores.bookings.byId(found.bookingId) };
  });
  const { order } = meeting;
  if (!order) return;
  const problem = await orGiveUp<OrderProblem | null>(
    attempt,
    () => tell(ports, tenantId, meeting, booking, order),
    async () => 'calendar-unavailable',
  );
  await finish(ports, tenantId, meetingId, order, problem);
}

/** Null when Outlook did it. */
async function tell(
  ports: Ports,
  tenantId: string,
  meeting: Meeting,
  booking: Booking | null,
  order: MeetingOrder,
): Promise<OrderProblem | null> {
  if (!booking?.organizer || meeting.eventId === null) return 'gone';
  if (order.kind === 'cancel') {
    const comment = cancelledComments[order.isOfferedAgain ? 'offered-again' : 'left-out'];
    const cancelled = await ports.calendar.cancel(tenantId, booking.organizer, meeting.eventId, comment);
    return cancelled.ok ? null : problemOf(cancelled.reason);
  }
  const start = order.startsAt.toZonedDateTimeISO(booking.slot.start.timeZoneId);
  const minutes = meeting.startsAt.until(meeting.endsAt).total('minutes');
  const moved = await ports.calendar.move(tenantId, booking.organizer, meeting.eventId, start, minutes);
  return moved.ok ? null : problemOf(moved.reason);
}

function problemOf(reason: CalendarRefusal): OrderProblem {
  if (reason === 'gone' || reason === 'crosses-neighbour') return reason;
  return 'refused-by-calendar';
}

async function finish(
  ports: Ports,
  tenantId: string,
  meetingId: string,
  order: MeetingOrder,
  problem: OrderProblem | null,
): Promise<void> {
  const now = ports.clock.now();
  await ports.inTenant(tenantId, async (stores) => {
    const { seriesId } = present(await stores.meetings.byId(meetingId), 'meeting');
    const { pairing } = await loadTogether(stores, seriesId, { forUpdate: true });
    const meeting = present(await stores.meetings.byId(meetingId, { forUpdate: true }), 'meeting');
    if (!meeting.order) return;
    const done: Meeting = { ...meeting, order: null, orderProblem: problem, options: [], decideBy: null };
    if (problem !== null) {
      await stores.meetings.save([done]);
      // What stands in Outlook may not be what is kept here.
      await stores.enqueue('series.follow', { seriesId }, { key: seriesId });
      await tellNews(stores, pairing, 'meeting-refused', now);
      return;
    }
    if (order.kind === 'cancel') {
      if (order.isOfferedAgain) return becomeOpen(stores, done, order.by, now);
      await forgetOwnEvent(stores, done);
      await stores.meetings.save([{ ...done, state: 'cancelled', bookingId: null, eventId: null }]);
      await noteChanges(stores, [{ meetingId, kind: 'cancelled', by: order.by, at: now }]);
      return;
    }
    const minutes = meeting.startsAt.until(meeting.endsAt).total('minutes');
    const endsAt = order.startsAt.add({ minutes });
    await stores.meetings.save([{ ...done, startsAt: order.startsAt, endsAt, response: null }]);
    await noteChanges(stores, [{ meetingId, kind: 'moved', by: order.by, at: now }]);
  });
}
