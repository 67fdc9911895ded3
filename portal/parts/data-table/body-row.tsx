import { Checkbox, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { useWords } from '../../app/words.tsx';
import { useTableStyles } from './table-styles.ts';
import type { Column, Ticks } from './table-types.ts';

interface BodyRowProps<Row> {
  readonly row: Row;
  readonly name: string;
  readonly id: string;
  readonly index: number;
  /** Pixels from the top of the body. */
  readonly start: number;
  readonly columns: readonly Column<Row>[];
  readonly template: string;
  readonly ticks: Ticks | null;
  readonly isActive: boolean;
  readonly takesFocus: (index: number) => boolean;
  readonly onActive: (index: number) => void;
  readonly onTick: (index: number, isRange: boolean) => void;
  readonly onOpen: ((id: string) => void) | null;
}

/** One row. Its box is ticked by a click or the space bar, the rest of it opens. */
export function BodyRow<Row>(props: BodyRowProps<Row>): ReactNode {
  const { row, id, index, start, columns, template, ticks, isActive, onActive, onOpen } = props;
  const styles = useTableStyles();
  const element = useRef<HTMLDivElement>(null);
  const isTicked = ticks?.ticked.has(id) ?? false;
  const { takesFocus } = props;
  useLayoutEffect(() => {
    if (takesFocus(index)) element.current?.focus();
  });
  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={index + 2}
      {...(ticks !== null && { 'aria-selected': isTicked })}
      tabIndex={isActive ? 0 : -1}
      className={mergeClasses(
        styles.cells,
        styles.row,
        onOpen !== null && styles.opens,
        isTicked && styles.ticked,
      )}
      style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
      onFocus={() => onActive(index)}
      onClick={() => onOpen?.(id)}
    >
      {ticks !== null && <TickCell {...props} ticks={ticks} isTicked={isTicked} />}
      {columns.map((column, place) => (
        <div key={column.id} role={place === 0 ? 'rowheader' : 'gridcell'} className={styles.cell}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

interface TickCellProps {
  readonly name: string;
  readonly index: number;
  readonly ticks: Ticks;
  readonly isTicked: boolean;
  readonly onTick: (index: number, isRange: boolean) => void;
}

function TickCell({ name, index, ticks, isTicked, onTick }: TickCellProps): ReactNode {
  const styles = useTableStyles();
  const { t } = useWords();
  const { most, whyNoMore, ticked, shape } = ticks;
  const isRefused = !isTicked && most !== undefined && ticked.size >= most;
  return (
    <div role="gridcell" className={styles.tickCell} onClick={(event) => event.stopPropagation()}>
      <Checkbox
        shape={shape}
        checked={isTicked}
        tabIndex={-1}
        aria-label={t.table.tick(name)}
        {...(isRefused && { 'aria-describedby': whyNoMore })}
        onChange={({ nativeEvent }) => {
          onTick(index, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey);
        }}
      />
    </div>
  );
}
