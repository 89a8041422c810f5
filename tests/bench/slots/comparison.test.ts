import { describe, expect, it } from '@jest/globals';
import { measure } from './measure.ts';

describe('the bench of slots', () => {
  it('finds a slot for people with ordinary calendars, says of each meeting what they say, and clashes less', () => {
    const found = measure(12, 7);
    expect(found.wrong).toBe(0);
    expect(found.found).toBe(12);
    expect(found.clashAfterMoving).toBeLessThanOrEqual(found.clashInPlace);
    expect(found.clashInPlace).toBeLessThan(found.firstFitClash);
  });
});
