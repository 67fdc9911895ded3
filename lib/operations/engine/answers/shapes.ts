import { z } from 'zod';
import { OperationId, PlanId, SkuId, UserId } from '../../../licensing/ids.ts';
import { PrepaidUnits } from '../../../licensing/products/product.ts';
import { RuleSetId } from '../../../licensing/rule-set-id.ts';
import { Service } from '../../../licensing/products/service.ts';
import { Tenant } from '../../../licensing/tenant.ts';
import { Instant } from '../../../licensing/time.ts';
import { DataState, Hold, MailboxType } from '../../../licensing/user.ts';
import { OperationRequest } from '../../../storage/rows/operation-request.ts';
import { Caller, MessageState } from '../../../storage/rows/operation-row.ts';
import { Progress } from './progress.ts';
import { GroupAnswer, OperationPath, SeatCount } from './result.ts';

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

export const LicenseAnswer = z.strictObject({
  skuId: SkuId,
  skuPartNumber: z.string(),
  displayName: z.string(),
  isDirect: z.boolean(),
  groups: z.array(GroupAnswer),
  disabledPlans: z.array(PlanId),
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
  operation: z
    .strictObject({ path: OperationPath, at: Instant, by: Caller })
    .nullable()
    .describe('Null once the record of that operation was kept its time.'),
  userId: UserId.nullable().describe(
    'Whose it was, as far as the record of the operation still names the person; the purge itself keeps no name.',
  ),
});
export type PurgeAnswer = z.infer<typeof PurgeAnswer>;

export const RetentionAnswer = z.strictObject({
  ...EntryAnswer.shape,
  userId: UserId,
  userPrincipalName: z.string(),
  displayName: z.string(),
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

export const CallerAnswer = z.strictObject({
  ...Caller.shape,
  name: z.string().nullable().describe('As the token said it, which an app’s does not.'),
});
export type CallerAnswer = z.infer<typeof CallerAnswer>;

/** Who did something, as it is answered. */
export function callerAnswer({ id, kind, name }: Caller): CallerAnswer {
  return { id, kind, name: name ?? null };
}

export const OperationDetails = z.strictObject({
  operationId: OperationId,
  path: OperationPath,
  at: Instant,
  by: CallerAnswer,
  request: OperationRequest,
  ...Progress.shape,
  results: z.array(z.unknown()).describe('Of the targets that are done.'),
  freedSeats: z.array(SeatCount),
  message: MessageState,
  undoneBy: OperationId.nullable(),
});
export type OperationDetails = z.infer<typeof OperationDetails>;

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
