import { z } from 'zod';
import { GroupId, OperationId, PlanId, SkuId, UserId } from './ids.ts';
import { PlansVersion } from './products/plans-version.ts';
import { RuleSetId } from './rule-set-id.ts';
import { Service } from './products/service.ts';
import { Instant } from './time.ts';

/** One way a user holds a product: directly (`groupId` null) or inherited from a group. */
export const Assignment = z.strictObject({
  skuId: SkuId,
  groupId: GroupId.nullable(),
  disabledPlans: z.array(PlanId),
  /** Graph's words. An assignment in `Error` holds no seat and provides nothing. */
  state: z.enum(['Active', 'ActiveWithError', 'Disabled', 'Error']),
  error: z.string().nullable(),
  assignedAt: Instant.nullable(),
});
export type Assignment = z.infer<typeof Assignment>;

export const DataState = z.enum([
  'provided',
  'kept',
  'held',
  'onHold',
  'inactiveMailbox',
  'purging',
  'purged',
]);
export type DataState = z.infer<typeof DataState>;

/** How much there is: from the usage reports, or from the vault once a portal has put items there. Null: not known. */
export const Usage = z.strictObject({
  itemCount: z.number().int().nonnegative().nullable(),
  sizeBytes: z.number().nonnegative().nullable(),
  countedBy: z.enum(['report', 'vault']),
  /** The day a report says it was made of, YYYY-MM-DD. */
  reportedOn: z.string().nullable().default(null),
});
export type Usage = z.infer<typeof Usage>;

/** The data of one service of one user. */
export const ServiceData = z.strictObject({
  /** Which vault rows are this data. A purge ends a generation; what comes after is another one. */
  generation: z.number().int().positive(),
  state: DataState,
  since: Instant,
  /** Readable while now < until, purgeable when now >= until. Null: no end date. */
  until: Instant.nullable(),
  /** From when it can no longer be read though it is kept; null: always readable. */
  archivedFrom: Instant.nullable(),
  operationId: OperationId.nullable(),
  ruleSet: RuleSetId,
  usage: Usage.nullable(),
});
export type ServiceData = z.infer<typeof ServiceData>;

export const HoldKind = z.enum(['litigation', 'eDiscovery', 'retentionPolicy']);
export const Hold = z.strictObject({
  holdId: z.string(),
  kind: HoldKind,
  note: z.string().nullable(),
  placedAt: Instant,
  placedBy: z.string(),
});
export type Hold = z.infer<typeof Hold>;

/** What a mailbox is for, as the mailbox usage report's Recipient Type says it. */
export const MailboxType = z.enum(['user', 'shared', 'room', 'equipment', 'other']);
export type MailboxType = z.infer<typeof MailboxType>;

/** A generation whose deletion can't be stopped any more (`purging`), or that is looked at once more (`recheck`). */
export const Claim = z.strictObject({
  service: Service,
  generation: z.number().int().positive(),
  phase: z.enum(['purging', 'recheck']),
  /** When it is worked on next. */
  due: Instant,
  claimedAt: Instant,
  operationId: OperationId.nullable(),
  /** Vault rows there were before the first of them was deleted; null until they are counted. */
  itemCount: z.number().int().nonnegative().nullable().default(null),
});
export type Claim = z.infer<typeof Claim>;

/** What a delete took, for an exact restore. */
export const Deletion = z.strictObject({
  at: Instant,
  path: z.enum(['deleteUser', 'directorySync']),
  operationId: OperationId,
  restorableUntil: Instant,
  assignments: z.array(Assignment),
});
export type Deletion = z.infer<typeof Deletion>;

export const User = z.strictObject({
  id: UserId,
  userPrincipalName: z.string(),
  displayName: z.string(),
  mail: z.string().nullable(),
  accountEnabled: z.boolean(),
  usageLocation: z.string().nullable(),
  userType: z.enum(['Member', 'Guest']),
  isSynced: z.boolean(),
  createdAt: Instant.nullable(),
  /** Null: no report has said it. */
  mailboxType: MailboxType.nullable().default(null),
  /** Whether the mailbox has an archive; null: no report has said it. */
  hasArchive: z.boolean().nullable().default(null),
  /** JSON of what a dump says of the person beside all this; no rule looks at it. */
  profile: z.string().nullable().default(null),
  assignments: z.array(Assignment),
  data: z.partialRecord(Service, ServiceData),
  holds: z.array(Hold),
  /** When the last hold was lifted: nothing that is held ends within 30 days of it. */
  holdsLiftedAt: Instant.nullable(),
  /** User ids that may read this user's held data. */
  delegates: z.array(UserId),
  deletion: Deletion.nullable(),
  /** True from the end of the restore period on: only data that is held longer is left. */
  isGone: z.boolean(),
  claims: z.array(Claim),
  /** The plans of the products held, as they were when `data` was last derived from them. */
  plansVersions: z.array(PlansVersion).default([]),
});
export type User = z.infer<typeof User>;

/** Whether somebody keeps this user's data from being deleted. */
export function isUnderHold({ holds }: Pick<User, 'holds'>): boolean {
  return holds.length > 0;
}

/** Microsoft's largest documented tenants assign a few dozen; the limit keeps one user inside one transaction. */
export const maxProductsPerUser = 40;
