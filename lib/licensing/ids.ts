import { z } from 'zod';

/** Graph's lists hold upper-case GUIDs and GUIDs that end in a non-breaking space: both are the same id. */
const guid = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.guid('is not a GUID: expected 8-4-4-4-12 hexadecimal digits'));

export const TenantId = guid.brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;

export const UserId = guid.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

export const SkuId = guid.brand<'SkuId'>();
export type SkuId = z.infer<typeof SkuId>;

export const PlanId = guid.brand<'PlanId'>();
export type PlanId = z.infer<typeof PlanId>;

export const GroupId = guid.brand<'GroupId'>();
export type GroupId = z.infer<typeof GroupId>;

/** Hosts and clients take `.` and `..` out of a path before they route: an id called so would name something else. */
export function isAddressable(id: string): boolean {
  return id !== '.' && id !== '..';
}

/** Why an id is not addressable. */
export const notAddressable = "can't be '.' or '..': an address leads elsewhere with it";

/** 32 hexadecimal digits: random, or the hash of an `Idempotency-Key` with its tenant, caller and route. */
export const OperationId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'is not an operation id: expected 32 hexadecimal digits')
  .brand<'OperationId'>();
export type OperationId = z.infer<typeof OperationId>;
