import type { MeetingNews } from '../../../bot/mentoring/meeting/meeting-news.ts';
import type { BotMessage, Partner } from '../../../bot/mentoring/chat/chat.ts';

export const pairingId = '0193b3c4-0000-7000-8000-000000000001';
export const checkInId = '0193b3c4-0000-7000-8000-000000000002';
export const meetingId = '0193b3c4-0000-7000-8000-000000000003';
export const joinUrl =
  'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d';
const priya: Partner = { displayName: 'Priya Rao', jobTitle: 'Project engineer' };

type Kind = BotMessage['kind'];
type Samples = { readonly [K in Kind]: readonly [Of<K>, ...Of<K>[]] };
type Of<K extends Kind> = Extract<BotMessage, { kind: K }>;

/** Everything the bot can say, at least one of each kind: a new kind does not compile until it stands here. */
export const samplesWith = (partner: Partner = priya, word = 'AI tools'): Samples => ({
  greeting: [
    { kind: 'greeting', name: partner.displayName, pairings: 1 },
    { kind: 'greeting', name: null, pairings: 0 },
  ],
  help: [{ kind: 'help' }],
  'not-enrolled': [{ kind: 'not-enrolled' }],
  offer: [
    { kind: 'offer', pairingId, programme: word, role: 'mentee', partner, topics: [word, 'Early careers'] },
    { kind: 'offer', pairingId, programme: word, role: 'mentor', partner: { ...partner, jobTitle: null }, topics: [] },
  ],
  accepted: [
    { kind: 'accepted', partner, waitingFor: 'mentor-answer' },
    { kind: 'accepted', partner, waitingFor: 'signatures' },
  ],
  declined: [{ kind: 'declined', partner }],
  agreement: [{ kind: 'agreement', pairingId, role: 'mentor', partner }],
  signed: [
    { kind: 'signed', partner, both: false },
    { kind: 'signed', partner, both: true },
  ],
  booked: [
    {
      kind: 'booked',
      partner,
      firstMeeting: '2027-12-07T10:00:00+00:00[Europe/London]',
      meetings: 6,
      repeats: { kind: 'weeks', every: 2 },
      lengthMinutes: 45,
      joinUrl,
    },
  ],
  times: [
    {
      kind: 'times',
      pairingId,
      partner,
      times: [
        {
          start: '2027-12-07T10:00:00Z',
          first: '2027-12-07T10:00:00+00:00[Europe/London]',
          repeats: { kind: 'weeks', every: 1 },
          moved: 0,
          clashes: 0,
        },
        {
          start: '2027-12-08T10:00:00Z',
          first: '2027-12-08T10:00:00+00:00[Europe/London]',
          repeats: { kind: 'month', week: 2 },
          moved: 2,
          clashes: 1,
        },
      ],
      meetings: 6,
      lengthMinutes: 45,
      decideBy: '2027-12-03T10:00:00+00:00[Europe/London]',
    },
  ],
  'meeting-times': (['cancelled', 'declined'] as const).map((why) => ({
    kind: 'meeting-times' as const,
    meetingId,
    partner,
    meetingNumber: 3,
    why,
    times: [{ start: '2027-12-07T10:00:00Z', shown: '2027-12-07T15:30:00+05:30[Asia/Kolkata]' }],
  })) as unknown as [Of<'meeting-times'>, Of<'meeting-times'>],
  'time-chosen': [{ kind: 'time-chosen', partner, time: '2027-12-07T15:30:00+05:30[Asia/Kolkata]' }],
  'meeting-left-out': [{ kind: 'meeting-left-out', partner, meetingNumber: 3 }],
  'meeting-news': (
    [
      'deleted-in-outlook',
      'paused',
      'resumed',
      'ended',
      'change-refused',
      'meeting-refused',
      'no-new-time',
    ] as const satisfies readonly MeetingNews[]
  ).map((news) => ({ kind: 'meeting-news' as const, partner, news })) as unknown as [
    Of<'meeting-news'>,
    ...Of<'meeting-news'>[],
  ],
  'check-in': [
    {
      kind: 'check-in',
      checkInId,
      partner,
      meetingStart: '2027-12-07T15:30:00+05:30[Asia/Kolkata]',
      meetingNumber: 3,
      meetings: 6,
    },
  ],
  'check-in-answered': [
    {
      kind: 'check-in-answered',
      partner,
      answers: { tookPlace: 'yes', whoTalked: 'mostly-me', questions: 'a-few', useful: 4 },
    },
    {
      kind: 'check-in-answered',
      partner,
      answers: { tookPlace: 'no', whoTalked: null, questions: null, useful: null },
    },
  ],
  'no-longer-open': [
    { kind: 'no-longer-open', reason: 'already-done' },
    { kind: 'no-longer-open', reason: 'not-yours' },
    { kind: 'no-longer-open', reason: 'closed' },
  ],
});

export const everyMessage = (partner?: Partner, word?: string): readonly BotMessage[] =>
  Object.values(samplesWith(partner, word)).flat();
