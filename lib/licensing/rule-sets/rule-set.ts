import type { RuleSetId } from '../rule-set-id.ts';
import type { Service } from '../products/service.ts';

/** What becomes of a kept user's data when the last license that provides it goes. */
type AfterLastLicense =
  | { readonly kind: 'held'; readonly days: number }
  | { readonly kind: 'kept'; readonly archivedAfterDays: number | null };

/** The dates Microsoft's documentation promises, as of one moment in its history. */
export interface RuleSet {
  readonly id: RuleSetId;
  readonly sources: readonly string[];
  readonly afterLastLicense: Readonly<Record<Service, AfterLastLicense>>;
  /** Days a deleted user can be restored and its data, but OneDrive, is held. */
  readonly deletedUserDays: number;
  /** Days data gets after its last hold is lifted (Exchange's delay hold). */
  readonly delayHoldDays: number;
}
