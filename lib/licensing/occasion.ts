import type { OperationId } from './ids.ts';
import type { Products } from './products/product.ts';
import type { Instant } from './time.ts';
import type { Tenant } from './tenant.ts';

/** All a decision may look at beside the user: when, by which operation, under which settings. */
export interface Occasion {
  /** The one reading of the clock of this invocation. */
  readonly now: Instant;
  /** Never later than the storage service's clock: what is due is decided by this one, so nothing is due early. */
  readonly dueBy: Instant;
  readonly operationId: OperationId | null;
  readonly products: Products;
  readonly tenant: Tenant;
}
