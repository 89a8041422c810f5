import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { managersAbove } from '../../../bot/mentoring/people/reporting-lines.ts';

/** Everybody's manager by number, loops and people who are not there included. */
const anyLines = fc
  .array(fc.option(fc.nat(12)), { minLength: 1, maxLength: 10 })
  .map((managers) => new Map(managers.map((manager, id) => [`p${id}`, manager === null ? null : `p${manager}`])));

describe('the managers above somebody', () => {
  it('are everybody up to the head, nearest first', () => {
    const lines = new Map([
      ['head', null],
      ['a', 'head'],
      ['b', 'a'],
      ['c', 'b'],
      ['beside', 'head'],
    ]);
    expect([...managersAbove(lines, 'c')]).toEqual(['b', 'a', 'head']);
    expect([...managersAbove(lines, 'head')]).toEqual([]);
    expect([...managersAbove(lines, 'nobody')]).toEqual([]);
  });

  it('are those that following managers reaches, without oneself, even where the data runs in a loop', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        for (const id of lines.keys()) {
          const reached: string[] = [];
          // Nobody new comes after as many steps as there are people, and one more who is not there.
          let at: string | null = id;
          for (let step = 0; step <= lines.size && at !== null; step += 1) {
            at = lines.get(at) ?? null;
            if (at === id) break;
            if (at !== null) reached.push(at);
          }
          expect([...managersAbove(lines, id)]).toEqual([...new Set(reached)]);
        }
      }),
    );
  });

  it('are found along a line of many thousands', () => {
    const length = 50_000;
    const lines = new Map(Array.from({ length }, (_, id) => [`p${id}`, id === 0 ? null : `p${id - 1}`]));
    expect(managersAbove(lines, `p${length - 1}`).size).toBe(length - 1);
  });
});
