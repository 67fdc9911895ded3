import { z } from 'zod';
import { OperationId, SkuId, UserId } from './licensing/ids.ts';
import { UnassignPath } from './licensing/paths.ts';
import { Instant } from './licensing/time.ts';

/**
 * The ways out of a refusal, as data: each door says them in its own routes, so that nobody is sent where the door does
 * not lead. Results that are recorded keep them too.
 */
export const Way = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('restoreUser'), userId: UserId, until: Instant }),
  z.strictObject({ kind: z.literal('restoreDeletedUsers'), operationId: OperationId }),
  z.strictObject({ kind: z.literal('undoByJob'), operationId: OperationId }),
  z.strictObject({ kind: z.literal('deleteUser'), userId: UserId }),
  z.strictObject({ kind: z.literal('deleteOnPremises'), userId: UserId }),
  z.strictObject({
    kind: z.literal('freeUserName'),
    userId: UserId,
    /** Who is to come back; absent in earlier records. */
    deleted: UserId.optional(),
  }),
  z.strictObject({ kind: z.literal('setUsageLocation'), userId: UserId }),
  z.strictObject({ kind: z.literal('assignLicense'), userId: UserId }),
  z.strictObject({ kind: z.literal('unassignLicense'), userId: UserId }),
  z.strictObject({ kind: z.literal('unassignProduct'), skuId: SkuId, seats: z.number().int() }),
  z.strictObject({ kind: z.literal('raiseSeats'), skuIds: z.array(SkuId) }),
  z.strictObject({ kind: z.literal('listProducts') }),
  z.strictObject({ kind: z.literal('listPlans'), skuId: SkuId }),
  z.strictObject({ kind: z.literal('takeOtherPath'), instead: UnassignPath }),
  z.strictObject({ kind: z.literal('liftHold'), userId: UserId, holdIds: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('removeDelegate'), userId: UserId }),
  z.strictObject({ kind: z.literal('revokeCalendarLink') }),
  z.strictObject({ kind: z.literal('makeCalendarLink') }),
  z.strictObject({ kind: z.literal('setUpTenant') }),
  z.strictObject({ kind: z.literal('readDescription') }),
  z.strictObject({ kind: z.literal('restoreRow'), key: z.string() }),
]);
export type Way = z.infer<typeof Way>;
