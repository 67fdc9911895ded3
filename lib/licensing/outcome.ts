import type { GroupId, SkuId } from './ids.ts';
import type { Assignment } from './user.ts';

/** What became of one product of one user. */
export interface LicenseOutcome {
  readonly skuId: SkuId;
  readonly outcome: 'unassigned' | 'notAssigned' | 'inheritedFromGroup' | 'stillInherited';
  /** The groups it is still inherited from. */
  readonly groupIds: readonly GroupId[];
}

/** What one decision took from a user, exactly, for undo. */
export type TakenLicense = Pick<Assignment, 'skuId' | 'disabledPlans' | 'assignedAt'>;
