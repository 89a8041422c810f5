import { useState } from 'react';

interface Named {
  readonly id: string;
}

/** Items in the order in which they were seen, as far as they are still there; new ones behind them. */
export function inOrderOf<T extends Named>(items: readonly T[], seen: readonly string[]): readonly T[] {
  const there = new Map(items.map((item) => [item.id, item]));
  const known = seen.flatMap((id) => there.get(id) ?? []);
  return [...known, ...items.filter(({ id }) => !seen.includes(id))];
}

/** Items in their order; while somebody is in one of them, in the one that they have before them, so that nothing jumps away. */
export function useHeldOrder<T extends Named>(items: readonly T[], isHeld: boolean): readonly T[] {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const order = isHeld ? inOrderOf(items, seen) : items;
  const ids = order.map(({ id }) => id);
  if (ids.join() !== seen.join()) setSeen(ids);
  return order;
}
