import { z } from 'zod';
import type { TenantId } from '../../licensing/ids.ts';
import { Instant } from '../../licensing/time.ts';
import type { QueueName } from '../queues.ts';
import type { Range, Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';

/** When work that came over a queue was given up last, for one tenant. */
export const GivenUp = z.strictObject({ at: Instant });
export type GivenUp = z.infer<typeof GivenUp>;

/** A partition of the table `wakeups`, behind those of all days. */
export function givenUpPartition(queue: QueueName): string {
  return `givenUp~${queue}`;
}

export const givenUpRows: Range = { from: '-', to: '~' };

/** @param tenantId null for work of no one tenant */
export function givenUpWrite(tenantId: TenantId | null, givenUp: GivenUp): Write {
  return { kind: 'put', key: tenantId ?? 'all', properties: toDocument(GivenUp, givenUp) };
}

/** @throws DamagedRowError when the row does not say when */
export function fromGivenUpRow(row: Row): GivenUp {
  return fromDocument('given up', GivenUp, row).value;
}
