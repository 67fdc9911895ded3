import { z } from 'zod';
import { OperationId, TenantId } from '../../licensing/ids.ts';
import { queueNames } from '../../storage/queues.ts';

const count = z.number().int().nonnegative();
const queue = z.enum(queueNames);
const kind = z.string().regex(/^[A-Za-z]+$/);

/**
 * What an operator's alerts and charts are made of: ids and counts alone, so that no name, address or content can be in a
 * line. `docs/operations.md` says what each one means.
 */
export const Fact = z.discriminatedUnion('event', [
  /** A step of a sweep: the walk over the marks, or one tenant. `overdueMinutes`: since when the oldest of its users was due. */
  z.strictObject({
    event: z.literal('swept'),
    tenantId: TenantId.optional(),
    tenants: count,
    users: count,
    operations: count,
    failures: count,
    overdueMinutes: count,
  }),
  /** A message failed five times; what leads to its work stays. */
  z.strictObject({
    event: z.literal('poisoned'),
    queue,
    tenantId: TenantId.nullable(),
    operationId: OperationId.optional(),
  }),
  /** How far this machine's clock is before the storage service's. */
  z.strictObject({ event: z.literal('clocks'), skewMs: z.number().int() }),
  z.strictObject({
    event: z.literal('handled'),
    operationId: OperationId,
    path: kind,
    held: count,
  }),
  z.strictObject({ event: z.literal('purged'), tenantId: TenantId, services: count, items: count }),
  z.strictObject({
    event: z.literal('notice'),
    tenantId: TenantId,
    kind,
    delivered: z.boolean(),
  }),
]);
export type Fact = z.infer<typeof Fact>;

/**
 * Logs a fact as one line of JSON.
 * @throws ZodError when a value is none the fact can have: a fault of the code, since no value comes from outside
 */
export function note({ log }: { readonly log: (line: string) => void }, fact: Fact): void {
  log(JSON.stringify(Fact.parse(fact)));
}
