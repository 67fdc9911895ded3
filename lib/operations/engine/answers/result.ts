import { z } from 'zod';
import { GroupId, OperationId, SkuId, UserId } from '../../../licensing/ids.ts';
import { UnassignPath } from '../../../licensing/paths.ts';
import { Service } from '../../../licensing/products/service.ts';
import { Instant } from '../../../licensing/time.ts';
import { Assignment, DataState } from '../../../licensing/user.ts';
import { Way } from '../../../ways.ts';

/** The ways a change comes about: those that take licenses, and the others an audit shows. */
export const OperationPath = z.enum([
  ...UnassignPath.options,
  'assign',
  'restore',
  'permanentDelete',
  'undo',
  'block',
  'unblock',
  'usageLocation',
  'placeHold',
  'liftHold',
  'addDelegate',
  'removeDelegate',
  'deleteItem',
  'seats',
  'tenant',
  'import',
  'repair',
  'plans',
  'job',
]);
export type OperationPath = z.infer<typeof OperationPath>;

const GroupAnswer = z.strictObject({ id: GroupId, displayName: z.string() });

const LicenseState = Assignment.shape.state;

/** A group a license is inherited from, and whether it is in order by it. */
export const LicenseGroupAnswer = z.strictObject({
  ...GroupAnswer.shape,
  state: LicenseState.default('Active').describe(
    'Error: through this group the license holds no seat and provides nothing.',
  ),
  error: z.string().nullable().default(null).describe('What Graph says is wrong.'),
});
export type LicenseGroupAnswer = z.infer<typeof LicenseGroupAnswer>;

export const LicenseResult = z.strictObject({
  skuId: SkuId,
  skuPartNumber: z.string(),
  outcome: z.enum([
    'unassigned',
    'notAssigned',
    'inheritedFromGroup',
    'stillInherited',
    'assigned',
    'alreadyAssigned',
    'noSeatLeft',
  ]),
  groups: z.array(LicenseGroupAnswer).describe('The groups it is inherited from, also in error.'),
  state: LicenseState.nullable()
    .default(null)
    .describe(
      'Of what was taken, or else of what is held; null: nothing is, or no record says it.',
    ),
  error: z
    .string()
    .nullable()
    .default(null)
    .describe('Why what has the state Error holds no seat.'),
});
export type LicenseResult = z.infer<typeof LicenseResult>;

/** Why data stays although a license that provided it goes. */
export const StaysBecause = z.strictObject({
  reason: z.enum(['otherLicense', 'group', 'hold', 'userKept']),
  licenses: z
    .array(
      z.strictObject({ skuId: SkuId, skuPartNumber: z.string(), groups: z.array(GroupAnswer) }),
    )
    .describe('The licenses that still provide it.'),
});
export type StaysBecause = z.infer<typeof StaysBecause>;

export const DataResult = z.strictObject({
  service: Service,
  state: DataState,
  until: Instant.nullable().describe('When it is deleted for good; null when it has no end date.'),
  eDiscoverySearchable: z.boolean(),
  itemCount: z.number().int().nullable(),
  sizeBytes: z.number().nullable(),
  staysBecause: StaysBecause.nullable(),
});
export type DataResult = z.infer<typeof DataResult>;

export const UserResult = z.strictObject({
  userId: UserId,
  userPrincipalName: z.string().nullable(),
  status: z.enum(['changed', 'unchanged', 'failed']),
  licenses: z.array(LicenseResult),
  data: z.array(DataResult),
  officeApps: z.enum(['licensed', 'unlicensedProduct']).nullable(),
  error: z
    .strictObject({
      code: z.string(),
      message: z.string(),
      parameters: z.record(z.string(), z.unknown()).default({}),
      way: Way.nullable().default(null),
    })
    .nullable(),
});
export type UserResult = z.infer<typeof UserResult>;

export const SeatCount = z.strictObject({
  skuId: SkuId,
  skuPartNumber: z.string(),
  count: z.number().int().positive(),
});
export type SeatCount = z.infer<typeof SeatCount>;

export const NextStep = z.strictObject({
  kind: z.literal('reassignOrReduceSeats'),
  skuId: SkuId,
});

/** What an operation that changes users or their licenses says it did; each door answers it in its own words. */
export const OperationAnswer = z.strictObject({
  operationId: OperationId.nullable().describe('Null for a dry run: nothing was recorded.'),
  path: OperationPath,
  dryRun: z.boolean(),
  at: Instant,
  results: z.array(UserResult),
  freedSeats: z.array(SeatCount),
  nextSteps: z.array(NextStep),
});
export type OperationAnswer = z.infer<typeof OperationAnswer>;
