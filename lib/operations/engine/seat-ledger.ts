import { changesTooFast } from '../../refusals/service.ts';
import type { SkuId } from '../../licensing/ids.ts';
import type { Product } from '../../licensing/products/product.ts';
import { availableSeats } from '../../licensing/products/product.ts';
import { foldAbove, foldSeats } from '../../storage/fold-seats.ts';
import { productWrite } from '../../storage/rows/product-row.ts';
import type { SeatChanger } from '../../storage/rows/seat-row.ts';
import { seatDeltaWrite } from '../../storage/rows/seat-row.ts';
import type { Write } from '../../storage/tables.ts';
import type { Seats, TenantStore } from '../../storage/tenant-store.ts';

/** How many seats of a product are taken; fewer than none: freed. */
export type SeatChanges = ReadonlyMap<SkuId, number>;

/** The seats one transaction looks at and changes. */
export class SeatLedger {
  readonly #read: ReadonlyMap<SkuId, Seats>;
  readonly #unwritten: SeatChanges;
  readonly #available = new Map<SkuId, number>();
  readonly #changes = new Map<SkuId, number>();
  readonly #taken = new Set<SkuId>();

  private constructor(read: ReadonlyMap<SkuId, Seats>, unwritten: SeatChanges) {
    this.#read = read;
    this.#unwritten = unwritten;
    for (const [skuId, { row, consumed }] of read) {
      const count = consumed + (unwritten.get(skuId) ?? 0);
      this.#available.set(skuId, availableSeats(row.product.prepaid, count));
    }
  }

  /**
   * Reads the seats of the products somebody may take a seat of; taking needs a snapshot, freeing needs nothing.
   * @param unwritten what the parts before have changed of them, in a dry run that writes none
   */
  static async read(
    store: TenantStore,
    skuIds: Iterable<SkuId>,
    unwritten: SeatChanges = new Map(),
  ): Promise<SeatLedger> {
    const read = new Map<SkuId, Seats>();
    for (const skuId of new Set(skuIds)) {
      const seats = await readSnapshot(store, skuId);
      if (seats !== null) read.set(skuId, seats);
    }
    return new SeatLedger(read, unwritten);
  }

  /** The same seats with nothing noted yet. */
  again(): SeatLedger {
    return new SeatLedger(this.#read, this.#unwritten);
  }

  get available(): ReadonlyMap<SkuId, number> {
    return this.#available;
  }

  /** Whether the seats of a product were read. */
  has(skuId: SkuId): boolean {
    return this.#read.has(skuId);
  }

  /** The products as they stand beside the seats. */
  get products(): readonly Product[] {
    return [...this.#read.values()].map(({ row }) => row.product);
  }

  /** How many rows `writes` writes at the most. */
  get mostWrites(): number {
    return this.#changes.size;
  }

  /** Notes what a user's change does to the seats. */
  apply(changes: SeatChanges): void {
    for (const [skuId, count] of changes) {
      this.#changes.set(skuId, (this.#changes.get(skuId) ?? 0) + count);
      if (count > 0) this.#taken.add(skuId);
      const available = this.#available.get(skuId);
      if (available !== undefined) this.#available.set(skuId, available - count);
    }
  }

  /** The sum of all changes, without those that came to nothing. */
  changes(): readonly { readonly skuId: SkuId; readonly count: number }[] {
    return [...this.#changes]
      .filter(([, count]) => count !== 0)
      .map(([skuId, count]) => ({ skuId, count }));
  }

  /**
   * Freed seats are inserted as a delta and disturb nobody. Taken seats replace the base the snapshot was read from, so
   * that no two takers see the same free seat, and that a new holder comes before or after a change of the product's
   * plans: also where as many seats are freed beside.
   */
  writes(by: SeatChanger): readonly Write[] {
    const changed = [...this.#changes].filter(
      ([skuId, count]) => count !== 0 || this.#taken.has(skuId),
    );
    return changed.map(([skuId, count]) => {
      const seats = this.#read.get(skuId);
      if (seats === undefined) {
        if (this.#taken.has(skuId)) {
          throw new RangeError(`seats of ${skuId} are taken without a snapshot`);
        }
        return seatDeltaWrite(skuId, count, by);
      }
      return productWrite({ ...seats.row, consumed: seats.row.consumed + count }, seats.etag);
    });
  }
}

const mostReads = 20;
/** What one reader folds at the most; deltas that are left count as well as those that are folded. */
const mostFolds = 3;

/**
 * A product's seats as they all were at one moment; null when the tenant has no such product.
 * @throws UnseatError serviceUnavailable when others change them too fast
 */
export async function readSnapshot(store: TenantStore, skuId: SkuId): Promise<Seats | null> {
  for (let reads = 0; reads < mostReads; reads += 1) {
    const seats = await store.seats(skuId);
    if (seats === null) return null;
    const isFolded = seats.deltaKeys.length <= foldAbove || reads >= mostFolds;
    if (seats.isSnapshot && isFolded) return seats;
    if (!isFolded) await foldSeats(store, seats);
  }
  throw changesTooFast({ what: `the seats of product '${skuId}'` });
}
