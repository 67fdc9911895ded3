import type { z } from 'zod';
import { SkuId } from '../../lib/licensing/ids.ts';
import type { ServicePlan } from '../../lib/licensing/products/product.ts';
import { Tenant } from '../../lib/licensing/tenant.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import type { User } from '../../lib/licensing/user.ts';
import { seatsOf } from '../../lib/licensing/products/providers.ts';
import { fromParts } from '../../lib/storage/long-text.ts';
import { ProductRow } from '../../lib/storage/rows/product-row.ts';
import type { Row } from '../../lib/storage/tables.ts';

type Properties = Row['properties'];

/** What the rows of one tenant said after the latest commit, read without the code under test. */
export class Shadow {
  readonly users = new Map<string, User>();
  /** Every user that ever had a row: what is not there any more has been removed. */
  readonly known = new Set<string>();
  readonly seats = new Map<SkuId, { base: number; readonly deltas: Map<string, number> }>();
  readonly holders = new Map<SkuId, number>();
  /** What each product contains now. */
  readonly plans = new Map<SkuId, readonly ServicePlan[]>();
  readonly retentions: { readonly days: number; readonly since: Instant }[] = [];
  /** Operation records and parts that are there. */
  readonly records = new Set<string>();
  /** All that ever were there: what is not there any more was kept its time. */
  readonly recordsEver = new Set<string>();
  /** Per product what all records together say was taken and freed, from the beginning on. */
  readonly recorded = new Map<SkuId, number>();

  consumed(skuId: SkuId): number {
    const seats = this.seats.get(skuId);
    if (seats === undefined) return 0;
    return [...seats.deltas.values()].reduce((sum, count) => sum + count, seats.base);
  }

  setUser(id: string, after: User | undefined): void {
    for (const skuId of seatsOf(this.users.get(id)?.assignments ?? [])) this.#hold(skuId, -1);
    for (const skuId of seatsOf(after?.assignments ?? [])) this.#hold(skuId, 1);
    this.known.add(id);
    if (after === undefined) this.users.delete(id);
    else this.users.set(id, after);
  }

  setSeats(key: string, properties: Properties | null): void {
    const [, sku, kind] = key.split('~');
    const skuId = SkuId.parse(sku);
    const seats = this.seats.get(skuId) ?? { base: 0, deltas: new Map<string, number>() };
    this.seats.set(skuId, seats);
    if (kind === undefined) {
      const row = properties === null ? null : documentOf(ProductRow, properties);
      seats.base = row?.consumed ?? 0;
      if (row === null) this.plans.delete(skuId);
      else this.plans.set(skuId, row.product.servicePlans);
    } else if (properties === null) seats.deltas.delete(key);
    else seats.deltas.set(key, Number(properties['count']));
  }

  setTenant(properties: Properties, at: Instant): void {
    const { oneDriveRetentionDays } = documentOf(Tenant, properties);
    this.retentions.push({ days: oneDriveRetentionDays, since: at });
  }

  /** From here on the records have to add up to what is consumed. */
  beginLedger(): void {
    for (const skuId of this.seats.keys()) this.recorded.set(skuId, this.consumed(skuId));
  }

  note(skuId: SkuId, count: number): void {
    this.recorded.set(skuId, (this.recorded.get(skuId) ?? 0) + count);
  }

  #hold(skuId: SkuId, change: number): void {
    this.holders.set(skuId, (this.holders.get(skuId) ?? 0) + change);
  }
}

/** The properties of a row never change: what several checks look at is read once. */
const read = new WeakMap<z.ZodType, WeakMap<Properties, unknown>>();

/** The document of a row. */
export function documentOf<Value>(schema: z.ZodType<Value>, properties: Properties): Value {
  const known = read.get(schema) ?? new WeakMap<Properties, unknown>();
  read.set(schema, known);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this schema has read
  const earlier = known.get(properties) as Value | undefined;
  if (earlier !== undefined) return earlier;
  const value = schema.parse(JSON.parse(fromParts('doc', properties)));
  known.set(properties, value);
  return value;
}
