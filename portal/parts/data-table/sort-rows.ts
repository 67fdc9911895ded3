import type { Column, Sorting } from './table-types.ts';

/** The rows in the order that was asked for; without one, as they came. What has no value comes last. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
  language: string,
): readonly Row[] {
  const sortBy = columns.find(({ id }) => id === sorting?.column)?.sortBy;
  if (sortBy === undefined) return rows;
  const { compare } = new Intl.Collator(language, { numeric: true });
  const direction = sorting?.isDescending === true ? -1 : 1;
  return rows
    .map((row) => ({ row, key: sortBy(row) }))
    .toSorted(({ key: a }, { key: b }) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      const difference =
        typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
      return difference * direction;
    })
    .map(({ row }) => row);
}

/** As an address says it: the column, with a minus before it for the other direction. */
export function toSorting(text: string | null): Sorting | null {
  if (text === null || text === '') return null;
  return { column: text.replace(/^-/, ''), isDescending: text.startsWith('-') };
}

export function fromSorting({ column, isDescending }: Sorting): string {
  return isDescending ? `-${column}` : column;
}
