import { z } from 'zod';
import { SkuId, TenantId } from '../licensing/ids.ts';

/** A mark old enough to go: its partition, and the version that was seen. */
const OldMark = z.strictObject({ day: z.string(), etag: z.string() });
export type OldMark = z.infer<typeof OldMark>;

const DueTenant = z.strictObject({
  tenantId: TenantId,
  /** They go when nothing else is found in the tenant. */
  marks: z.array(OldMark),
});
export type DueTenant = z.infer<typeof DueTenant>;

/** A step of a sweep: each does little and sends the rest on, so that no tenant waits behind another. */
export const SweepMessage = z.discriminatedUnion('kind', [
  /** Where the walk over the marks goes on. */
  z.strictObject({ v: z.literal(1), kind: z.literal('marks'), continuation: z.string() }),
  /** Tenants that are to be told one by one. */
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('tenants'),
    tenants: z.array(DueTenant).min(1),
  }),
  /** One tenant, or from which wake-up on its sweep goes on. */
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('tenant'),
    ...DueTenant.shape,
    from: z.string().nullable(),
  }),
  /** The chain of a tenant's audit goes on. */
  z.strictObject({ v: z.literal(1), kind: z.literal('fold'), tenantId: TenantId }),
  /** The folding of a tenant's freed seats goes on. */
  z.strictObject({ v: z.literal(1), kind: z.literal('seats'), tenantId: TenantId }),
  /** From which holder on the holders of a product with other plans are derived anew. */
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('derive'),
    tenantId: TenantId,
    skuId: SkuId,
    version: z.number().int().positive(),
    from: z.string().nullable(),
  }),
  /** From which line of the audit on the removal of old operations goes on. */
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('records'),
    tenantId: TenantId,
    from: z.string(),
  }),
]);
export type SweepMessage = z.infer<typeof SweepMessage>;
export type DeriveMessage = Extract<SweepMessage, { readonly kind: 'derive' }>;
