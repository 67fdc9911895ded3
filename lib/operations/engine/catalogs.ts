import type { GroupId, SkuId, TenantId } from '../../licensing/ids.ts';
import { isDueThoughLicensed } from '../../licensing/due.ts';
import { areAsNewAs } from '../../licensing/products/plans-version.ts';
import type { Product, Products } from '../../licensing/products/product.ts';
import { hasUnknownProduct } from '../../licensing/products/providers.ts';
import type { Tenant } from '../../licensing/tenant.ts';
import type { Instant } from '../../licensing/time.ts';
import { msBetween } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import type { UnseatError } from '../../errors.ts';
import { tenantNotSetUp as noTenant } from '../../refusals/service.ts';
import { DamagedRowError } from '../../storage/rows/document.ts';
import { productKey } from '../../storage/rows/product-row.ts';
import type { Tables } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';

/** What of a tenant changes rarely: its settings, what its products contain, the names of its groups. */
export interface Catalog {
  readonly tenant: Tenant;
  readonly products: Products;
  readonly groups: ReadonlyMap<GroupId, string>;
  /** Rows of products and groups that are damaged, by key: what needs one is refused, all else goes on. */
  readonly damaged: ReadonlyMap<string, DamagedRowError>;
}

const freshForMs = 5 * 60 * 1000;
const mostTenants = 500;

/** Catalogs, kept per instance for up to 5 minutes. Seats are never decided from here. */
export class Catalogs {
  readonly #tables: Tables;
  /** Moves when something is forgotten: what was read before then may be old already. */
  #forgotten = 0;
  readonly #kept = new Map<TenantId, { readonly catalog: Catalog; readonly readAt: Instant }>();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /**
   * The catalog of a tenant.
   * @param needed products the caller is going to name: when one is not in a kept catalog, it is read again
   * @throws UnseatError notFound when the tenant is not set up
   * @throws DamagedRowError when the row of a needed product is damaged
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
    const catalog = await this.#renew(tenantId, now);
    refuseDamaged(catalog, needed);
    return catalog;
  }

  /**
   * The catalog to decide on users with: a kept one may not know a product they hold, or an older version of its plans than
   * a user was derived by or than the product read beside it has; and where a clock has run out nothing is decided on what
   * was kept.
   * @param read users and products as they stand in the rows the decision is going to be committed against
   * @throws DamagedRowError when the row of a product is damaged that one of the users holds, or held when deleted
   */
  async current(
    { tenantId, now }: { readonly tenantId: TenantId; readonly now: Instant },
    catalog: Catalog,
    read: { readonly users: readonly User[]; readonly products: readonly Product[] },
    dueBy: Instant,
  ): Promise<Catalog> {
    const isCurrent =
      read.users.every(
        (user) =>
          !hasUnknownProduct(user.assignments, catalog.products) &&
          areAsNewAs(catalog.products, user) &&
          !isDueThoughLicensed(user, dueBy) &&
          productsOf(user).every((skuId) => !catalog.damaged.has(productKey(skuId))),
      ) &&
      read.products.every(
        ({ skuId, plansVersion }) => catalog.products.get(skuId)?.plansVersion === plansVersion,
      );
    if (isCurrent) return catalog;
    const { products, damaged } = await this.#renew(tenantId, now);
    refuseDamaged({ damaged }, read.users.flatMap(productsOf));
    return { ...catalog, products, damaged };
  }

  /** Forgets what is kept of a tenant, after a change this instance made. */
  forget(tenantId: TenantId): void {
    this.#forgotten += 1;
    this.#kept.delete(tenantId);
  }

  async #renew(tenantId: TenantId, now: Instant): Promise<Catalog> {
    const forgotten = this.#forgotten;
    const catalog = await this.#read(tenantId);
    if (forgotten !== this.#forgotten) return catalog;
    if (this.#kept.size >= mostTenants) this.#kept.clear();
    this.#kept.set(tenantId, { catalog, readAt: now });
    return catalog;
  }

  async #read(tenantId: TenantId): Promise<Catalog> {
    const store = new TenantStore(this.#tables, tenantId);
    const damaged = new Map<string, DamagedRowError>();
    const leaveOut = (error: unknown): void => {
      if (!(error instanceof DamagedRowError)) throw error;
      damaged.set(error.key, error);
    };
    const [tenant, products, groups] = await Promise.all([
      store.tenant(),
      store.productsOnly(leaveOut),
      store.groups(leaveOut),
    ]);
    if (tenant === null) throw tenantNotSetUp();
    return { tenant: tenant.value, products, groups, damaged };
  }
}

/** 404: nobody has set up the tenant of the token. */
export function tenantNotSetUp(): UnseatError {
  const way = { kind: 'setUpTenant' } as const;
  return noTenant({}, { way });
}

/**
 * The products of a tenant as they are now, not as they are kept, to decide on a user with.
 * @throws DamagedRowError when the row of a product is damaged that the user holds
 */
export function readProducts(store: TenantStore, user: User): Promise<Products> {
  const held = new Set(productsOf(user).map(productKey));
  return store.productsOnly((error) => {
    if (!(error instanceof DamagedRowError) || held.has(error.key)) throw error;
  });
}

/** What a damaged row says is unknown, never none. @throws DamagedRowError */
function refuseDamaged({ damaged }: Pick<Catalog, 'damaged'>, needed: readonly SkuId[]): void {
  for (const skuId of needed) {
    const error = damaged.get(productKey(skuId));
    if (error !== undefined) throw error;
  }
}

/** The products a user holds, or held when it was deleted. */
function productsOf({ assignments, deletion }: User): readonly SkuId[] {
  return [...assignments, ...(deletion?.assignments ?? [])].map(({ skuId }) => skuId);
}
