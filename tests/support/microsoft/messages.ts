import type { MeetingNews } from '../../../bot/mentoring/meeting/meeting-news.ts';
import type { BotMessage } from '../../../bot/mentoring/chat/chat.ts';
import type { Partner } from '../../../bot/mentoring/pairing/partner.ts';

export const pairingId = '0193b3c4-0000-7000-8000-000000000001';
export const checkInId = '0193b3c4-0000-7000-8000-000000000002';
export const meetingId = '0193b3c4-0000-7000-8000-000000000003';
export const helpId = '0193b3c4-0000-7000-8000-000000000004';
export const joinUrl =
  'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d';
const coming = { number: 2, start: '2027-12-07T15:30:00+05:30[Asia/Kolkata]', waitsForTime: false };
const waiting = { number: 3, start: '2027-12-14T15:30:00+05:30[Asia/Kolkata]', waitsForTime: true };
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
  'not-paired': [{ kind: 'not-paired', partner }],
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
  'which-pairing': [
    {
      kind: 'which-pairing',
      wish: { kind: 'pause', until: '2027-12-31' },
      pairings: [
        { pairingId, partner },
        { pairingId, partner },
      ],
    },
    {
      kind: 'which-pairing',
      wish: { kind: 'meetings', until: null },
      pairings: Array.from({ length: 8 }, () => ({ pairingId, partner })),
    },
  ],
  'no-meetings': [{ kind: 'no-meetings' }],
  meetings: [
    { kind: 'meetings', pairingId, partner, standing: 'standing', pausedUntil: null, coming: [coming, waiting] },
    { kind: 'meetings', pairingId, partner, standing: 'standing', pausedUntil: null, coming: [] },
    { kind: 'meetings', pairingId, partner, standing: 'under-way', pausedUntil: null, coming: [] },
    { kind: 'meetings', pairingId, partner, standing: 'failed', pausedUntil: null, coming: [] },
    { kind: 'meetings', pairingId, partner, standing: 'paused', pausedUntil: null, coming: [] },
    { kind: 'meetings', pairingId, partner, standing: 'paused', pausedUntil: '2027-12-31', coming: [] },
  ],
  'move-question': [
    {
      kind: 'move-question',
      pairingId,
      meetingId,
      partner,
      meeting: coming,
      times: Array.from({ length: 4 }, () => ({ start: '2027-12-08T10:00:00Z', shown: coming.start })),
    },
    { kind: 'move-question', pairingId, meetingId, partner, meeting: waiting, times: [] },
  ],
  'cancel-question': [coming, waiting].map((meeting) => ({
    kind: 'cancel-question' as const,
    pairingId,
    meetingId,
    partner,
    meeting,
  })) as unknown as [Of<'cancel-question'>],
  'change-question': ([1, 4] as const).map((meetings) => ({
    kind: 'change-question' as const,
    pairingId,
    partner,
    times: [
      {
        start: '2027-12-07T10:00:00Z',
        first: '2027-12-07T10:00:00+00:00[Europe/London]',
        repeats: { kind: 'weeks' as const, every: 1 },
        moved: 1,
        clashes: 0,
      },
    ],
    meetings,
    lengthMinutes: 45,
  })) as unknown as [Of<'change-question'>],
  'pause-question': [{ kind: 'pause-question', pairingId, partner, days: ['2027-12-20', '2027-12-24', '2028-01-07'] }],
  'end-question': [0, 1, 4].map((meetings) => ({
    kind: 'end-question' as const,
    pairingId,
    partner,
    meetings,
  })) as unknown as [Of<'end-question'>],
  'meeting-cancelled': [{ kind: 'meeting-cancelled', partner, meetingNumber: 3 }],
  'series-changing': [{ kind: 'series-changing', partner, time: coming.start }],
  paused: [
    { kind: 'paused', partner, until: null },
    { kind: 'paused', partner, until: '2027-12-31' },
  ],
  resumed: [{ kind: 'resumed', partner }],
  ended: [{ kind: 'ended', partner }],
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
  'check-in-again': [
    {
      kind: 'check-in-again',
      checkIn: {
        kind: 'check-in',
        checkInId,
        partner,
        meetingStart: '2027-12-07T15:30:00+05:30[Asia/Kolkata]',
        meetingNumber: 3,
        meetings: 6,
      },
    },
  ],
  stalled: [{ kind: 'stalled', pairingId, occasion: '2027-12-07T10:45:00Z', partner }],
  'stalled-settled': [{ kind: 'stalled-settled', partner }],
  'lead-alert': [{ kind: 'lead-alert', mentee: partner, mentor: partner, programme: word, times: 2 }],
  'help-choice': [
    { kind: 'help-choice', pairingId, partner, lead: true, contact: partner, contactAddress: null, exit: 'end' },
    { kind: 'help-choice', pairingId, partner, lead: true, contact: null, contactAddress: null, exit: 'decline' },
    { kind: 'help-choice', pairingId, partner, lead: false, contact: null, contactAddress: null, exit: null },
    {
      kind: 'help-choice',
      pairingId: null,
      partner: null,
      lead: true,
      contact: partner,
      contactAddress: 'wren@contoso.example',
      exit: null,
    },
  ],
  'help-which': [{ kind: 'help-which', pairings: Array.from({ length: 5 }, () => ({ pairingId, partner })) }],
  'help-passed-on': [
    { kind: 'help-passed-on', partner, contact: null },
    { kind: 'help-passed-on', partner: null, contact: partner },
  ],
  'help-contact-away': [
    {
      kind: 'help-contact-away',
      pairingId,
      contact: partner,
      address: 'wren@contoso.example',
      lead: true,
    },
    {
      kind: 'help-contact-away',
      pairingId: null,
      contact: partner,
      address: 'wren@contoso.example',
      lead: false,
    },
  ],
  'help-request': [
    {
      kind: 'help-request',
      helpId,
      asker: partner,
      partner,
      programme: word,
      wants: 'way-out',
      words: word,
      state: 'open',
    },
    {
      kind: 'help-request',
      helpId,
      asker: partner,
      partner: null,
      programme: word,
      wants: 'talk',
      words: null,
      state: 'seen',
    },
    {
      kind: 'help-request',
      helpId,
      asker: partner,
      partner,
      programme: word,
      wants: 'talk',
      words: word,
      state: 'done',
    },
  ],
  'no-longer-open': (
    [
      'already-done',
      'not-yours',
      'closed',
      'not-now',
      'no-longer-free',
      'no-times',
      'unreadable',
      'day-passed',
    ] as const
  ).map((reason) => ({ kind: 'no-longer-open' as const, reason })) as unknown as [Of<'no-longer-open'>],
});

export const everyMessage = (partner?: Partner, word?: string): readonly BotMessage[] =>
  Object.values(samplesWith(partner, word)).flat();
