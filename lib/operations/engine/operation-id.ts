import { createHash, randomBytes } from 'node:crypto';
import { OperationId } from '../../licensing/ids.ts';
import { OperationRequest } from '../../storage/rows/operation-request.ts';
import type { Operation } from '../../storage/rows/operation-row.ts';
import type { Call } from './call.ts';

/**
 * The id of an operation: random, or of an `Idempotency-Key` the hash with tenant, caller and route, so that a key means
 * something only to the one who chose it.
 */
export function operationIdOf(call: Call): OperationId {
  if (call.idempotencyKey === null) return OperationId.parse(randomBytes(16).toString('hex'));
  const { tenantId, caller, route, idempotencyKey } = call;
  return OperationId.parse(
    hash([tenantId, caller.kind, caller.id, route, idempotencyKey]).slice(0, 32),
  );
}

/** What tells two requests under one key apart: route and body. */
export function fingerprintOf({ route, request }: Pick<Operation, 'route' | 'request'>): string {
  return hash([route, OperationRequest.parse(request)]);
}

function hash(of: unknown): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('hex');
}
