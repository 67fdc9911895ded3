import { foldAbove, foldSeats } from '../../storage/fold-seats.ts';
import { maxWrites } from '../../storage/limits.ts';
import { leaveOut } from '../../storage/rows/damaged-rows.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Services } from '../engine/services.ts';

/** Transactions one run writes. */
const mostFolds = 10;

/**
 * Folds the seats that were freed where nobody reads or assigns, so that whoever does finds few changes to count.
 * @returns whether something is left for another run
 */
export async function foldFreedSeats(
  { log }: Pick<Services, 'log'>,
  store: TenantStore,
): Promise<boolean> {
  let folds = 0;
  for (const seats of (await store.products((error) => leaveOut(error, log))).values()) {
    for (let left = seats.deltaKeys.length; left > foldAbove; left -= maxWrites - 1) {
      if (folds === mostFolds) return true;
      await foldSeats(store, seats);
      folds += 1;
    }
  }
  return false;
}
