import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { WishKind } from '../../../bot/mentoring/meeting/messages.ts';
import { readWish } from '../../../bot/mentoring/chat/read-wish.ts';

/** A Monday. */
const today = Temporal.PlainDate.from('2027-02-01');
const read = (text: string) => readWish(text, today);

describe('what somebody writes about their meetings', () => {
  it.each<[string, WishKind]>([
    ['meetings', 'meetings'],
    ['next meeting', 'meetings'],
    ['My Meetings', 'meetings'],
    ['when do we meet?', 'meetings'],
    ['move', 'move'],
    ['please move my next meeting', 'move'],
    ['reschedule', 'move'],
    ['change my next meeting', 'move'],
    ['cancel', 'cancel'],
    ['I have to skip one', 'cancel'],
    ['change', 'change'],
    ['other times', 'change'],
    ['pause', 'pause'],
    ['PAUSE', 'pause'],
    ['resume', 'resume'],
    ['continue our meetings', 'resume'],
    ['stop meeting', 'end'],
    ['stop mentoring', 'end'],
    ['end', 'end'],
  ])('%s', (text, kind) => {
    expect(read(text)).toEqual({ kind, until: null });
  });

  it.each<[string, WishKind]>([
    ['meetigns', 'meetings'],
    ['metings', 'meetings'],
    ['mvoe', 'move'],
    ['puase', 'pause'],
    ['pasue', 'pause'],
    ['cancle', 'cancel'],
    ['resum', 'resume'],
    ['reschedul', 'move'],
  ])('%s, with a slip', (text, kind) => {
    expect(read(text)).toEqual({ kind, until: null });
  });

  it.each(['', '   ', 'hello', 'help', 'stop', 'stop messages', 'and', 'thank you', '👋', 'moose'])(
    'is none of it: %j',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it('is seen with one letter missing, doubled or swapped, wherever that is but at the front', () => {
    const words = ['pause', 'resume', 'cancel', 'meetings', 'reschedule', 'postpone'] as const;
    const slip = fc.constantFrom<(word: string, at: number) => string>(
      (word, at) => word.slice(0, at) + word.slice(at + 1),
      (word, at) => word.slice(0, at) + (word[at] ?? '') + word.slice(at),
      (word, at) => word.slice(0, at - 1) + (word[at] ?? '') + (word[at - 1] ?? '') + word.slice(at + 1),
    );
    fc.assert(
      fc.property(fc.constantFrom(...words), slip, fc.integer({ min: 2, max: 4 }), (word, make, at) => {
        expect(read(make(word, at))?.kind).toBe(read(word)?.kind);
      }),
    );
  });

  it('never fails, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(() => read(text)).not.toThrow();
        expect(() => read(`pause until ${text}`)).not.toThrow();
      }),
    );
  });
});

describe('the day on which a pause ends', () => {
  it.each([
    ['pause until 3 March', '2027-03-03'],
    ['Pause until March 3rd', '2027-03-03'],
    ['pause until 3 mar 2028', '2028-03-03'],
    ['pause till 2027-04-01', '2027-04-01'],
    ['pause until 31 January', '2028-01-31'],
    ['pause until Monday', '2027-02-08'],
    ['pause until friday', '2027-02-05'],
    ['pause for two weeks', '2027-02-15'],
    ['pause 4 weeks', '2027-03-01'],
    ['pause for a month', '2027-03-01'],
  ])('%s', (text, until) => {
    expect(read(text)).toEqual({ kind: 'pause', until });
  });

  it.each([
    'pause until 30 February',
    'pause until 2027-02-01',
    'pause until 2020-01-01',
    'pause until further notice',
    'pause until march',
    'pause until 45 march',
  ])('is asked for where none to come is named: %s', (text) => {
    expect(read(text)).toEqual({ kind: 'pause', until: null });
  });

  it('is the one that was meant, however it is written', () => {
    const days = fc.integer({ min: 1, max: 364 }).map((count) => today.add({ days: count }));
    const written = fc.constantFrom<(day: Temporal.PlainDate) => string>(
      (day) => day.toString(),
      (day) => day.toLocaleString('en-GB', { day: 'numeric', month: 'long' }),
      (day) => day.toLocaleString('en-US', { day: 'numeric', month: 'short', year: 'numeric' }),
    );
    fc.assert(
      fc.property(days, written, (day, write) => {
        expect(read(`pause until ${write(day)}`)?.until).toBe(day.toString());
      }),
    );
  });
});
