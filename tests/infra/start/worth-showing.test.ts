import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { worthShowing } from '../../../infra/processes/worth-showing.ts';

const entry = (fields: Record<string, unknown>) => JSON.stringify(fields);

describe('a line of a child', () => {
  it.each([
    ['a word on its way', 'listening', false],
    ['a blank line on the error stream', '   ', true],
    ['an entry of its log', entry({ level: 30, msg: 'booked' }), false],
    ['an entry of its log on the error stream', entry({ level: 30, msg: 'booked' }), true],
    ['JSON that is no log', entry({ ready: true }), false],
  ])('is for the log file alone when it is %s', (_name, line, isError) => {
    expect(worthShowing(line, isError)).toBeNull();
  });

  it.each([
    ['a warning, by its message', entry({ level: 40, msg: 'the disk is nearly full' }), 'the disk is nearly full'],
    ['an error, with its cause', entry({ level: 50, msg: 'no booking', err: { message: 'away' } }), 'no booking: away'],
    ['an error without a message', entry({ level: 60, err: { message: 'away' } }), 'away'],
    [
      'an error whose message is no text, whole',
      entry({ level: 50, msg: { toString: null } }),
      entry({ level: 50, msg: { toString: null } }),
    ],
    ['an error with nothing in it, whole', entry({ level: 50, err: null }), entry({ level: 50, err: null })],
  ])('is shown when it is %s', (_name, line, shown) => {
    expect(worthShowing(line, false)).toBe(shown);
    expect(worthShowing(line, true)).toBe(shown);
  });

  it.each(['Error: out of memory', '{ not json', '  at file.ts:1'])(
    'of no log is shown from the error stream: %s',
    (line) => {
      expect(worthShowing(line, true)).toBe(line);
      expect(worthShowing(line, false)).toBeNull();
    },
  );

  it('of its log is shown from a warning up and not below, whatever else it says', () => {
    const entries = fc.record({ level: fc.integer({ min: 0, max: 70 }), msg: fc.jsonValue(), err: fc.jsonValue() });
    fc.assert(
      fc.property(entries, fc.boolean(), ({ level, ...more }, isError) => {
        expect(worthShowing(entry({ level, ...more }), isError) !== null).toBe(level >= 40);
      }),
    );
  });

  it('of no log is shown as it stands or not at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect([line, null]).toContain(worthShowing(line, true));
        expect(worthShowing(line, false)).toBeNull();
      }),
    );
  });
});
