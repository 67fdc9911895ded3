import { z } from 'zod';
import { GroupId, OperationId, PlanId, SkuId, UserId } from '../../licensing/ids.ts';
import { Service } from '../../licensing/products/service.ts';
import { Tenant } from '../../licensing/tenant.ts';
import { Assignment, Hold } from '../../licensing/user.ts';

const userIds = z.array(UserId).readonly();
const skuIds = z.array(SkuId).readonly();
const licenses = z
  .array(
    z.strictObject({
      skuId: SkuId,
      disabledPlans: z.array(PlanId).readonly(),
      assignedAt: Assignment.shape.assignedAt.optional(),
    }),
  )
  .readonly();
const profile = {
  usageLocation: z.string().nullable().optional(),
  displayName: z.string().optional(),
};

/** What a job does to each of its users. */
export const JobAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['unassignAll', 'restore', 'block', 'unblock']) }),
  z.strictObject({ kind: z.literal('assign'), licenses }),
  z.strictObject({ kind: z.literal('undo'), operationId: OperationId }),
]);
export type JobAction = z.infer<typeof JobAction>;

export const ImportKind = z.enum([
  'organization',
  'subscribedSkus',
  'groups',
  'users',
  'mailboxUsage',
  'oneDriveUsage',
  'servicePlans',
  'items',
]);
export type ImportKind = z.infer<typeof ImportKind>;

/** What Graph alone asks for; `action` tells it apart. */
const GraphOperation = z.discriminatedUnion('action', [
  z.strictObject({
    path: z.literal('graph'),
    action: z.literal('assignLicense'),
    userId: UserId,
    addLicenses: licenses,
    removeLicenses: skuIds,
  }),
  z.strictObject({
    path: z.literal('graph'),
    action: z.enum(['reprocessLicenseAssignment', 'revokeSignInSessions']),
    userId: UserId,
  }),
  z.strictObject({
    path: z.literal('graph'),
    action: z.literal('leaveGroup'),
    userId: UserId,
    groupId: GroupId,
  }),
  z.strictObject({
    path: z.literal('graph'),
    action: z.literal('update'),
    userId: UserId,
    ...profile,
  }),
]);

/**
 * What an operation asked for, told apart by its path. The record keeps it: whatever a crash left undone is finished from
 * it, and an Idempotency-Key that comes back with another one is refused.
 */
export const OperationRequest = z.discriminatedUnion('path', [
  z.strictObject({
    path: z.enum(['licensesPage', 'activeUser', 'activeUsers']),
    userIds,
    skuIds: z.union([z.literal('allDirect'), skuIds]),
  }),
  GraphOperation,
  z.strictObject({ path: z.enum(['deleteUser', 'directorySync']), userIds }),
  z.strictObject({ path: z.literal('permanentDelete'), userId: UserId }),
  z.strictObject({
    path: z.literal('restore'),
    userId: UserId,
    /** The new one, where it does not come back under its own. */
    userPrincipalName: z.string().optional(),
  }),
  z.strictObject({ path: z.literal('assign'), userId: UserId, licenses }),
  z.strictObject({ path: z.literal('undo'), operationId: OperationId }),
  z.strictObject({ path: z.enum(['block', 'unblock']), userId: UserId, ...profile }),
  z.strictObject({ path: z.literal('usageLocation'), userId: UserId, usageLocation: z.string() }),
  z.strictObject({
    path: z.literal('placeHold'),
    userId: UserId,
    hold: Hold.pick({ holdId: true, kind: true, note: true }),
  }),
  z.strictObject({ path: z.literal('liftHold'), userId: UserId, holdId: z.string() }),
  z.strictObject({
    path: z.enum(['addDelegate', 'removeDelegate']),
    userId: UserId,
    delegateId: UserId,
  }),
  z.strictObject({
    path: z.literal('deleteItem'),
    userId: UserId,
    service: Service,
    itemId: z.string(),
  }),
  z.strictObject({
    path: z.literal('seats'),
    skuId: SkuId,
    enabledUnits: z.number().int().nonnegative(),
  }),
  /** Those whose data moves by other plans of a product they hold. */
  z.strictObject({
    path: z.literal('plans'),
    skuId: SkuId,
    plansVersion: z.number().int().positive(),
    userIds,
  }),
  z.strictObject({
    path: z.literal('tenant'),
    settings: Tenant.partial().required({ displayName: true }),
  }),
  z.strictObject({
    path: z.literal('repair'),
    rows: z.array(z.strictObject({ userId: UserId, key: z.string() })).readonly(),
  }),
  z.strictObject({
    path: z.literal('job'),
    action: JobAction,
    users: z.number().int().positive(),
    /** SHA-256 of their ids in the order they were named. */
    contentHash: z.string(),
  }),
  z.strictObject({
    path: z.literal('import'),
    kind: ImportKind,
    entries: z.number().int().positive(),
    /** SHA-256 of the entries: the same part again is told from another one. */
    contentHash: z.string(),
  }),
]);
export type OperationRequest = z.infer<typeof OperationRequest>;

/** Which holders of a product are to be derived by which version of its plans. */
export type DeriveRequest = Extract<OperationRequest, { readonly path: 'plans' }>;

/** Requests that name one user. */
export type OneUserRequest = Extract<OperationRequest, { readonly userId: UserId }>;

/** The one user a request is about; null where it names none, or several. */
export function onlyUserOf(request: OperationRequest): UserId | null {
  if ('userId' in request) return request.userId;
  return 'userIds' in request && request.userIds.length === 1 ? (request.userIds[0] ?? null) : null;
}
