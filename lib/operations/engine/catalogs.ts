import type { GroupId, SkuId, TenantId } from '../../licensing/ids.ts';
import type { Product, Products } from '../../licensing/products/product.ts';
import type { Tenant } from '../../licensing/tenant.ts';
import type { Instant } from '../../licensing/time.ts';
import { msBetween } from '../../licensing/time.ts';
import { UnseatError } from '../../errors.ts';
import type { Tables } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';

/** What of a tenant changes rarely: its settings, what its products contain, the names of its groups. */
export interface Catalog {
  readonly tenant: Tenant;
  readonly products: Products;
  readonly groups: ReadonlyMap<GroupId, string>;
}

const freshForMs = 5 * 60 * 1000;
const mostTenants = 500;

/** Catalogs, kept per instance for up to 5 minutes. Seats are never decided from here. */
export class Catalogs {
  readonly #tables: Tables;
  readonly #kept = new Map<TenantId, { readonly catalog: Catalog; readonly readAt: Instant }>();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /**
   * The catalog of a tenant.
   * @param needed products the caller is going to name: when one is not in a kept catalog, it is read again
   * @throws UnseatError notFound when the tenant is not set up
   */
  async of(tenantId: TenantId, now: Instant, needed: readonly SkuId[] = []): Promise<Catalog> {
    const kept = this.#kept.get(tenantId);
    const age = kept === undefined ? Infinity : Math.abs(msBetween(kept.readAt, now));
    if (
      kept !== undefined &&
      age < freshForMs &&
      needed.every((id) => kept.catalog.products.has(id))
    ) {
      return kept.catalog;
    }
    const catalog = await this.#read(tenantId);
    if (this.#kept.size >= mostTenants) this.#kept.clear();
    this.#kept.set(tenantId, { catalog, readAt: now });
    return catalog;
  }

  /** Forgets what is kept of a tenant, after a change this instance made. */
  forget(tenantId: TenantId): void {
    this.#kept.delete(tenantId);
  }

  async #read(tenantId: TenantId): Promise<Catalog> {
    const store = new TenantStore(this.#tables, tenantId);
    const [tenant, products, groups] = await Promise.all([
      store.tenant(),
      store.products(),
      store.groups(),
    ]);
    if (tenant === null) {
      throw new UnseatError(
        'notFound',
        'This tenant is not set up. Set it up with PUT /api/tenant, then load it with POST /api/tenant/import.',
      );
    }
    const byId = new Map<SkuId, Product>();
    for (const [skuId, { row }] of products) byId.set(skuId, row.product);
    return { tenant: tenant.value, products: byId, groups };
  }
}
