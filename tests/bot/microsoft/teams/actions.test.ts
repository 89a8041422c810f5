import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { ChatAction } from '../../../../bot/mentoring/chat/chat.ts';
import { readAction } from '../../../../bot/microsoft/teams/actions/actions.ts';
import { checkInId, helpId, meetingId, pairingId } from '../../../support/microsoft/messages.ts';

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
];
const answer = { verb: 'check-in.answer', checkInId, tookPlace: 'yes' };
const whole: ChatAction = {
  kind: 'answer-check-in',
  checkInId,
  answers: { tookPlace: 'yes', whoTalked: null, questions: null, useful: null },
};

describe('what was tapped is read', () => {
  it.each([
    ['pairing.accept', { kind: 'accept', pairingId }],
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
    const taps = { ...answer, tookPlace: 'no', whoTalked: 'balanced', questions: 'many', useful: '5' };
    expect(readAction(taps)).toEqual({
      kind: 'answer-check-in',
      checkInId,
      answers: { tookPlace: 'no', whoTalked: 'balanced', questions: 'many', useful: 5 },
    });
  });

  it.each([[''], [null], [undefined]])('with an answer that was left out as %j', (nothing) => {
    expect(readAction({ ...answer, whoTalked: nothing, questions: nothing, useful: nothing })).toEqual(whole);
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
    ['a number out of range', { ...answer, useful: '6' }],
    ['a number that is no text', { ...answer, useful: 5 }],
    ['several choices', { ...answer, questions: 'none,many' }],
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
    helpId: fc.oneof(fc.constant(helpId), fc.uuid(), fc.anything()),
    to: fc.oneof(fc.constantFrom('lead', 'contact'), fc.anything()),
    wants: fc.oneof(fc.constantFrom('talk', 'way-out'), fc.anything()),
    words: fc.oneof(fc.constantFrom('', ' ', 'We do not get on.', 'x'.repeat(501)), fc.string(), fc.anything()),
    occasion: fc.oneof(fc.constant('2027-03-03T10:00:00Z'), fc.anything()),
    checkInId: fc.oneof(fc.constant(checkInId), fc.uuid(), fc.anything()),
    tookPlace: fc.oneof(fc.constantFrom('yes', 'no', ''), fc.anything()),
    whoTalked: fc.oneof(fc.constantFrom('mostly-me', 'balanced', 'mostly-the-other', ''), fc.anything()),
    questions: fc.oneof(fc.constantFrom('none', 'a-few', 'many', ''), fc.anything()),
    useful: fc.oneof(fc.constantFrom('1', '2', '3', '4', '5', ''), fc.anything()),
  },
  { requiredKeys: [] },
);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const oneOf = (value: unknown, ...choices: unknown[]): boolean => choices.includes(value);
const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text)) && text.endsWith('Z');
const isMaybeId = (value: string | null): boolean => value === null || uuid.test(value);
const isDay = (day: string | null): boolean =>
  day === null || Temporal.PlainDate.from(day, { overflow: 'reject' }).toString() === day;
function isWhatCardsHold(action: ChatAction): boolean {
  const fields = Object.keys(action).length;
  switch (action.kind) {
    case 'accept':
    case 'decline':
    case 'sign':
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
  }
  const { tookPlace, whoTalked, questions, useful, ...more } = action.answers;
  return (
    uuid.test(action.checkInId) &&
    oneOf(tookPlace, 'yes', 'no') &&
    oneOf(whoTalked, null, 'mostly-me', 'balanced', 'mostly-the-other') &&
    oneOf(questions, null, 'none', 'a-few', 'many') &&
    oneOf(useful, null, 1, 2, 3, 4, 5) &&
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
      { numRuns: 3_000 },
    );
    expect(Math.min(seen.actions, seen.nothing)).toBeGreaterThan(50);
  });
});
