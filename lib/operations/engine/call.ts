import type { TenantId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { Caller } from '../../storage/rows/operation-row.ts';

/** Who asks what under which conditions: the same for every operation. */
export interface Call {
  readonly tenantId: TenantId;
  readonly caller: Caller;
  /** The one reading of the clock of this invocation. */
  readonly now: Instant;
  /** Method and path of the request, part of its identity. */
  readonly route: string;
  readonly idempotencyKey: string | null;
  readonly isDryRun: boolean;
}
