import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AgendaItem } from '../../bot/http/contract/agenda.ts';
import { applyEdit, type AgendaEdit } from '../../tab/api/agenda.ts';
import { inOrderOf } from '../../tab/pages/agenda/held-order.ts';
import { placeAt } from '../../tab/pages/agenda/use-drag.ts';
import { momentOf } from '../../tab/pages/side-panel/moment.ts';
import { item, myMeeting } from './samples.ts';

const items = fc
  .uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 8 })
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) =>
        fc
          .constantFrom<AgendaItem['state']>('suggested', 'taken-in', 'reached', 'carried-over')
          .map((state): AgendaItem => item(`Point ${number}`, { id: `item ${number}`, state })),
      ),
    ),
  );
const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);

describe('an edit that is on its way', () => {
  it('shows over whatever the server has by now, and leaves everything else as it is', () => {
    const edits: fc.Arbitrary<AgendaEdit> = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), text: fc.string({ minLength: 1 }) }),
      fc.record({
        kind: fc.constant('move' as const),
        itemId: fc.integer({ min: 1, max: 30 }).map((number) => `item ${number}`),
        position: fc.nat(8),
      }),
      fc.record({
        kind: fc.constant('remove' as const),
        itemId: fc.integer({ min: 1, max: 30 }).map((number) => `item ${number}`),
        version: fc.constant(1),
      }),
    );
    fc.assert(
      fc.property(items, edits, (agenda, edit) => {
        const before = myMeeting({ agenda: [...agenda] });
        const after = applyEdit(before, edit).agenda;
        const touched = 'itemId' in edit ? edit.itemId : null;
        const others = (all: readonly AgendaItem[]) =>
          all.filter(({ id }) => id !== touched && !id.startsWith('pending'));
        expect(others(after)).toEqual(others(before.agenda));
        if (edit.kind === 'add') expect(after.at(-1)).toMatchObject({ text: edit.text, mine: true });
        if (edit.kind === 'remove') expect(ids(after)).not.toContain(touched);
        if (edit.kind === 'move' && ids(agenda).includes(edit.itemId)) {
          expect(after[Math.min(edit.position, agenda.length - 1)]?.id).toBe(edit.itemId);
        }
      }),
    );
  });

  it('of words that somebody else has changed meanwhile does not hide theirs', () => {
    const theirs = item('As they see it', { version: 2 });
    const meeting = myMeeting({ agenda: [theirs] });
    const mine = { kind: 'change', itemId: theirs.id, text: 'As I see it' } as const;
    expect(applyEdit(meeting, { ...mine, version: 1 })).toEqual(meeting);
    expect(applyEdit(meeting, { ...mine, version: 2 }).agenda).toMatchObject([{ text: 'As I see it', version: 3 }]);
  });
});

describe('the order before somebody who writes', () => {
  it('stays: what is gone leaves, what is new comes behind', () => {
    fc.assert(
      fc.property(items, fc.array(fc.integer({ min: 1, max: 30 })), (now, before) => {
        const seen = [...new Set(before.map((number) => `item ${number}`))];
        const order = ids(inOrderOf(now, seen));
        expect(order.toSorted()).toEqual(ids(now).toSorted());
        const known = order.filter((id) => seen.includes(id));
        expect(order.slice(0, known.length)).toEqual(known);
        expect(known).toEqual(seen.filter((id) => known.includes(id)));
      }),
    );
  });
});

describe('an item that is dragged', () => {
  it('comes to where its pointer is: past an item once past its middle', () => {
    const heights = [40, 100, 40, 60];
    expect([0, 49, 50, 119, 120, 169, 170, 999].map((down) => placeAt(0, down, heights))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3,
    ]);
    expect([0, -49, -50, -119, -120, -999].map((down) => placeAt(2, down, heights))).toEqual([2, 2, 1, 1, 0, 0]);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
        fc.nat(),
        fc.integer(),
        (all, at, down) => {
          const from = at % all.length;
          const to = placeAt(from, down % 4_000, all);
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(all.length);
          // Never against the pointer.
          expect((to - from) * (down % 4_000)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('a moment of a meeting', () => {
  const start = Date.parse('2026-12-08T10:00:00Z');
  const at = (minutes: number) => start + minutes * 60_000;
  const of = (agenda: readonly AgendaItem[], minutes: number) =>
    momentOf(myMeeting({ agenda: [...agenda] }), at(minutes));
  const open = [item('One'), item('Two'), item('Three', { state: 'suggested' })];

  it('is on the first that was not reached, whoever says what was', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: -60, max: 90 }), (agenda, minutes) => {
        const { current, next, reached, items: count, word } = of(agenda, minutes);
        const left = agenda.filter(({ state }) => state === 'taken-in');
        expect([current, next]).toEqual([left[0] ?? null, left[1] ?? null]);
        expect(count - reached).toBe(left.length);
        if (minutes < 0) expect(word).toBeNull();
      }),
    );
  });

  it('has a quiet word after ten minutes on one item, and in the last five', () => {
    expect([0, 9, 10, 39, 40, 50].map((minutes) => of(open, minutes).word)).toEqual([
      null,
      null,
      'question',
      'question',
      'heard',
      'heard',
    ]);
    const reached = item('Zero', { state: 'reached', reachedAt: '2026-12-08T10:12:00Z' });
    expect([21, 22].map((minutes) => of([reached, ...open], minutes).word)).toEqual([null, 'question']);
    expect(of([reached], 13).word).toBe('heard');
    expect(of([], 13).word).toBeNull();
    expect(of([reached, item('Minus', { state: 'reached', reachedAt: '2026-12-08T10:14:00Z' })], 20).before?.text).toBe(
      'Minus',
    );
  });
});
