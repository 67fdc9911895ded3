import type { Scheduler } from 'fast-check';
import type { Tables } from '../../lib/storage/tables.ts';

/** Lets a scheduler say which of the waiting storage calls is carried out next. */
export function scheduledTables(tables: Tables, scheduler: () => Scheduler | null): Tables {
  const wait = async (label: string): Promise<void> => {
    const current = scheduler();
    if (current !== null) await current.schedule(Promise.resolve(), label);
  };
  return {
    get: (...call) => wait('get').then(() => tables.get(...call)),
    page: (...call) => wait('page').then(() => tables.page(...call)),
    pageBelow: (...call) => wait('pageBelow').then(() => tables.pageBelow(...call)),
    submit: (...call) => wait('submit').then(() => tables.submit(...call)),
    remove: (...call) => wait('remove').then(() => tables.remove(...call)),
    lastSeenClock: () => tables.lastSeenClock(),
  };
}
