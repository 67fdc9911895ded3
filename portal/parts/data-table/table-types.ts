import type { ReactNode } from 'react';

/** A column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** As CSS says how wide a column of a grid is. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  /** What it is sorted by; a column without it can't be sorted by. Null sorts last. */
  readonly sortBy?: (row: Row) => string | number | null;
  /** Shown in a narrow window too. */
  readonly isEssential?: boolean;
}

/** Which rows are ticked, and how many may be. */
export interface Ticks {
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
  readonly shape: 'circular' | 'square';
  /** How many at once; further ones stay clear. */
  readonly most?: number;
  /** The id of the text that says why no more can be ticked. */
  readonly whyNoMore?: string;
}

export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}
