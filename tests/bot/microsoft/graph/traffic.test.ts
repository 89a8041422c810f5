import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  asOf,
  learn,
  lease,
  mailboxLimit,
  noTraffic,
  shareOf,
  type Server,
  type Traffic,
} from '../../../../bot/microsoft/graph/traffic.ts';

const server = (more: Partial<Server>): Server => ({
  until: lease,
  places: 0,
  directory: 0,
  mailboxes: {},
  wants: 0,
  waitsFor: [],
  ...more,
});

describe('the shares of servers', () => {
  const crowd = fc.record({
    wants: fc.array(fc.nat(100), { minLength: 1, maxLength: 9 }),
    room: fc.integer({ min: 4, max: 64 }),
    now: fc.nat(1_000_000),
  });
  const sharesOf = ({ wants, room, now }: { wants: readonly number[]; room: number; now: number }) => {
    const servers = Object.fromEntries(wants.map((one, index) => [`server ${index}`, server({ wants: one })]));
    const traffic: Traffic = { ...noTraffic, servers, reading: { ...noTraffic.reading, room } };
    return wants.map((one, index) => shareOf(`server ${index}`, one, traffic, now));
  };

  it('are together no more than the room, and none is more than is wanted', () => {
    fc.assert(
      fc.property(crowd, (some) => {
        const shares = sharesOf(some);
        expect(shares.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(some.room);
        for (const [index, share] of shares.entries()) expect(share).toBeLessThanOrEqual(some.wants[index] ?? 0);
      }),
    );
  });

  it('leave no place empty that somebody wants, and give nobody one less than another who wants no more', () => {
    fc.assert(
      fc.property(crowd, (some) => {
        fc.pre(some.wants.length <= some.room);
        const shares = sharesOf(some);
        const wanted = some.wants.reduce((sum, one) => sum + one, 0);
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(Math.min(some.room, wanted));
        for (const [index, share] of shares.entries()) {
          if (share < (some.wants[index] ?? 0)) expect(share).toBeGreaterThanOrEqual(Math.max(...shares) - 1);
        }
      }),
    );
  });

  it('come to everybody in turn where there is not one for each', () => {
    const wants = [5, 5, 5, 5, 5, 5, 5];
    const turns = Array.from({ length: 7 }, (_, turn) => sharesOf({ wants, room: 4, now: turn * 2_000 }));
    for (const [index] of wants.entries()) expect(turns.some((shares) => (shares[index] ?? 0) > 0)).toBe(true);
  });
});

describe('what time ends', () => {
  it('is a server that was not heard of, a pause, and the word on the limit after a day', () => {
    const traffic: Traffic = {
      servers: { dead: server({ until: 1_000 }), living: server({ until: 1_001 }) },
      pauses: { over: 1_000, 'not over': 1_001 },
      reading: { is: 'app', room: 4, settledUntil: 1_000 },
    };
    expect(asOf(traffic, 1_000)).toEqual({
      servers: { living: server({ until: 1_001 }) },
      pauses: { 'not over': 1_001 },
      reading: { is: 'unknown', room: 4, settledUntil: 1_000 },
    });
  });

  it('is a server that promised itself longer than any does: the clock was set back', () => {
    const traffic = { ...noTraffic, servers: { ahead: server({ until: 3_600_000 }) } };
    expect(asOf(traffic, 1_000).servers).toEqual({});
  });
});

describe('a mailbox', () => {
  it.each([
    ['unknown', 4, 4],
    ['unknown', 5, 3],
    ['mailbox', 64, 4],
    ['app', 4, 4],
  ] as const)('has, where the limit is %s and the room %d, %d at once', (is, room, most) => {
    expect(mailboxLimit({ is, room, settledUntil: 0 })).toBe(most);
  });
});

describe('what is learnt', () => {
  const most = 64;
  const day = 24 * 3_600_000;
  const wellAt = (reading: Traffic['reading']) => learn(reading, { kind: 'went-well', room: reading.room }, most, 0);
  const badAt = (reading: Traffic['reading']) => learn(reading, { kind: 'too-many', room: reading.room }, most, 0);

  it('is one place at a time until twice as many as the one reading allows went well, then fast', () => {
    const rooms = [noTraffic.reading];
    for (let round = 0; round < 9; round += 1) rooms.push(wellAt(rooms.at(-1) ?? noTraffic.reading));
    expect(rooms.map(({ room }) => room)).toEqual([4, 5, 6, 7, 8, 16, 32, 64, 64, 64]);
    expect(rooms.map(({ is }) => is).indexOf('mailbox')).toBe(5);
  });

  it('is what went well before, for a day, when one more was too many', () => {
    expect(badAt({ is: 'unknown', room: 5, settledUntil: 0 })).toEqual({ is: 'app', room: 4, settledUntil: day });
    expect(badAt({ is: 'unknown', room: 7, settledUntil: 0 })).toEqual({ is: 'app', room: 6, settledUntil: day });
  });

  it('is less room, down to four, where it was by mailbox and is no more', () => {
    expect(badAt({ is: 'mailbox', room: 64, settledUntil: 0 })).toMatchObject({ is: 'mailbox', room: 32 });
    expect(badAt({ is: 'mailbox', room: 9, settledUntil: 0 })).toEqual({ is: 'app', room: 4, settledUntil: day });
  });

  it('is nothing from what was sent under another room, nor from four at once', () => {
    const reading = { is: 'mailbox' as const, room: 32, settledUntil: 0 };
    for (const kind of ['went-well', 'too-many'] as const) {
      expect(learn(reading, { kind, room: 16 }, most, 0)).toBe(reading);
    }
    expect(badAt(noTraffic.reading)).toBe(noTraffic.reading);
    expect(wellAt({ is: 'app', room: 4, settledUntil: day })).toMatchObject({ is: 'app', room: 4 });
  });
});
