import { v7 as newId } from 'uuid';
import type { Occurrence } from '../ports.ts';
import type { Meeting, Series } from './meeting.ts';

/** The meetings of a series as its occurrences stand in the calendar, numbered by time. */
export function bookedMeetings(series: Series, occurrences: readonly Occurrence[]): readonly Meeting[] {
  return occurrences
    .toSorted((a, b) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds)
    .map((occurrence, index) => ({
      id: newId(),
      seriesId: series.id,
      pairingId: series.pairingId,
      number: index + 1,
      startsAt: occurrence.startsAt,
      endsAt: occurrence.endsAt,
      eventId: occurrence.eventId,
      state: occurrence.cancelled ? 'cancelled' : 'planned',
      agendaPublishedAt: null,
    }));
}
