import { z } from 'zod';
import { OperationId, PlanId, SkuId, UserId } from '../../licensing/ids.ts';
import { maxUsersOfJob } from '../../licensing/paths.ts';
import { maxProductsPerUser } from '../../licensing/user.ts';
import type { JobRequest } from '../../operations/jobs/accept-job.ts';
import { uniqueList } from '../inputs.ts';

/** Licenses to give, each product once. */
export const LicensesInput = z
  .array(z.strictObject({ skuId: SkuId, disabledPlans: z.array(PlanId).max(500).default([]) }))
  .min(1, 'names no product')
  .max(maxProductsPerUser)
  .refine(
    (licenses) => new Set(licenses.map(({ skuId }) => skuId)).size === licenses.length,
    'names a product twice',
  );

const userIds = uniqueList(UserId, maxUsersOfJob, 'user ids');

/** What a job is asked to do, and to whom. */
export const JobInput = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ action: z.enum(['unassignAll', 'restore', 'block', 'unblock']), userIds }),
    z.strictObject({ action: z.literal('assign'), userIds, licenses: LicensesInput }),
    z.strictObject({
      action: z
        .literal('undo')
        .describe('Gives back all an operation took, a job of any size too.'),
      operationId: OperationId,
    }),
  ],
  { error: 'is unassignAll, assign, restore, block, unblock or undo' },
);
type JobInput = z.infer<typeof JobInput>;

export function jobRequest(input: JobInput): JobRequest {
  switch (input.action) {
    case 'assign': {
      const { userIds: ids, licenses } = input;
      return { action: { kind: 'assign', licenses }, userIds: ids };
    }
    case 'undo':
      return { action: { kind: 'undo', operationId: input.operationId }, userIds: [] };
    default:
      return { action: { kind: input.action }, userIds: input.userIds };
  }
}
