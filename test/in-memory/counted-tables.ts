import type { Tables } from '../../lib/storage/tables.ts';

/** What the tables were asked for. */
export interface Reads {
  /** Requests to the storage: a point read or a page each. */
  calls: number;
  /** Rows that came back. */
  rows: number;
}

/** Tables that count what is read of them. */
export class CountedTables {
  reads: Reads = { calls: 0, rows: 0 };

  /** Between the operations and the tables. */
  readonly decorate = (tables: Tables): Tables => ({
    get: async (...of) => {
      const row = await tables.get(...of);
      this.#count(row === null ? 0 : 1);
      return row;
    },
    page: async (...of) => {
      const page = await tables.page(...of);
      this.#count(page.rows.length);
      return page;
    },
    pageBelow: (...of) => tables.pageBelow(...of),
    submit: (...of) => tables.submit(...of),
    remove: (...of) => tables.remove(...of),
    lastSeenClock: () => tables.lastSeenClock(),
  });

  /** What was read since the last time it was asked. */
  take(): Reads {
    const taken = this.reads;
    this.reads = { calls: 0, rows: 0 };
    return taken;
  }

  #count(rows: number): void {
    this.reads.calls += 1;
    this.reads.rows += rows;
  }
}
