import { present } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { invitationWithAgenda } from './invitation.ts';
import { loadTogether } from './together.ts';

/**
 * Writes a published agenda into the invitation of its meeting. Outlook tells those invited of every change, so it is
 * written some minutes after the last publishing and only where something changed.
 */
export async function updateInvitation(ports: Ports, tenantId: string, meetingId: string): Promise<void> {
  const { meeting, booking, body } = await ports.inTenant(tenantId, async (stores) => {
    const found = present(await stores.meetings.byId(meetingId), 'meeting');
    const together = await loadTogether(stores, found.seriesId);
    return {
      meeting: found,
      booking: together.bookings.find(({ id }) => id === found.bookingId),
      body: invitationWithAgenda(together, await stores.agenda.ofMeeting(meetingId), ports.tabLink),
    };
  });
  const isStanding = meeting.state === 'planned' && meeting.agendaPublishedAt !== null;
  if (!isStanding || meeting.eventId === null || !booking?.organizer) return;
  // What Outlook refuses leaves the invitation as it is: the agenda stands in the tab.
  await ports.calendar.describe(tenantId, booking.organizer, meeting.eventId, body);
}
