import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { retryAfter } from '../../../bot/microsoft/retry-after.ts';

describe('the wait that an answer asks for', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2027-02-01T09:00:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['7', 7],
    ['0', 0],
    ['1.5', 1.5],
    ['-3', 0],
    ['Mon, 01 Feb 2027 09:00:30 GMT', 30],
    ['Mon, 01 Feb 2027 08:00:00 GMT', 0],
    ['soon', null],
    [' ', null],
  ])('%s is %s seconds', (value, seconds) => {
    expect(retryAfter(new Headers({ 'Retry-After': value }))).toBe(seconds);
    for (const name of ['Retry-After', 'retry-after', 'RETRY-AFTER'])
      expect(retryAfter({ [name]: value })).toBe(seconds);
  });

  it('is none where it says nothing', () => {
    expect(retryAfter(undefined)).toBeNull();
    expect(retryAfter({})).toBeNull();
    expect(retryAfter(new Headers())).toBeNull();
    // As the chat's library has it.
    expect(retryAfter({ get: () => undefined })).toBeNull();
  });
});
