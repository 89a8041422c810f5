import { makeStyles, mergeClasses, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { usePageStyles } from './styles.ts';

/** Pixels kept free below a row that the keyboard has moved to, for what sticks to the window there. */
const below = 80;
/** Rows that Page Up and Page Down pass. */
const leap = 10;

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    top: '0',
    left: '0',
    width: '100%',
    boxSizing: 'border-box',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
    ':hover': { border: `1px solid ${tokens.colorNeutralStroke1Hover}` },
  },
  frame: { position: 'relative' },
});

/** What a row is drawn with. */
export interface RowPlace {
  /** Of everything in the row that can be focused: only the current row is stopped at on the way through the page. */
  readonly tabIndex: 0 | -1;
}

/** What every row of a table is drawn by; the same functions as long as nothing but the window moves. */
interface Drawing<Row> {
  readonly labelOf: (row: Row) => string;
  readonly classOf: (row: Row) => string;
  /** The row's cells. */
  readonly draw: (row: Row, place: RowPlace) => ReactNode;
}

/**
 * A table of any length that scrolls with the page; only the rows near the window are drawn. One row at a time is in the
 * order of focus; arrows, Home, End and Page Up and Down move between rows.
 */
export function VirtualRows<Row>(
  props: Drawing<Row> & {
    readonly label: string;
    /** Names of the columns, heard and not seen. */
    readonly columns: readonly string[];
    readonly rows: readonly Row[];
    readonly keyOf: (row: Row) => string;
    /** Pixels of a row as long as it has not been measured. */
    readonly height: number;
    /** How many rows there are in all, where more follow than have been fetched. */
    readonly total?: number;
    /** The last rows come into sight. */
    readonly onEnd?: () => void;
    /** A key pressed on a row that does not move between rows. */
    readonly onKey?: (event: KeyboardEvent, row: Row) => void;
  },
) {
  const {
    label,
    columns,
    rows,
    keyOf,
    labelOf,
    height,
    classOf,
    draw,
    total = props.rows.length,
    onEnd,
    onKey,
  } = props;
  const styles = useStyles();
  const page = usePageStyles();
  const frame = useRef<HTMLDivElement>(null);
  const isMoving = useRef(false);
  const [current, setCurrent] = useState<string | null>(null);
  const at = Math.max(
    0,
    rows.findIndex((row) => keyOf(row) === current),
  );
  const top = useTopOf(frame);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: 6,
    gap: 8,
    scrollMargin: top,
    scrollPaddingStart: 8,
    scrollPaddingEnd: below,
    // Whoever scrolls on keeps their place among the rows.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(at < rows.length ? [at] : [])])].toSorted((a, b) => a - b),
  });

  const isNearEnd = (virtual.range?.endIndex ?? 0) + leap >= rows.length;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd]);

  useLayoutEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    frame.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({ preventScroll: true });
  }, [at, current]);

  const moveTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined || keyOf(row) === current) return;
    isMoving.current = true;
    setCurrent(keyOf(row));
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };
  const rowOf = (target: EventTarget) => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    const index = Number(element?.dataset['index']);
    const row = rows[index];
    return element && row !== undefined ? { element, index, row } : null;
  };
  const onRowKey = (event: KeyboardEvent) => {
    const found = rowOf(event.target);
    // What stands in the row, or opens out of it, has keys of its own.
    if (!found || event.target !== found.element || event.ctrlKey || event.metaKey || event.altKey) return;
    const { index, row } = found;
    const moves: Partial<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: index + leap,
      PageUp: index - leap,
    };
    const target = moves[event.key];
    if (target === undefined) return onKey?.(event, row);
    event.preventDefault();
    moveTo(target);
  };

  return (
    <div role="grid" aria-label={label} aria-rowcount={total + 1} aria-colcount={columns.length}>
      <div role="row" aria-rowindex={1} className={page.heard}>
        {columns.map((column) => (
          <span key={column} role="columnheader">
            {column}
          </span>
        ))}
      </div>
      <div
        ref={frame}
        role="rowgroup"
        className={styles.frame}
        style={{ height: virtual.getTotalSize() }}
        onFocus={({ target }) => {
          const found = rowOf(target);
          if (found) setCurrent(keyOf(found.row));
        }}
        onKeyDown={onRowKey}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <OneRow
                key={key}
                row={row}
                index={index}
                isCurrent={index === at}
                top={start - top}
                measure={virtual.measureElement}
                labelOf={labelOf}
                classOf={classOf}
                draw={draw}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

interface OneRowProps<Row> extends Drawing<Row> {
  readonly row: Row;
  readonly index: number;
  readonly isCurrent: boolean;
  /** Pixels below the first row. */
  readonly top: number;
  readonly measure: (element: Element | null) => void;
}

/** Drawn again only when something of it is another: on the way through a long table only new rows are. */
const OneRow = memo(function OneRow(props: OneRowProps<unknown>) {
  const { row, index, isCurrent, top, measure, labelOf, classOf, draw } = props;
  const styles = useStyles();
  // Where the focus goes back to when what was opened from a row is closed.
  const restore = useRestoreFocusTarget();
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <div
      ref={measure}
      {...restore}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-label={labelOf(row)}
      tabIndex={tabIndex}
      className={mergeClasses(styles.row, classOf(row))}
      style={{ transform: `translateY(${top}px)` }}
    >
      {draw(row, { tabIndex })}
    </div>
  );
}) as <Row>(props: OneRowProps<Row>) => ReactNode;

/** Pixels from the top of the page to an element, kept right while what stands above it grows and shrinks. */
function useTopOf(element: { readonly current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setTop(Math.round((element.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
