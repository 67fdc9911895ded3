import type { TableName, Tables, Write } from '../../lib/storage/tables.ts';

/** Tables before whose transactions something else happens when it is told so. */
export class Meeting {
  before: (table: TableName, writes: readonly Write[]) => Promise<unknown> = () =>
    Promise.resolve();

  readonly decorate = (tables: Tables): Tables => ({
    get: (...call) => tables.get(...call),
    page: (...call) => tables.page(...call),
    pageBelow: (...call) => tables.pageBelow(...call),
    submit: async (table, partition, writes) => {
      await this.before(table, writes);
      await tables.submit(table, partition, writes);
    },
    remove: (...call) => tables.remove(...call),
    lastSeenClock: () => tables.lastSeenClock(),
  });
}
