import { Button, Checkbox, mergeClasses } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useWords } from '../../app/words.tsx';
import { useTableStyles } from './table-styles.ts';
import type { Column, Sorting, Ticks } from './table-types.ts';
import { clear, tick } from './ticks.ts';

interface HeaderRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly template: string;
  readonly ids: readonly string[];
  readonly ticks: Ticks | null;
  readonly sorting: Sorting | null;
  readonly onSort: ((sorting: Sorting) => void) | null;
}

/** The names of the columns, which sort, and the box that ticks all rows shown. */
export function HeaderRow<Row>(props: HeaderRowProps<Row>): ReactNode {
  const styles = useTableStyles();
  const { columns, template, ticks, ids, sorting, onSort } = props;
  return (
    <div role="rowgroup" className={styles.header}>
      <div
        role="row"
        aria-rowindex={1}
        className={styles.cells}
        style={{ gridTemplateColumns: template }}
      >
        {ticks !== null && (
          <div role="columnheader" className={styles.tickCell}>
            <TickAll ticks={ticks} ids={ids} />
          </div>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sorting={sorting} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

function TickAll({ ticks, ids }: { readonly ticks: Ticks; readonly ids: readonly string[] }) {
  const { t } = useWords();
  const { ticked, onTick, most, shape } = ticks;
  const count = ids.filter((id) => ticked.has(id)).length;
  const isAll = count > 0 && count === Math.min(ids.length, most ?? ids.length);
  return (
    <Checkbox
      shape={shape}
      aria-label={t.table.tickAll}
      checked={isAll ? true : count > 0 ? 'mixed' : false}
      onChange={() => onTick(isAll ? clear(ticked, ids) : tick(ticked, ids, most))}
    />
  );
}

function HeaderCell<Row>({
  column: { id, header, sortBy },
  sorting,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | null;
  readonly onSort: ((sorting: Sorting) => void) | null;
}): ReactNode {
  const styles = useTableStyles();
  const isSorted = sorting?.column === id;
  const isDescending = isSorted && sorting.isDescending;
  const direction = isSorted ? (isDescending ? 'descending' : 'ascending') : 'none';
  if (sortBy === undefined || onSort === null) {
    return (
      <div role="columnheader" className={mergeClasses(styles.cell, styles.headerText)}>
        {header}
      </div>
    );
  }
  return (
    <div role="columnheader" aria-sort={direction} className={styles.cell}>
      <Button
        appearance="transparent"
        className={styles.headerButton}
        iconPosition="after"
        icon={isSorted ? isDescending ? <ArrowDownRegular /> : <ArrowUpRegular /> : null}
        onClick={() => onSort({ column: id, isDescending: isSorted && !isDescending })}
      >
        {header}
      </Button>
    </div>
  );
}
