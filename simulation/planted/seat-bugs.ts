import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes in counting seats. */
export const seatBugs: readonly PlantedBug[] = [
  bug(
    'seats are taken without the condition on their base',
    'lib/operations/engine/seat-ledger.ts',
    'return productWrite({ ...seats.row, consumed: seats.row.consumed + count }, seats.etag);',
    "return { ...productWrite({ ...seats.row, consumed: seats.row.consumed + count }, null), kind: 'put' };",
  ),
  bug(
    'deltas are folded without the condition on their base',
    'lib/storage/fold-seats.ts',
    'productWrite({ ...base.value, consumed }, base.etag),',
    "{ ...productWrite({ ...base.value, consumed }, null), kind: 'put' },",
  ),
  bug(
    'a license that is still inherited frees its seat',
    'lib/storage/rows/user-row.ts',
    'const has = seatsOf(after.assignments);',
    'const has = seatsOf(after.assignments.filter(({ groupId }) => groupId === null));',
  ),
  bug(
    'an empty page of seats is a product that is not there',
    'lib/storage/tenant-store.ts',
    'const page = await this.#firstPage(range);\n    const rest',
    'const page = await this.page(range);\n    const rest',
  ),
  bug(
    'a delta is in the way of a later operation under the same key',
    'lib/storage/rows/seat-row.ts',
    '~${padPart(by.part)}~${compact(by.at)}`',
    '~${padPart(by.part)}${compact(by.at).slice(99)}`',
  ),
  bug(
    'seats are set from half a page',
    'lib/operations/licenses/set-seats.ts',
    'const seats = await readSnapshot(store, skuId);',
    'const seats = await store.seats(skuId);',
  ),
  bug(
    'seats of a page that goes on count as all of them',
    'lib/storage/tenant-store.ts',
    'const rest = page.continuation === null ? [] : await this.all(range, page);',
    'const rest: readonly Row[] = [];',
  ),
  bug(
    'deltas that were folded between two pages are missed',
    'lib/operations/engine/seat-ledger.ts',
    'if (seats.isSnapshot && isFolded) return seats;',
    'if (isFolded) return seats;',
  ),
  bug(
    'seats freed of a product that is not there count for the one before it',
    'lib/storage/tenant-store.ts',
    'if (base === null || current === undefined || !isSeatDelta(row, base)) continue;',
    'if (base === null || current === undefined) continue;',
  ),
];
