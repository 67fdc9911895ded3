import { setTimeout as delay } from 'node:timers/promises';
import type { SkuId, TenantId } from '../../licensing/ids.ts';

/** A turn ends by itself after this, in milliseconds: who hangs for longer decides by the rows alone, as the next one does. */
const longestTurnMs = 5000;
/** The longest a refused attempt waits before the next, in milliseconds. */
const longestPauseMs = 400;

/**
 * Who takes a seat replaces the row its product's seats are counted in, so of many at once one succeeds. Within a process
 * they go one after the other, and between processes who was refused waits a moment. Nothing is decided here: the row is.
 */
export class SeatTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /**
   * Waits until nobody of this process is about to take a seat of any of these products.
   * @returns to be called when the seats are taken
   */
  async take(tenantId: TenantId, skuIds: readonly SkuId[]): Promise<() => void> {
    const ended = Promise.withResolvers<void>();
    const before: Promise<unknown>[] = [];
    // All at once, so that no two wait for each other.
    for (const skuId of new Set(skuIds)) {
      const key = `${tenantId}~${skuId}`;
      before.push(this.#last.get(key) ?? Promise.resolve());
      const mine = Promise.all([this.#last.get(key), ended.promise]).finally(() => {
        if (this.#last.get(key) === mine) this.#last.delete(key);
      });
      this.#last.set(key, mine);
    }
    await Promise.all(before);
    const limit = setTimeout(ended.resolve, longestTurnMs).unref();
    return () => {
      clearTimeout(limit);
      ended.resolve();
    };
  }

  /** Lets others go first after an attempt was refused, the longer the more often it was. */
  async giveWay(refusals: number): Promise<void> {
    const most = Math.min(longestPauseMs, 5 * 2 ** refusals);
    await delay(Math.random() * most);
  }
}
