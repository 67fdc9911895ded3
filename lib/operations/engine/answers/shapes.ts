import { z } from 'zod';
import { GroupId, OperationId, PlanId, SkuId, UserId } from '../../../licensing/ids.ts';
import { PrepaidUnits } from '../../../licensing/products/product.ts';
import { RuleSetId } from '../../../licensing/rule-set-id.ts';
import { Service } from '../../../licensing/products/service.ts';
import { Tenant } from '../../../licensing/tenant.ts';
import { Instant } from '../../../licensing/time.ts';
import { Assignment, DataState, Hold, MailboxType } from '../../../licensing/user.ts';
import { OperationSummary } from './operation-shapes.ts';
import { LicenseGroupAnswer } from './result.ts';

/** The shapes of what is read. A field that has no value is null, not absent. */
export const EntryAnswer = z.strictObject({
  service: Service,
  state: DataState,
  since: Instant,
  until: Instant.nullable(),
  eDiscoverySearchable: z.boolean(),
  isReadable: z.boolean(),
  itemCount: z.number().int().nullable(),
  sizeBytes: z.number().nullable(),
  operationId: OperationId.nullable(),
  ruleSet: RuleSetId,
});
export type EntryAnswer = z.infer<typeof EntryAnswer>;

/** Whether a license is in order. */
const licenseState = {
  state: Assignment.shape.state.describe('Error: it holds no seat and provides nothing.'),
  error: z.string().nullable().describe('What is wrong with one of the ways it is held.'),
};

export const LicenseAnswer = z.strictObject({
  skuId: SkuId,
  skuPartNumber: z.string(),
  displayName: z.string(),
  isDirect: z.boolean(),
  groups: z.array(LicenseGroupAnswer),
  disabledPlans: z.array(PlanId),
  ...licenseState,
});
export type LicenseAnswer = z.infer<typeof LicenseAnswer>;

export const UserAnswer = z.strictObject({
  id: UserId,
  userPrincipalName: z.string(),
  displayName: z.string(),
  state: z.enum(['active', 'deleted']),
  accountEnabled: z.boolean(),
  usageLocation: z.string().nullable(),
  isSynced: z.boolean(),
  mailboxType: MailboxType.nullable().describe(
    'What the mailbox is for, as the usage report says it; null: no report has said it.',
  ),
  deletedAt: Instant.nullable(),
  restorableUntil: Instant.nullable(),
  licenses: z.array(LicenseAnswer),
  data: z.array(EntryAnswer),
  officeApps: z.enum(['licensed', 'unlicensedProduct']),
  holds: z.array(Hold),
  delegates: z.array(UserId),
});
export type UserAnswer = z.infer<typeof UserAnswer>;

/** A hold, and whose data it keeps. */
export const HoldAnswer = z.strictObject({
  ...Hold.shape,
  userId: UserId,
  userPrincipalName: z.string(),
  displayName: z.string(),
  userState: z
    .enum(['active', 'deleted', 'gone'])
    .describe('gone: the restore period is over, and the hold keeps what is left.'),
});
export type HoldAnswer = z.infer<typeof HoldAnswer>;

/** Data that was deleted for good. */
export const PurgeAnswer = z.strictObject({
  service: Service,
  purgedAt: Instant,
  dueAt: Instant.describe('When its time was over.'),
  itemCount: z.number().int(),
  operationId: OperationId.nullable().describe('What began the time that ended with it.'),
  operation: OperationSummary.nullable().describe(
    'Null once the record of that operation was kept its time.',
  ),
  userId: UserId.nullable().describe(
    'Whose it was, as far as the record of the operation still names the person; the purge itself keeps no name.',
  ),
});
export type PurgeAnswer = z.infer<typeof PurgeAnswer>;

/** A license in a list: how it is held, and whether it is in order. */
export const LicenseRow = z.strictObject({
  skuId: SkuId,
  isDirect: z.boolean(),
  groupIds: z.array(GroupId),
  ...licenseState,
});
export type LicenseRow = z.infer<typeof LicenseRow>;

/** A user in a list: what a page shows of many, and no more. */
export const UserRow = z.strictObject({
  id: UserId,
  userPrincipalName: z.string(),
  displayName: z.string(),
  state: z.enum(['active', 'deleted']),
  accountEnabled: z.boolean(),
  isSynced: z.boolean(),
  isGuest: z.boolean(),
  deletedAt: Instant.nullable(),
  restorableUntil: Instant.nullable(),
  licenses: z.array(LicenseRow),
  isHeld: z.boolean().describe('Some of the data is held, on hold or an inactive mailbox.'),
  heldUntil: Instant.nullable().describe('When the first of it ends; null without an end.'),
  holdCount: z.number().int(),
});
export type UserRow = z.infer<typeof UserRow>;

/** A user who has a product, and in which ways. */
export const HolderRow = z.strictObject({
  ...UserRow.omit({ licenses: true }).shape,
  license: z.strictObject({
    ...LicenseRow.omit({ skuId: true, groupIds: true }).shape,
    groups: z.array(LicenseGroupAnswer),
  }),
});
export type HolderRow = z.infer<typeof HolderRow>;

export const RetentionAnswer = z.strictObject({
  ...EntryAnswer.shape,
  userId: UserId,
  userPrincipalName: z.string(),
  displayName: z.string(),
  holdKinds: z.array(Hold.shape.kind).describe('The kinds of holds on this person.'),
  operation: OperationSummary.nullable().describe(
    'What began it; null where nothing did, or once that record was kept its time.',
  ),
});
export type RetentionAnswer = z.infer<typeof RetentionAnswer>;

export const ProductAnswer = z.strictObject({
  skuId: SkuId,
  skuPartNumber: z.string(),
  displayName: z.string(),
  capabilityStatus: z.string(),
  appliesTo: z.enum(['User', 'Company']),
  seats: z.strictObject({
    ...PrepaidUnits.shape,
    consumed: z.number().int(),
    available: z.number().int(),
    reportedConsumed: z.number().int().nullable().describe('What the imported dump said.'),
  }),
  servicePlans: z.array(
    z.strictObject({
      servicePlanId: PlanId,
      servicePlanName: z.string(),
      displayName: z.string().nullable(),
      service: Service.nullable(),
    }),
  ),
});
export type ProductAnswer = z.infer<typeof ProductAnswer>;

/** A product in a list: its seats, without what it contains. */
export const ProductListRow = ProductAnswer.omit({ servicePlans: true });
export type ProductListRow = z.infer<typeof ProductListRow>;

export const ItemAnswer = z.strictObject({
  service: Service,
  itemId: z.string(),
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int(),
  createdAt: Instant,
  content: z.string().nullable().describe('Only when one item is read.'),
});
export type ItemAnswer = z.infer<typeof ItemAnswer>;

export const TenantAnswer = z.strictObject({ id: z.string(), ...Tenant.shape });
export type TenantAnswer = z.infer<typeof TenantAnswer>;

export const CalendarDay = z.strictObject({
  day: z.string().describe('A day in UTC, YYYY-MM-DD.'),
  users: z.number().int(),
  entries: z.number().int(),
  itemCount: z.number().int().nullable().describe('Of what was counted; null when nothing was.'),
  sizeBytes: z.number().nullable().describe('Of what was measured; null when nothing was.'),
  uncounted: z.number().int().describe('Entries of which one of the two is not known.'),
});
export type CalendarDay = z.infer<typeof CalendarDay>;

export const ImportAnswer = z.strictObject({
  accepted: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.array(
    z.strictObject({ index: z.number().int(), id: z.string().nullable(), reason: z.string() }),
  ),
  notes: z
    .array(z.strictObject({ index: z.number().int(), id: z.string().nullable(), note: z.string() }))
    .describe('What is to be known of entries that were taken in.'),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
