import type { MeetingNews } from '../../../bot/mentoring/meeting/meeting-news.ts';
import type { BotMessage } from '../../../bot/mentoring/chat/chat.ts';
import { allWords } from '../../../bot/mentoring/chat/messages.ts';
import type { OfferReason } from '../../../bot/mentoring/pairing/messages.ts';
import type { Partner, Profile } from '../../../bot/mentoring/pairing/partner.ts';
import { shorten } from '../../../bot/mentoring/text.ts';

export const pairingId = '0193b3c4-0000-7000-8000-000000000001';
/** Of the topic that stands among the choices of a card. */
export const topicKey = 'ai-tools';
export const programmeId = '0193b3c4-0000-7000-8000-000000000004';
export const checkInId = '0193b3c4-0000-7000-8000-000000000002';
export const itemId = '0193b3c4-0000-7000-8000-000000000004';
export const meetingId = '0193b3c4-0000-7000-8000-000000000003';
export const commitmentId = '0193b3c4-0000-7000-8000-000000000004';
export const helpId = '0193b3c4-0000-7000-8000-000000000009';
export const participantId = '0193b3c4-0000-7000-8000-00000000000a';
export const joinUrl =
  'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d';
const coming = { number: 2, start: '2027-12-07T15:30:00+05:30[Asia/Kolkata]', waitsForTime: false };
const waiting = { number: 3, start: '2027-12-14T15:30:00+05:30[Asia/Kolkata]', waitsForTime: true };
const profileOf = (partner: Partner): Profile => ({ ...partner, department: 'Engineering', officeLocation: 'Leeds' });
const reasons: readonly OfferReason[] = [
  { kind: 'seniority-gap', levels: 3 },
  { kind: 'different-department' },
  { kind: 'shared-hours', hours: 6.5 },
];
const signUpWith = (word: string): Of<'sign-up'> => ({
  kind: 'sign-up',
  programmeId,
  programme: word,
  isEnrolled: false,
  isRoleFixed: false,
  topics: [
    { key: topicKey, label: word },
    { key: 'early-careers', label: 'Early careers' },
  ],
  hasPrivateTopics: true,
  languages: ['en', 'de', 'fr'],
  answers: { role: 'mentor', topics: ['ai-tools'], languages: ['en', 'de'], capacity: 2 },
  problem: null,
});
const priya: Partner = { displayName: 'Priya Rao', jobTitle: 'Project engineer' };

const ofMeeting = (partner: Partner) => ({
  meetingId,
  partner,
  start: '2027-12-07T15:30:00+05:30[Asia/Kolkata]',
  meetingNumber: 3,
  meetings: 6,
});
const everyTap = {
  tookPlace: 'yes',
  spokeOpenly: 'partly',
  menteesAgenda: 'no',
  whoTalked: 'mostly-me',
  summedUp: 'yes',
} as const;
const noTap = {
  tookPlace: 'moved',
  spokeOpenly: null,
  menteesAgenda: null,
  whoTalked: null,
  summedUp: null,
  words: null,
  areWordsShared: false,
} as const;
/** What somebody wrote: longer than a name may be, but cut to one here, so that tests may tell them apart from names. */
const written = (word: string) => shorten(word, 80);
const commitments = (word: string) =>
  (['proposed', 'open', 'said-done', 'closed', 'dropped'] as const).map((state, index) => ({
    commitmentId: commitmentId.replace(/4$/, String(4 + index)),
    text: written(word),
    state,
  }));

type Kind = BotMessage['kind'];
type Samples = { readonly [K in Kind]: readonly [Of<K>, ...Of<K>[]] };
type Of<K extends Kind> = Extract<BotMessage, { kind: K }>;

const thanks = (partner: Partner, word: string) => ({
  kind: 'programme-thanks' as const,
  participantId,
  programme: word,
  from: partner.displayName,
  words: written(word),
  role: 'mentee' as const,
});

/** Everything the bot can say, at least one of each kind: a new kind does not compile until it stands here. */
export const samplesWith = (partner: Partner = priya, word = 'AI tools'): Samples => ({
  greeting: [
    { kind: 'greeting', name: partner.displayName, pairings: 1, words: ['my-pairing', 'meetings', 'who-sees-what'] },
    { kind: 'greeting', name: partner.displayName, pairings: 0, words: [] },
  ],
  help: [{ kind: 'help', words: allWords.slice(0, 5) }],
  'not-enrolled': [
    { kind: 'not-enrolled', name: null, isOpen: false },
    { kind: 'not-enrolled', name: partner.displayName, isOpen: true },
  ],
  'how-it-works': [{ kind: 'how-it-works', words: allWords.slice(4, 9) }],
  'who-sees-what': [{ kind: 'who-sees-what', words: [] }],
  'not-now': [{ kind: 'not-now' }],
  leave: [{ kind: 'leave' }],
  quiet: [{ kind: 'quiet' }],
  'heard-again': [{ kind: 'heard-again' }],
  erased: [{ kind: 'erased' }],
  'which-programme': [
    { kind: 'which-programme', programmes: Array.from({ length: 6 }, () => ({ programmeId, name: word })) },
  ],
  'sign-up': [
    signUpWith(word),
    { ...signUpWith(word), isEnrolled: true, isRoleFixed: true, problem: 'too-many-topics' },
    { ...signUpWith(word), topics: [], answers: { role: null, topics: [], languages: [], capacity: 1 } },
  ],
  'signed-up': (['enrolled', 'changed', 'same'] as const).map((news, index) => ({
    kind: 'signed-up' as const,
    programmeId,
    programme: word,
    role: 'mentor' as const,
    topics: index === 0 ? [word] : [],
    hasPrivateTopics: index > 0,
    languages: ['en', 'cy'],
    capacity: 1 + index,
    news,
  })) as unknown as [Of<'signed-up'>],
  'sign-up-closed': (['none-open', 'over', 'closed', 'unknown'] as const).map((why) => ({
    kind: 'sign-up-closed' as const,
    why,
  })) as unknown as [Of<'sign-up-closed'>],
  enrolled: [
    { kind: 'enrolled', programmeId, programme: word, role: 'mentor' },
    { kind: 'enrolled', programmeId, programme: word, role: 'mentee' },
  ],
  'my-pairing': [
    {
      kind: 'my-pairing',
      pairingId,
      role: 'mentee',
      partner: profileOf(partner),
      programme: word,
      topics: [word],
      waitsFor: null,
      since: '2027-11-30',
      standing: 'standing',
      next: { number: 2, start: coming.start, isAgendaSet: true },
    },
    {
      kind: 'my-pairing',
      pairingId,
      role: 'mentor',
      partner: { ...partner, department: null, officeLocation: null },
      programme: word,
      topics: [],
      waitsFor: 'signature',
      since: null,
      standing: null,
      next: null,
    },
  ],
  'my-pairings': [{ kind: 'my-pairings', pairings: Array.from({ length: 7 }, () => ({ pairingId, partner })) }],
  'no-pairing': [
    {
      kind: 'no-pairing',
      participations: [
        { programmeId, programme: word, role: 'mentor', topics: [word] },
        { programmeId, programme: word, role: 'mentee', topics: [] },
      ],
    },
  ],
  offer: [
    {
      kind: 'offer',
      pairingId,
      programme: word,
      role: 'mentee',
      partner: profileOf(partner),
      topics: [word, 'Early careers'],
      reasons,
    },
    {
      kind: 'offer',
      pairingId,
      programme: word,
      role: 'mentor',
      partner: { jobTitle: null, displayName: partner.displayName, department: null, officeLocation: null },
      topics: [],
      reasons: [],
    },
  ],
  accepted: [
    { kind: 'accepted', partner, waitingFor: 'mentor-answer' },
    { kind: 'accepted', partner, waitingFor: 'signatures' },
  ],
  declined: [{ kind: 'declined', partner }],
  'not-paired': [{ kind: 'not-paired', partner }],
  agreement: [
    {
      kind: 'agreement',
      pairingId,
      mentee: { displayName: 'Alex Leader', jobTitle: null },
      mentor: partner,
      cadence: 'monthly',
      lengthMinutes: 45,
      neutralContact: null,
    },
    {
      kind: 'agreement',
      pairingId,
      mentee: partner,
      mentor: partner,
      cadence: 'every-two-weeks',
      lengthMinutes: 30,
      neutralContact: partner.displayName,
    },
  ],
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
  'agenda-question': [
    {
      kind: 'agenda-question',
      ...ofMeeting(partner),
      isReminder: false,
      lengthMinutes: 45,
      items: [],
      suggestions: [],
      questions: [
        { topic: { key: 'ai-tools', label: word }, group: 'ai', numbers: [0, 1] },
        { topic: { key: 'tax-law', label: word }, group: 'any', numbers: [10, 11] },
        { topic: null, group: 'any', numbers: [0, 1] },
      ],
      problem: null,
    },
    {
      kind: 'agenda-question',
      ...ofMeeting(partner),
      isReminder: true,
      lengthMinutes: 30,
      items: ['What *they* see', 'Town hall'],
      suggestions: [{ id: itemId, text: '[Our](https://example.com) **tools**' }],
      questions: [{ topic: null, group: 'any', numbers: [2, 3] }],
      problem: 'nothing',
    },
  ],
  'agenda-suggestion': [
    {
      kind: 'agenda-suggestion',
      ...ofMeeting(partner),
      suggested: [],
      questions: [{ topic: { key: 'ai-tools', label: word }, group: 'ai', numbers: [2, 3] }],
      problem: null,
    },
    {
      kind: 'agenda-suggestion',
      ...ofMeeting(partner),
      suggested: ['Our <b>tools</b>'],
      questions: [{ topic: null, group: 'any', numbers: [4, 5] }],
      problem: 'too-much',
    },
  ],
  agenda: [
    {
      kind: 'agenda',
      ...ofMeeting(partner),
      role: 'mentee',
      standing: 'published',
      items: ['What *they* see', 'Town hall'],
      suggested: ['Our tools'],
    },
    { kind: 'agenda', ...ofMeeting(partner), role: 'mentor', standing: 'published', items: ['One'], suggested: [] },
    { kind: 'agenda', ...ofMeeting(partner), role: 'mentor', standing: 'not-published', items: [], suggested: ['One'] },
    { kind: 'agenda', ...ofMeeting(partner), role: 'mentee', standing: 'not-published', items: ['One'], suggested: [] },
    { kind: 'agenda', ...ofMeeting(partner), role: 'mentor', standing: 'over', items: [], suggested: [] },
  ],
  'no-agenda': [{ kind: 'no-agenda' }],
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
      answers: { ...everyTap, words: written(word), areWordsShared: false },
      theirs: { whoTalked: null, words: null },
    },
    {
      kind: 'check-in-answered',
      partner,
      answers: { ...everyTap, words: written(word), areWordsShared: true },
      theirs: { whoTalked: 'balanced', words: written(word) },
    },
    { kind: 'check-in-answered', partner, answers: noTap, theirs: { whoTalked: null, words: null } },
  ],
  'summary-question': [
    {
      kind: 'summary-question',
      meetingId,
      version: 1,
      partner,
      meetingStart: '2027-12-07T15:30:00+05:30[Asia/Kolkata]',
      before: null,
    },
    ...[null, written(word)].map((said) => ({
      kind: 'summary-question' as const,
      meetingId,
      version: 2,
      partner,
      meetingStart: '2027-12-07T15:30:00+05:30[Asia/Kolkata]',
      before: { text: written(word), commitment: said, correction: said },
    })),
  ],
  'summary-written': (['written', 'confirmed', 'to-be-mended'] as const).map((state) => ({
    kind: 'summary-written' as const,
    partner,
    text: written(word),
    commitment: state === 'written' ? null : written(word),
    state,
    correction: state === 'to-be-mended' ? written(word) : null,
  })) as unknown as [Of<'summary-written'>],
  'summary-to-confirm': [null, written(word)].map((commitment) => ({
    kind: 'summary-to-confirm' as const,
    meetingId,
    version: 3,
    partner,
    text: written(word),
    commitment,
  })) as unknown as [Of<'summary-to-confirm'>],
  'summary-judged': [
    {
      kind: 'summary-judged',
      partner,
      text: written(word),
      commitment: null,
      verdict: 'yes',
      commitmentVerdict: null,
      correction: null,
    },
    {
      kind: 'summary-judged',
      partner,
      text: written(word),
      commitment: written(word),
      verdict: 'partly',
      commitmentVerdict: 'no',
      correction: written(word),
    },
  ],
  'commitments-question': [{ kind: 'commitments-question', meetingId, partner, commitments: commitments(word) }],
  'commitments-answered': [{ kind: 'commitments-answered', partner, commitments: commitments(word) }],
  'commitments-to-confirm': [{ kind: 'commitments-to-confirm', meetingId, partner, commitments: commitments(word) }],
  'commitments-confirmed': [{ kind: 'commitments-confirmed', partner, commitments: commitments(word) }],
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
  'programme-thanks': [
    { ...thanks(partner, word), isAsked: true, answer: null },
    { ...thanks(partner, word), isAsked: true, answer: { answer: 'yes', role: 'mentor' } },
    { ...thanks(partner, word), isAsked: true, answer: { answer: 'not-now', role: null } },
    { ...thanks(partner, word), words: null, isAsked: false, answer: null },
  ],
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
      'written-anew',
    ] as const
  ).map((reason) => ({ kind: 'no-longer-open' as const, reason })) as unknown as [Of<'no-longer-open'>],
});

export const everyMessage = (partner?: Partner, word?: string): readonly BotMessage[] =>
  Object.values(samplesWith(partner, word)).flat();
