import { describe, expect, it } from '@jest/globals';
import { rememberTokens } from '../../../../bot/microsoft/entra/remembered-tokens.ts';
import type { TabTokenCheck } from '../../../../bot/microsoft/entra/tab-tokens.ts';

const minute = 60_000;
const good = (endsAt: number): TabTokenCheck => ({
  ok: true,
  tenantId: 'tenant',
  entraObjectId: 'somebody',
  name: 'Somebody',
  roles: [],
  endsAt,
});

/** What is found of tokens, how often it was looked for, and a clock. */
function rig(found: (token: string) => TabTokenCheck | Promise<TabTokenCheck>) {
  const rigged = { now: 0, looked: [] as string[] };
  const tokens = rememberTokens(
    {
      verify: async (token) => {
        rigged.looked.push(token);
        return found(token);
      },
    },
    () => rigged.now,
  );
  return { rigged, tokens };
}

describe('a token that was found good', () => {
  it('is looked at once in a minute, however often and at once it is shown', async () => {
    const { rigged, tokens } = rig(() => good(10 * minute));
    const both = await Promise.all([tokens.verify('a'), tokens.verify('a')]);
    rigged.now = minute - 1;
    expect([...both, await tokens.verify('a')]).toEqual([1, 2, 3].map(() => good(10 * minute)));
    expect(rigged.looked).toEqual(['a']);
    rigged.now = minute;
    await tokens.verify('a');
    expect(rigged.looked).toEqual(['a', 'a']);
  });

  it('is looked at again as soon as its own time is over', async () => {
    const { rigged, tokens } = rig(() => good(minute / 2));
    await tokens.verify('a');
    rigged.now = minute / 2;
    await tokens.verify('a');
    expect(rigged.looked).toEqual(['a', 'a']);
  });

  it('stands for no other one', async () => {
    const { tokens } = rig((token) => (token === 'a' ? good(minute) : { ok: false, reason: 'forged' }));
    await tokens.verify('a');
    expect(await tokens.verify('b')).toEqual({ ok: false, reason: 'forged' });
  });
});

describe('a token that was refused, or could not be looked at', () => {
  it('is looked at each time', async () => {
    let answer: () => TabTokenCheck = () => ({ ok: false, reason: 'too early' });
    const { rigged, tokens } = rig(() => answer());
    await tokens.verify('a');
    answer = () => {
      throw new Error('no keys');
    };
    await expect(tokens.verify('a')).rejects.toThrow('no keys');
    answer = () => good(minute);
    expect(await tokens.verify('a')).toEqual(good(minute));
    expect(rigged.looked).toHaveLength(3);
  });
});

it('remembers ten thousand, and lets the oldest go', async () => {
  const { rigged, tokens } = rig(() => good(minute));
  for (let count = 0; count <= 10_000; count += 1) await tokens.verify(`${count}`);
  await tokens.verify('1');
  expect(rigged.looked).toHaveLength(10_001);
  await tokens.verify('0');
  expect(rigged.looked).toHaveLength(10_002);
});
