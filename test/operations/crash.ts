import type { Tables, Write } from '../../lib/storage/tables.ts';

/** The process is gone, in the middle of what it did. */
export class Crash extends Error {}

/** Stands between the operations and the tables and dies at the n-th transaction of operations. */
export function crashingAt(transaction: number): (tables: Tables) => Tables {
  let count = 0;
  return (tables) =>
    new Proxy(tables, {
      get(target, name) {
        if (name !== 'submit') {
          const member: unknown = Reflect.get(target, name);
          return typeof member === 'function' ? member.bind(target) : member;
        }
        return (table: 'licensing', partition: string, writes: readonly Write[]) => {
          if (table === 'licensing') count += 1;
          if (count === transaction) throw new Crash();
          return target.submit(table, partition, writes);
        };
      },
    });
}
