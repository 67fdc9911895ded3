import { z } from 'zod';
import { rights, rolesWith } from '../http/rights.ts';
import type { Principal } from '../http/verify-token.ts';
import type { Tenant } from '../licensing/tenant.ts';
import { Instant } from '../licensing/time.ts';
import { TenantAnswer } from '../operations/engine/answers/shapes.ts';
import { CallerAnswer, callerAnswer } from '../operations/engine/answers/operation-shapes.ts';
import { RequestLimits, requestLimits } from './request-limits.ts';

/** What a page asks first: who is signed in, what they may and who may the rest, and where they are. */
export const MeAnswer = z.strictObject({
  caller: CallerAnswer,
  rights: z.array(z.enum(rights)).describe('What the caller may.'),
  holdersOf: z
    .record(z.enum(rights), z.array(z.string()))
    .describe('The roles that have a right, by its name.'),
  tenant: TenantAnswer.nullable().describe('Null for a tenant that is not set up.'),
  limits: RequestLimits,
  now: Instant.describe('By the clock that ends and purges go by.'),
});
export type MeAnswer = z.infer<typeof MeAnswer>;

/** What a caller is told of itself. */
export function meAnswer(principal: Principal, tenant: Tenant | null, now: Instant): MeAnswer {
  const { caller, tenantId } = principal;
  return {
    caller: callerAnswer(caller),
    rights: rights.filter((right) => principal.rights.has(right)),
    holdersOf: holders,
    tenant: tenant && { id: tenantId, ...tenant },
    limits: requestLimits,
    now,
  };
}

const holders: MeAnswer['holdersOf'] = {
  unassign: [...rolesWith('unassign')],
  delete: [...rolesWith('delete')],
  block: [...rolesWith('block')],
  seats: [...rolesWith('seats')],
  holds: [...rolesWith('holds')],
  tenant: [...rolesWith('tenant')],
  read: [...rolesWith('read')],
};
