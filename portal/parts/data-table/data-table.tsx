import { mergeClasses, Skeleton, SkeletonItem } from '@fluentui/react-components';
import type { Range } from '@tanstack/react-virtual';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode } from 'react';
import { useCallback, useMemo, useRef } from 'react';
import { useIsNarrow } from '../../app/use-is-narrow.ts';
import { useWords } from '../../app/words.tsx';
import { BodyRow } from './body-row.tsx';
import { HeaderRow } from './header-row.tsx';
import { sortRows } from './sort-rows.ts';
import { rowHeight, useTableStyles } from './table-styles.ts';
import type { Column, Sorting, Ticks } from './table-types.ts';
import { between, clear, tick } from './ticks.ts';
import { useGridKeys } from './use-grid-keys.ts';

export interface DataTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly isLoading: boolean;
  /** What is said when there is no row. */
  readonly empty: ReactNode;
  readonly ticks?: Ticks;
  readonly sorting?: Sorting | null;
  readonly onSort?: (sorting: Sorting) => void;
  readonly onOpen?: (id: string) => void;
}

/** A table of any number of rows, of which those in view are there. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, rows, idOf, nameOf, isLoading, empty } = props;
  const { ticks = null, sorting = null, onSort = null, onOpen = null } = props;
  const styles = useTableStyles();
  const { language } = useWords();
  const columns = useShownColumns(props.columns);
  const template = `${ticks === null ? '' : '44px '}${columns.map(({ width }) => width).join(' ')}`;
  const sorted = useMemo(
    () => sortRows(rows, columns, sorting, language),
    [rows, columns, sorting, language],
  );
  const ids = useMemo(() => sorted.map(idOf), [sorted, idOf]);
  const scroll = useRef<HTMLDivElement>(null);
  const active = useRef(0);
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: rowHeight,
    // The row that Tab leads to stays there, however far away it is.
    rangeExtractor: useCallback(
      (range: Range) =>
        [...new Set([...defaultRangeExtractor(range), active.current])].filter(
          (index) => index < range.count,
        ),
      [],
    ),
  });
  const keys = useGridKeys({
    ids,
    ticks,
    onOpen,
    rowsOnPage: Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 2),
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  });
  active.current = keys.active;
  const lastTicked = useRef<number | null>(null);
  const onTick = (index: number, isRange: boolean) => {
    if (ticks === null) return;
    const from = isRange ? (lastTicked.current ?? index) : index;
    lastTicked.current = index;
    const chosen = between(ids, from, index);
    const isClearing = !isRange && chosen.every((id) => ticks.ticked.has(id));
    ticks.onTick(isClearing ? clear(ticks.ticked, chosen) : tick(ticks.ticked, chosen, ticks.most));
  };
  return (
    <div ref={scroll} className={styles.scroll}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-busy={isLoading}
        {...(ticks !== null && { 'aria-multiselectable': true })}
      >
        <HeaderRow
          columns={columns}
          template={template}
          ids={ids}
          ticks={ticks}
          sorting={sorting}
          onSort={onSort}
        />
        <div
          role="rowgroup"
          className={styles.body}
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={keys.onKeyDown}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = sorted[index];
            const id = ids[index];
            if (row === undefined || id === undefined) return null;
            return (
              <BodyRow
                key={id}
                row={row}
                id={id}
                name={nameOf(row)}
                index={index}
                start={start}
                columns={columns}
                template={template}
                ticks={ticks}
                isActive={index === keys.active}
                takesFocus={keys.takesFocus}
                onActive={keys.setActive}
                onTick={onTick}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
      {isLoading && <SkeletonRows />}
      {!isLoading && sorted.length === 0 && (
        <div className={mergeClasses(styles.empty)}>{empty}</div>
      )}
    </div>
  );
}

function useShownColumns<Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] {
  const isNarrow = useIsNarrow();
  return useMemo(
    () => (isNarrow ? columns.filter(({ isEssential }) => isEssential === true) : columns),
    [columns, isNarrow],
  );
}

const skeletonRows = ['1', '2', '3', '4', '5', '6', '7', '8'];

function SkeletonRows(): ReactNode {
  const styles = useTableStyles();
  const { t } = useWords();
  return (
    <Skeleton aria-label={t.parts.loading}>
      {skeletonRows.map((row) => (
        <div key={row} className={styles.skeleton}>
          <SkeletonItem size={20} />
        </div>
      ))}
    </Skeleton>
  );
}
