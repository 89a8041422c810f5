/** What runs later, by name. Data holds ids only, so that a job always acts on what is true when it runs. */
export interface Jobs {
  'people.enrich': { readonly importId: string };
  /** Ask the directory about somebody who came in alone. */
  'person.enrich': { readonly personId: string };
  'people.import-group': { readonly importId: string };
  'matching.run': { readonly roundId: string };
  /** Look for times for a series, and offer them to the two or take the best. */
  'series.book': { readonly seriesId: string };
  'booking.make': { readonly bookingId: string };
  'booking.verify': { readonly bookingId: string };
  'booking.take-back': { readonly bookingId: string };
  /** Compare a series with what stands in Outlook. */
  'series.follow': { readonly seriesId: string };
  /** Look for new times for a meeting that has none, and offer them or take the best. */
  'meeting.offer': { readonly meetingId: string };
  /** Carry out what somebody asked to be done with a meeting. */
  'meeting.order': { readonly meetingId: string };
  'invitation.update': { readonly meetingId: string };
  /** Plan what is asked before a meeting, or plan it anew where the meeting moved. */
  'agenda.plan': { readonly meetingId: string };
  /** See to it that we are told of changes in somebody's calendar, or no more. */
  'calendar.watch': { readonly organizerId: string };
  /** Read what happened in somebody's calendar. */
  'calendar.follow': { readonly organizerId: string };
  'meeting.ended': { readonly meetingId: string };
  /** See whether the directory still knows somebody who could not be reached. */
  'person.look-for': { readonly personId: string };
  /** Have whoever was asked for help told of it. */
  'help.tell': { readonly helpId: string };
  /** Have the two of a pairing asked who have not met for long. */
  'pairing.stalled': { readonly pairingId: string };
  /** Have the lead told of meetings that the mentee moves. */
  'lead.alert': { readonly pairingId: string };
  /** Do with many pairings what a lead wants done with them. */
  'pairings.bulk': { readonly bulkId: string };
  /** Release what may be told of the answers before this month. */
  'insight.release': { readonly programmeId: string };
  /** Have everybody thanked who took part in a programme. */
  'programme.thank': { readonly programmeId: string };
  /** End what is open of a closed programme. */
  'programme.close': { readonly programmeId: string };
  /** Delete what was said in a programme that has been kept long enough. */
  'programme.forget': { readonly programmeId: string };
  /** Tell somebody by chat, if there is still a reason to. */
  'notice.send': { readonly noticeId: string };
  /** Have the cards of a notice show how things stand now. */
  'notice.update': { readonly noticeId: string };
}
