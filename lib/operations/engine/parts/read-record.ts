import type { OperationId } from '../../../licensing/ids.ts';
import type { Operation, OperationPart } from '../../../storage/rows/operation-row.ts';
import {
  fromOperationPartRow,
  fromOperationRow,
  operationKey,
  operationPartKey,
} from '../../../storage/rows/operation-row.ts';
import type { TenantStore } from '../../../storage/tenant-store.ts';

/** An operation without its further parts, of which there may be thousands; null when none was accepted under this id. */
export async function readHead(
  store: TenantStore,
  operationId: OperationId,
): Promise<Operation | null> {
  const row = await store.row(operationKey(operationId));
  return row && fromOperationRow(row);
}

/** A further part of an operation; null where it is not written yet. */
export async function readFurtherPart(
  store: TenantStore,
  operationId: OperationId,
  part: number,
): Promise<OperationPart | null> {
  const row = await store.row(operationPartKey(operationId, part));
  return row && fromOperationPartRow(row);
}
