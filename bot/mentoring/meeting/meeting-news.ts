/** What somebody is told about their meetings when nobody is in front of a screen; each is one sentence of the bot. */
export type MeetingNews =
  /** The whole series is gone from Outlook. */
  | 'deleted-in-outlook'
  | 'paused'
  | 'resumed'
  | 'ended'
  /** The same, where nobody knows any more with whom. */
  | 'ended-nameless'
  /** The series stays as it was: what somebody asked for could not be booked. */
  | 'change-refused'
  /** One meeting stays as it was. */
  | 'meeting-refused'
  /** No time was found for a meeting that was cancelled; it is left out. */
  | 'no-new-time';
