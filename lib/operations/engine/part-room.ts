import type { TenantId } from '../../licensing/ids.ts';
import { UnseatError } from '../../errors.ts';
import { maxWrites } from '../../storage/limits.ts';
import {
  maxRowBytes,
  maxTransactionBytes,
  rowBytes,
  transactionBytes,
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
  const bytes = transactionBytes(writes);
  return bytes > maxTransactionBytes ? { kind: 'transaction', bytes } : null;
}

/** 413: what is asked for one target takes more than one transaction can. */
export function tooLargeError(overflow: Overflow): UnseatError {
  const taken =
    overflow.kind === 'writes'
      ? `${overflow.writes} writes at once, and ${maxWrites} are the most`
      : `${overflow.bytes} bytes in one ${overflow.kind} of the storage, and ${overflow.kind === 'row' ? maxRowBytes : maxTransactionBytes} are the most`;
  return new UnseatError(
    'payloadTooLarge',
    `This takes ${taken}. Nothing was changed; ask for fewer things at once, or let the user have fewer.`,
  );
}
