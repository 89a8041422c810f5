import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';

interface Drag {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Pixels that the pointer has gone down. */
  readonly down: number;
  /** Heights of the items, with the gap below them. */
  readonly heights: readonly number[];
}

/** Pixels from the edge of the window within which the page moves along. */
const edge = 56;

/**
 * Lets the items of a list be dragged by a handle, with mouse, pen or finger. The others make room as they are passed; letting
 * go moves the item, Escape leaves all as it was. (By keyboard items are moved by their buttons.)
 */
export function useDrag(ids: readonly string[], move: (id: string, to: number) => void) {
  const items = useRef(new Map<string, HTMLElement>());
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const begin = (id: string, event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0 || stop.current) return;
    event.preventDefault();
    const boxes = ids.map((one) => items.current.get(one)?.getBoundingClientRect());
    const heights = boxes.map((box, index) => {
      const next = boxes[index + 1];
      return box ? (next ? next.top - box.top : box.height + 8) : 0;
    });
    const from = ids.indexOf(id);
    const handle = event.currentTarget;
    const startedAt = event.clientY + window.scrollY;
    let last: Drag = { id, from, to: from, down: 0, heights };
    setDrag(last);
    handle.setPointerCapture(event.pointerId);
    const onMove = (moved: PointerEvent) => {
      if (moved.clientY < edge) window.scrollBy(0, -8);
      else if (moved.clientY > window.innerHeight - edge) window.scrollBy(0, 8);
      const down = moved.clientY + window.scrollY - startedAt;
      last = { ...last, down, to: placeAt(from, down, heights) };
      setDrag(last);
    };
    const end = (isDropped: boolean) => {
      stop.current = null;
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('pointerup', drop);
      handle.removeEventListener('pointercancel', leave);
      window.removeEventListener('keydown', onKey);
      setDrag(null);
      if (isDropped && last.to !== from) move(id, last.to);
    };
    const drop = () => end(true);
    const leave = () => end(false);
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') leave();
    };
    stop.current = leave;
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('pointerup', drop);
    handle.addEventListener('pointercancel', leave);
    window.addEventListener('keydown', onKey);
  };

  return {
    /** The item that is being dragged. */
    dragged: drag?.id ?? null,
    begin,
    /** Where an item stands on the page, to be measured. */
    place: (id: string) => (element: HTMLElement | null) => {
      if (element) items.current.set(id, element);
      else items.current.delete(id);
    },
    /** How many pixels an item stands lower than its place. */
    shift: (id: string): number => {
      if (!drag) return 0;
      const index = ids.indexOf(id);
      if (id === drag.id) return drag.down;
      const own = drag.heights[drag.from] ?? 0;
      if (index > drag.from && index <= drag.to) return -own;
      return index < drag.from && index >= drag.to ? own : 0;
    },
  };
}

/** The place that an item comes to which has been moved down by so many pixels (up where below 0): past the middle of others. */
export function placeAt(from: number, down: number, heights: readonly number[]): number {
  let to = from;
  let passed = 0;
  if (down > 0) {
    for (; to < heights.length - 1; to += 1) {
      const next = heights[to + 1] ?? 0;
      if (down < passed + next / 2) break;
      passed += next;
    }
    return to;
  }
  for (; to > 0; to -= 1) {
    const before = heights[to - 1] ?? 0;
    if (-down < passed + before / 2) break;
    passed += before;
  }
  return to;
}
