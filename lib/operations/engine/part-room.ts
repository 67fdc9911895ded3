import type { TenantId } from '../../licensing/ids.ts';
import type { UnseatError } from '../../errors.ts';
import { changeTooLarge } from '../../refusals/service.ts';
import { maxWrites } from '../../storage/limits.ts';
import {
  bytesOverTransaction,
  maxRowBytes,
  maxTransactionBytes,
  rowBytes,
} from '../../storage/sizes.ts';
import type { Write } from '../../storage/tables.ts';

/**
 * Why rows do not fit into one transaction: too many of them (`writes`), which several steps may help, or too many bytes,
 * of one row or together.
 */
export type Overflow =
  | { readonly kind: 'writes'; readonly writes: number }
  | { readonly kind: 'row' | 'transaction'; readonly bytes: number };

/** What of a transaction is over the storage's limits, in bytes as they are kept and as they are sent; null when it fits. */
export function overflowOf(tenantId: TenantId, writes: readonly Write[]): Overflow | null {
  if (writes.length > maxWrites) return { kind: 'writes', writes: writes.length };
  for (const write of writes) {
    if (write.kind === 'delete') continue;
    const bytes = rowBytes(tenantId, write.key, write.properties);
    if (bytes > maxRowBytes) return { kind: 'row', bytes };
  }
  const bytes = bytesOverTransaction(writes);
  return bytes === null ? null : { kind: 'transaction', bytes };
}

/** 413: what is asked for one target takes more than one transaction can. */
export function tooLargeError(overflow: Overflow): UnseatError {
  if (overflow.kind === 'writes') {
    return changeTooLarge({ taken: overflow.writes, most: maxWrites, of: 'writes at once' });
  }
  return changeTooLarge({
    taken: overflow.bytes,
    most: overflow.kind === 'row' ? maxRowBytes : maxTransactionBytes,
    of: `bytes in one ${overflow.kind} of the storage`,
  });
}
