import { Temporal } from 'temporal-polyfill';
import type { ShownRepeats } from '../../mentoring/chat/chat.ts';
import type { CheckInAnswers } from '../../mentoring/checkin/check-in.ts';

/** Given a day at midnight in UTC, so that the server's own zone has no say. */
const date = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
/** `Tue 8 Dec`; `iso` as `2027-12-08`. */
export const day = (iso: string): string => date.format(new Date(iso));
/** `Tue 8 Dec, 10:00`, as it is where the reader lives; `zoned` as `Temporal.ZonedDateTime` prints it. */
export function when(zoned: string): string {
  const time = Temporal.ZonedDateTime.from(zoned);
  return `${day(time.toPlainDate().toString())}, ${time.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
const ordinal = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', last: 'last' } as const;
/** `every two weeks`, `the second Tuesday of each month`. */
export function rhythm({ repeats, firstMeeting }: { repeats: ShownRepeats; firstMeeting: string }): string {
  if (repeats.kind === 'weeks') return repeats.every === 1 ? 'every week' : `every ${repeats.every} weeks`;
  if (repeats.week === null) return 'once a month';
  const first = Temporal.ZonedDateTime.from(firstMeeting).toPlainDate().toString();
  return `the ${ordinal[repeats.week]} ${weekday.format(new Date(first))} of each month`;
}

/** Everything the bot says, in one place, so that another language is another file of this shape. */
export const texts = {
  greeting: (name: string | null) => `Hello${name === null ? '' : ` ${name}`}, I am Vantage.`,
  whatThisIs:
    'I help pairs of colleagues from different levels meet and learn from each other: the leader is the learner. I ask after each meeting how it went, and your meetings stand in Outlook by themselves.',
  whoSeesWhat: 'What you answer after a meeting is seen by you alone, except who talked more: that you both see.',
  pairings: (count: number) =>
    count === 0 ? 'You have no pairing yet. You will hear from me when you do.' : 'Your pairing is in the Vantage tab.',
  help: 'Say “hi” to see how things stand and what is asked of you, or “meetings” to see the next ones. You can also write “move”, “cancel”, “pause”, “pause until 3 March”, “resume” or “end”: I always ask before I do anything.',
  helpTab: 'Everything else comes to you when it is time, or stands in the Vantage tab: your pairing and the agenda.',
  notEnrolled:
    'You are not part of a mentoring programme here yet. When a programme lead adds you, you will hear from me.',
  stop: 'To stop messages from me, remove Vantage from your apps.',
  offerTitle: { mentee: 'A mentor for you', mentor: 'Somebody would like to learn from you' },
  offer: { mentee: 'would be your mentor in', mentor: 'would like you as their mentor in' },
  inCommon: 'In common',
  youDecide: 'You decide; a no needs no reason.',
  accept: 'Yes, gladly',
  decline: 'No, thank you',
  accepted: {
    'mentor-answer': (partner: string) => `Thank you. Now I ask ${partner}, and tell you when they have answered.`,
    signatures: (partner: string) => `Thank you. One step is left: you and ${partner} sign the agreement.`,
  },
  declined: 'That is fine. Nobody is told who said no.',
  notPaired: (partner: string) => `You and ${partner} are not paired this time. Nobody is told who said no.`,
  agreementTitle: (partner: string) => `Your agreement with ${partner}`,
  agreement: [
    'What we say stays between us.',
    'The mentee sets the agenda; the mentor may suggest.',
    'We listen first and ask real questions.',
    'We come, or say in time that we cannot.',
    'Either of us may stop at any time, without a reason.',
    'If something worries us, we talk to the programme lead.',
  ],
  sign: 'I agree',
  signed: (partner: string, both: boolean) =>
    both ? `You have both signed. I am finding a time with ${partner} now.` : `Thank you. ${partner} signs next.`,
  bookedTitle: (partner: string) => `You and ${partner} meet`,
  booked: (start: string, minutes: number, meetings: number, rhythm: string) =>
    `First on ${start}, for ${minutes} minutes; ${meetings} meetings, ${rhythm}. They stand in your calendar: move one as you would any other.`,
  timesTitle: (partner: string) => `When shall you and ${partner} meet?`,
  times: (meetings: number, minutes: number) =>
    `These times suit both calendars, for ${meetings} meetings of ${minutes} minutes. The first of you to choose decides.`,
  timesBy: (time: string) => `If neither of you chooses by ${time}, I book the first one.`,
  timesOption: (start: string, rhythm: string, moved: number, clashes: number) => {
    const moves = moved === 0 ? '' : `, ${moved === 1 ? 'one moved' : `${moved} moved`}`;
    const stays = clashes === 0 ? '' : `, ${clashes === 1 ? 'one clashes' : `${clashes} clash`}`;
    return `${start}, ${rhythm}${moves}${stays}`;
  },
  meetingTimesTitle: (partner: string) => `A new time with ${partner}?`,
  meetingTimes: {
    cancelled: (number: number) => `Meeting ${number} does not take place. These times suit both calendars:`,
    declined: (number: number) => `Meeting ${number} does not suit both of you. These times do:`,
  },
  leaveOut: 'Leave it out',
  whichPairing: 'Whose meetings do you mean?',
  number: (number: number) => `Number ${number}`,
  numbered: (number: number, partner: string) => `Number ${number}: ${partner}`,
  othersInTab: 'The others are in the Vantage tab.',
  noMeetings: 'You have no meetings yet. When you and your partner have both signed, I find times for you.',
  meetingsTitle: (partner: string) => `Your meetings with ${partner}`,
  coming: (number: number, start: string, waitsForTime: boolean) =>
    waitsForTime ? `Meeting ${number}: ${start} was cancelled, it gets a new time` : `Meeting ${number}: ${start}`,
  noneToCome: 'All of them have been. None is left.',
  meetingsStanding: {
    'under-way': 'I am booking them. You hear from me when they stand in your calendar.',
    failed: 'They could not be booked yet. The programme lead sees why, and can have it tried again.',
  },
  pausedNow: (until: string | null) =>
    until === null
      ? 'They are paused until one of you goes on.'
      : `They are paused until ${until}, and go on by themselves.`,
  lookMove: 'Move the next one',
  lookCancel: 'Cancel the next one',
  lookChange: 'Other times for all',
  lookPause: 'Pause',
  lookEnd: 'End',
  resume: 'Go on',
  keep: 'Keep all as it is',
  moveTitle: (number: number, partner: string) => `When shall meeting ${number} with ${partner} be?`,
  move: (start: string, waitsForTime: boolean, areTimes: boolean) => {
    const was = waitsForTime ? `It was to be on ${start}.` : `It is on ${start}.`;
    return areTimes
      ? `${was} These times suit both calendars:`
      : `${was} I found no other time that suits both calendars.`;
  },
  cancelTitle: (number: number, partner: string) => `Cancel meeting ${number} with ${partner}?`,
  cancel: (start: string, waitsForTime: boolean) =>
    waitsForTime
      ? `It was to be on ${start} and gets a new time. You can leave it out instead.`
      : `It is on ${start}. I can find another time for it within a week, or it is left out. Outlook tells you both.`,
  findAnother: 'Find another time',
  changeTitle: (partner: string) => `Other times with ${partner}`,
  change: (meetings: number, minutes: number) =>
    meetings === 1
      ? `These are the best for the one meeting of ${minutes} minutes that is left. The old one is cancelled when the new one stands.`
      : `These are the best for the ${meetings} meetings of ${minutes} minutes that are left. The old ones are cancelled when the new ones stand.`,
  pauseTitle: (partner: string) => `Pause with ${partner}?`,
  pause:
    'The meetings to come are cancelled. When you go on, I find new times for them. A pause with an end ends by itself.',
  pauseUntil: (end: string) => `Until ${end}`,
  pauseOpen: 'Until one of us goes on',
  endTitle: (partner: string) => `End your mentoring with ${partner}?`,
  end: (meetings: number) => {
    const cancelled = ['No meeting is to come', 'The meeting to come is cancelled'][meetings];
    return `${cancelled ?? `The ${meetings} meetings to come are cancelled`}; those that have been stay. Nobody has to say why, and it cannot be undone.`;
  },
  endIt: 'End it',
  meetingCancelled: (number: number) =>
    `Meeting ${number} is cancelled. I look for another time and let you both know.`,
  seriesChanging: (partner: string, time: string) =>
    `First on ${time}, then. I book the new times with ${partner} and cancel the old ones; Outlook shows it in a moment.`,
  paused: (partner: string, until: string | null) =>
    until === null
      ? `Your meetings with ${partner} are paused. Write “resume” when you would like to go on.`
      : `Your meetings with ${partner} are paused until ${until}, and go on by themselves. Write “resume” to go on sooner.`,
  resumed: (partner: string) => `Good. I look for times for you and ${partner}.`,
  ended: (partner: string) =>
    `Your mentoring with ${partner} has ended, and the meetings to come are cancelled. Thank you for the time you gave.`,
  timeChosen: (partner: string, time: string) => `${time} it is. Outlook shows it to you and ${partner} in a moment.`,
  meetingLeftOut: (number: number) => `Meeting ${number} is left out. The others stay as they are.`,
  meetingNews: {
    'deleted-in-outlook': (partner: string) =>
      `Your meetings with ${partner} were deleted in Outlook, so I have taken them off here too. The programme lead can have new times found.`,
    paused: (partner: string) =>
      `Your meetings with ${partner} are paused. Those to come are cancelled; you get new times when you go on.`,
    resumed: (partner: string) => `You and ${partner} go on. I am looking for times.`,
    ended: (partner: string) =>
      `Your mentoring with ${partner} has ended, and the meetings to come are cancelled. Thank you for the time you gave.`,
    'change-refused': (partner: string) =>
      `I could not book the new times with ${partner}. Nothing has changed: the meetings stand as they were.`,
    'meeting-refused': (partner: string) =>
      `I could not change your meeting with ${partner}. Have a look at it in Outlook or in the Vantage tab.`,
    'no-new-time': (partner: string) =>
      `I found no other time for the meeting with ${partner} that was cancelled. It is left out.`,
  },
  join: 'Join link',
  checkInTitle: (partner: string) => `How was your meeting with ${partner}?`,
  checkInLine: (start: string, number: number, of: number) => `${start} · meeting ${number} of ${of}. Half a minute.`,
  onlyYou: 'Only you see the other answers.',
  youBoth: 'You both see this one.',
  questions: {
    tookPlace: 'Did it take place?',
    whoTalked: 'Who talked more?',
    questions: 'Real questions asked?',
    useful: 'Was it useful?',
  },
  choices: {
    tookPlace: { yes: 'Yes', no: 'No' },
    whoTalked: { 'mostly-me': 'Mostly me', balanced: 'Balanced', 'mostly-the-other': 'Mostly the other' },
    questions: { none: 'None', 'a-few': 'A few', many: 'Many' },
    useful: { '1': 'Not', '2': 'A little', '3': 'So-so', '4': 'Yes', '5': 'Very' },
  },
  send: 'Send',
  thanks: 'Thank you. That is all.',
  noLongerOpen: {
    'already-done': 'You have answered this already. Nothing more to do.',
    'not-yours': 'This is not yours to answer, or it is no longer there.',
    closed: 'This is no longer open.',
    'not-now':
      'This has been done, or something is being done with these meetings. Write “meetings” to see how they stand.',
    'no-longer-free': 'One of you is busy at that time by now. Write “meetings” to choose another.',
    'no-times': 'I found no times that suit both calendars, so all stays as it is.',
    'day-passed': 'That day has passed already. Write “pause” to choose another.',
    unreadable: 'Outlook did not let me read both calendars, so I have changed nothing. Try again in a moment.',
  },
  trouble: (reference: string) =>
    `Something went wrong on our side, nothing you did. Try again in a moment. Reference: ${reference}`,
  notUnderstood: 'I could not read this answer. Open the Vantage tab and answer there.',
} as const;

/** Answers as lines of text, for the card that thanks. */
export function answerLines(answers: CheckInAnswers): readonly (readonly [string, string])[] {
  const { questions: q, choices: c } = texts;
  const lines: [string, string][] = [[q.tookPlace, c.tookPlace[answers.tookPlace]]];
  if (answers.whoTalked) lines.push([q.whoTalked, c.whoTalked[answers.whoTalked]]);
  if (answers.questions) lines.push([q.questions, c.questions[answers.questions]]);
  if (answers.useful) lines.push([q.useful, c.useful[`${answers.useful}`]]);
  return lines;
}
