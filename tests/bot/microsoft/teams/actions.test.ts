import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { ChatAction } from '../../../../bot/mentoring/chat/chat.ts';
import type { Picked } from '../../../../bot/mentoring/agenda/messages.ts';
import { readAction } from '../../../../bot/microsoft/teams/actions/actions.ts';
import { allWords } from '../../../../bot/mentoring/chat/messages.ts';
import {
  checkInId,
  commitmentId,
  helpId,
  meetingId,
  pairingId,
  programmeId,
} from '../../../support/microsoft/messages.ts';
import { runs } from '../../../support/runs.ts';

const verbs = [
  'pairing.accept',
  'pairing.decline',
  'agreement.sign',
  'check-in.answer',
  'meetings.look',
  'meeting.cancel',
  'series.change',
  'pairing.pause',
  'pairing.resume',
  'pairing.end',
  'agenda.publish',
  'agenda.suggest',
  'pairing.look',
  'agreement.talk-first',
  'sign-up.look',
  'sign-up.send',
  'word.say',
  'summary.write',
  'summary.judge',
  'commitments.answer',
  'another-round.answer',
];
const answer = { verb: 'check-in.answer', checkInId, tookPlace: 'yes' };
const nothingMore = { spokeOpenly: null, menteesAgenda: null, whoTalked: null, summedUp: null, words: null };
const whole: ChatAction = {
  kind: 'answer-check-in',
  checkInId,
  answers: { tookPlace: 'yes', ...nothingMore, areWordsShared: false },
};
const summary = { verb: 'summary.write', meetingId, version: '2', text: ' Reports take a week. ', commitment: '' };
const verdict = { verb: 'summary.judge', meetingId, version: '2', verdict: 'partly', correction: '' };

describe('what was tapped is read', () => {
  it.each([
    ['pairing.accept', { kind: 'accept', pairingId }],
    ['pairing.look', { kind: 'look-at-pairing', pairingId }],
    ['agreement.talk-first', { kind: 'talk-first', pairingId }],
    ['pairing.decline', { kind: 'decline', pairingId }],
    ['agreement.sign', { kind: 'sign', pairingId }],
    ['pairing.pause', { kind: 'pause', pairingId, until: null }],
    ['pairing.resume', { kind: 'resume', pairingId }],
    ['pairing.end', { kind: 'end', pairingId }],
  ])('%s', (verb, action) => {
    expect(readAction({ verb, pairingId })).toEqual(action);
  });

  it('with the day that was named', () => {
    expect(readAction({ verb: 'pairing.pause', pairingId, until: '2027-03-03' })).toEqual({
      kind: 'pause',
      pairingId,
      until: '2027-03-03',
    });
    expect(readAction({ verb: 'meetings.look', pairingId, wish: 'pause', until: '2027-03-03' })).toEqual({
      kind: 'look',
      pairingId,
      wish: { kind: 'pause', until: '2027-03-03' },
    });
  });

  it('with all its answers', () => {
    const given = {
      tookPlace: 'moved',
      spokeOpenly: 'partly',
      menteesAgenda: 'no',
      whoTalked: 'balanced',
      summedUp: 'yes',
      words: 'A good hour.',
    };
    expect(readAction({ ...answer, ...given, words: ' A good hour.\n', areWordsShared: 'true' })).toEqual({
      kind: 'answer-check-in',
      checkInId,
      answers: { ...given, areWordsShared: true },
    });
  });

  it('with what was heard, and what was said of it', () => {
    expect(readAction(summary)).toEqual({
      kind: 'write-summary',
      meetingId,
      version: 2,
      text: 'Reports take a week.',
      commitment: null,
    });
    expect(readAction(verdict)).toEqual({
      kind: 'judge-summary',
      meetingId,
      version: 2,
      verdict: 'partly',
      commitmentVerdict: null,
      correction: null,
    });
  });

  it('with each commitment that was answered', () => {
    const data = { verb: 'commitments.answer', meetingId, [`commitment-${commitmentId}`]: 'done' };
    expect(readAction({ ...data, [`commitment-${pairingId}`]: '', other: 'let-go' })).toEqual({
      kind: 'answer-commitments',
      meetingId,
      answers: [{ commitmentId, answer: 'done' }],
    });
  });

  it.each([[''], [null], [undefined]])('with an answer that was left out as %j', (nothing) => {
    expect(
      readAction({ ...answer, whoTalked: nothing, summedUp: nothing, words: nothing, areWordsShared: nothing }),
    ).toEqual(whole);
    expect(readAction(answer)).toEqual(whole);
  });

  it('and what a client adds of its own is left alone', () => {
    expect(readAction({ ...answer, msteams: { type: 'invoke' }, tenantId: 'x', kind: 'accept', role: 'lead' })).toEqual(
      whole,
    );
  });
});

describe('what our cards do not hold is nothing', () => {
  it.each<[string, unknown]>([
    ['no verb', { pairingId }],
    ['an unknown verb', { verb: 'pairing.close', pairingId }],
    ['a verb in other letters', { verb: 'Pairing.Accept', pairingId }],
    ['no id', { verb: 'pairing.accept' }],
    ['an id that is none', { verb: 'pairing.accept', pairingId: '1' }],
    ['an id with more behind it', { verb: 'pairing.accept', pairingId: `${pairingId}' or 1=1` }],
    ['a list of ids', { verb: 'pairing.accept', pairingId: [pairingId] }],
    ['an object for an id', { verb: 'pairing.accept', pairingId: { $ne: null } }],
    ['the id of something else', { verb: 'pairing.accept', checkInId }],
    ['no answer to whether it took place', { verb: 'check-in.answer', checkInId }],
    ['an empty answer to whether it took place', { ...answer, tookPlace: '' }],
    ['an answer that was no choice', { ...answer, whoTalked: 'me-me-me' }],
    ['several choices', { ...answer, spokeOpenly: 'yes,no' }],
    ['more words than there is room for', { ...answer, words: 'x'.repeat(1_001) }],
    ['words that are no text', { ...answer, words: 5 }],
    ['words that cannot be kept', { ...answer, words: 'a\0b' }],
    ['half a character', { ...answer, words: '\ud83d' }],
    ['a summary without words', { ...summary, text: '  ' }],
    ['a version that is none', { ...summary, version: '0' }],
    ['a version that is no text', { ...summary, version: 2 }],
    ['no verdict', { ...verdict, verdict: '' }],
    ['no commitment', { verb: 'commitments.answer', meetingId }],
    ['a commitment that is none', { verb: 'commitments.answer', meetingId, 'commitment-1': 'done' }],
    [
      'an answer that no commitment has',
      { verb: 'commitments.answer', meetingId, [`commitment-${commitmentId}`]: 'maybe' },
    ],
    ['a day that is none', { verb: 'pairing.pause', pairingId, until: '2027-02-30' }],
    ['something to see that there is not', { verb: 'meetings.look', pairingId, wish: 'salary', until: '' }],
    ['null', null],
    ['a text', 'pairing.accept'],
    ['a list', [answer]],
  ])('%s', (_what, data) => {
    expect(readAction(data)).toBeNull();
  });
});

/** Data that comes near to what cards hold, so that the interesting doors are tried. */
const nearly = fc.record(
  {
    verb: fc.oneof(fc.constantFrom(...verbs), fc.anything()),
    pairingId: fc.oneof(fc.constant(pairingId), fc.uuid(), fc.anything()),
    meetingId: fc.oneof(fc.constant(meetingId), fc.uuid(), fc.anything()),
    start: fc.oneof(fc.constant('2027-03-03T10:00:00Z'), fc.anything()),
    wish: fc.oneof(fc.constantFrom('meetings', 'pause', 'end'), fc.anything()),
    until: fc.oneof(fc.constantFrom('', '2027-03-03', '2027-02-30'), fc.anything()),
    questions0: fc.oneof(fc.constantFrom('0', '0,1', '1,9', ''), fc.anything()),
    question0: fc.oneof(fc.constant('Why?'), fc.anything()),
    question1: fc.oneof(fc.constant('Who?'), fc.string({ maxLength: 400 })),
    topic0: fc.oneof(fc.constant('ai'), fc.anything()),
    suggestions: fc.oneof(fc.constantFrom(meetingId, ''), fc.anything()),
    text: fc.oneof(fc.constantFrom('Ours', ' ', ''), fc.string({ maxLength: 400 }), fc.anything()),
    programmeId: fc.oneof(fc.constant(programmeId), fc.uuid(), fc.anything()),
    role: fc.oneof(fc.constantFrom('mentor', 'mentee', ''), fc.anything()),
    topics: fc.oneof(fc.constantFrom('ai', 'ai,law', ''), fc.anything()),
    languages: fc.oneof(fc.constantFrom('en', 'en,de,en', 'english', ''), fc.anything()),
    capacity: fc.oneof(fc.constantFrom('1', '5', '6', ''), fc.anything()),
    word: fc.oneof(fc.constantFrom(...allWords), fc.anything()),
    helpId: fc.oneof(fc.constant(helpId), fc.uuid(), fc.anything()),
    to: fc.oneof(fc.constantFrom('lead', 'contact'), fc.anything()),
    wants: fc.oneof(fc.constantFrom('talk', 'way-out'), fc.anything()),
    occasion: fc.oneof(fc.constant('2027-03-03T10:00:00Z'), fc.anything()),
    checkInId: fc.oneof(fc.constant(checkInId), fc.uuid(), fc.anything()),
    tookPlace: fc.oneof(fc.constantFrom('yes', 'no', ''), fc.anything()),
    whoTalked: fc.oneof(fc.constantFrom('mostly-me', 'balanced', 'mostly-the-other', ''), fc.anything()),
    spokeOpenly: fc.oneof(fc.constantFrom('yes', 'partly', 'no', ''), fc.anything()),
    words: fc.oneof(fc.string(), fc.anything()),
    areWordsShared: fc.oneof(fc.constantFrom('true', 'false', ''), fc.anything()),
    version: fc.oneof(fc.constantFrom('1', '2', '0', '-1', '1e9'), fc.anything()),
    commitment: fc.oneof(fc.string(), fc.anything()),
    verdict: fc.oneof(fc.constantFrom('yes', 'partly', 'no', ''), fc.anything()),
    [`commitment-${commitmentId}`]: fc.oneof(fc.constantFrom('done', 'let-go', 'changed', ''), fc.anything()),
  },
  { requiredKeys: [] },
);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const oneOf = (value: unknown, ...choices: unknown[]): boolean => choices.includes(value);
const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text)) && text.endsWith('Z');
const isMaybeId = (value: string | null): boolean => value === null || uuid.test(value);
const isDay = (day: string | null): boolean =>
  day === null || Temporal.PlainDate.from(day, { overflow: 'reject' }).toString() === day;
const isPicked = ({ meetingId: id, questions, text }: Picked & { readonly meetingId: string }): boolean =>
  uuid.test(id) &&
  [...questions.map((one) => one.text), text ?? 'none'].every((one) => one !== '' && one.length <= 300);
const isText = (value: string | null, longest: number): boolean =>
  value === null || (value.trim() === value && value.length > 0 && value.length <= longest && !value.includes('\0'));
function isWhatCardsHold(action: ChatAction): boolean {
  const fields = Object.keys(action).length;
  switch (action.kind) {
    case 'accept':
    case 'decline':
    case 'sign':
    case 'talk-first':
    case 'look-at-pairing':
    case 'resume':
    case 'end':
      return uuid.test(action.pairingId) && fields === 2;
    case 'pause':
      return uuid.test(action.pairingId) && isDay(action.until) && fields === 3;
    case 'look':
      return uuid.test(action.pairingId) && isDay(action.wish.until) && fields === 3;
    case 'choose-times':
    case 'change-series':
      return uuid.test(action.pairingId) && isInstant(action.start) && fields === 3;
    case 'choose-meeting-time':
      return uuid.test(action.meetingId) && isInstant(action.start) && fields === 3;
    case 'cancel-meeting':
    case 'leave-meeting-out':
      return uuid.test(action.meetingId) && fields === 2;
    case 'look-for-help':
      return isMaybeId(action.pairingId) && fields === 2;
    case 'ask-for-help':
      return (
        isMaybeId(action.pairingId) &&
        oneOf(action.to, 'lead', 'contact') &&
        oneOf(action.wants, 'talk', 'way-out') &&
        (action.words === null || (action.words !== '' && action.words.length <= 500)) &&
        fields === 5
      );
    case 'settle-help':
      return uuid.test(action.helpId) && oneOf(action.state, 'seen', 'done') && fields === 3;
    case 'stalled-is-fine':
      return uuid.test(action.pairingId) && isInstant(action.occasion) && fields === 3;
    case 'publish-agenda':
      return isPicked(action) && action.suggestions.every((one) => uuid.test(one)) && fields === 5;
    case 'suggest-for-agenda':
      return isPicked(action) && fields === 4;
    case 'say':
      return oneOf(action.word, ...allWords) && fields === 2;
    case 'look-at-sign-up':
      return uuid.test(action.programmeId) && fields === 2;
    case 'sign-up': {
      const { role, topics, languages, capacity, ...others } = action.answers;
      return (
        uuid.test(action.programmeId) &&
        oneOf(role, null, 'mentor', 'mentee') &&
        topics.every((key) => !key.includes(',')) &&
        languages.every((code) => /^[a-z]{2,3}$/.test(code)) &&
        oneOf(capacity, 1, 2, 3, 4, 5) &&
        Object.keys(others).length === 0 &&
        fields === 3
      );
    }
    case 'write-summary':
      return (
        uuid.test(action.meetingId) &&
        action.version > 0 &&
        isText(action.text, 1_000) &&
        isText(action.commitment, 300)
      );
    case 'judge-summary':
      return (
        uuid.test(action.meetingId) && oneOf(action.verdict, 'yes', 'partly', 'no') && isText(action.correction, 500)
      );
    case 'answer-commitments':
      return (
        uuid.test(action.meetingId) &&
        action.answers.length > 0 &&
        action.answers.every((one) => uuid.test(one.commitmentId))
      );
    case 'answer-another-round':
      return (
        uuid.test(action.participantId) &&
        (action.answer === 'yes' ? oneOf(action.role, 'mentor', 'mentee') : oneOf(action.answer, 'not-now', 'no'))
      );
    case 'answer-check-in':
  }
  const { tookPlace, spokeOpenly, menteesAgenda, whoTalked, summedUp, words, areWordsShared, ...more } = action.answers;
  return (
    uuid.test(action.checkInId) &&
    oneOf(tookPlace, 'yes', 'moved', 'no') &&
    oneOf(whoTalked, null, 'mostly-me', 'balanced', 'mostly-the-other') &&
    oneOf(spokeOpenly, null, 'yes', 'partly', 'no') &&
    oneOf(menteesAgenda, null, 'yes', 'partly', 'no') &&
    oneOf(summedUp, null, 'yes', 'no') &&
    isText(words, 1_000) &&
    oneOf(areWordsShared, true, false) &&
    Object.keys(more).length === 0 &&
    Object.keys(action).length === 3
  );
}

describe('whatever arrives', () => {
  it('is an action that cards hold, or nothing, and never an error', () => {
    const seen = { actions: 0, nothing: 0 };
    fc.assert(
      fc.property(fc.oneof(nearly, fc.anything({ withNullPrototype: true, withBigInt: true })), (data) => {
        const action = readAction(data);
        seen[action === null ? 'nothing' : 'actions'] += 1;
        expect(action === null || isWhatCardsHold(action)).toBe(true);
      }),
      { numRuns: runs(3_000) },
    );
    expect(Math.min(seen.actions, seen.nothing)).toBeGreaterThan(runs(50));
  });
});
