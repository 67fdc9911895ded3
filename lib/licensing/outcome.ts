import type { GroupWay } from './held-license.ts';
import { heldLicense } from './held-license.ts';
import type { SkuId } from './ids.ts';
import type { Assignment } from './user.ts';

/** What became of one product of one user. */
export interface LicenseOutcome {
  readonly skuId: SkuId;
  readonly outcome: 'unassigned' | 'notAssigned' | 'inheritedFromGroup' | 'stillInherited';
  /** The groups it is inherited from, those in `Error` too. */
  readonly groups: readonly GroupWay[];
  /** Of what was taken, or else of what is held; null where nothing is. */
  readonly state: Assignment['state'] | null;
  readonly error: string | null;
}

/** What one decision took from a user, exactly, for undo. */
export interface TakenLicense extends Pick<
  Assignment,
  'skuId' | 'disabledPlans' | 'assignedAt' | 'error'
> {
  /** Null: it was in order. */
  readonly state: Assignment['state'] | null;
}

/** How a product is held, as an outcome says it. */
export function heldNow(
  assignments: readonly Assignment[],
  skuId: SkuId,
): Pick<LicenseOutcome, 'groups' | 'state' | 'error'> {
  const held = heldLicense(assignments, skuId);
  return { groups: held?.groups ?? [], state: held?.state ?? null, error: held?.error ?? null };
}
