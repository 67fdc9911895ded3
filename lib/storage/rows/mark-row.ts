import { TenantId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { Row, Write } from '../tables.ts';
import { DamagedRowError } from './document.ts';

const shards = 8;

/** A day of the table `wakeups`, `<yyyymmdd>`: partitions of earlier days stand below it. */
export function markDay(day: Instant): string {
  return day.slice(0, 10).replaceAll('-', '');
}

/** The partition that says of a tenant that something is due on a day. */
export function markPartition(day: Instant, tenantId: TenantId): string {
  return `${markDay(day)}~${shardOf(tenantId)}`;
}

export function markWrite(tenantId: TenantId): Write {
  return { kind: 'put', key: tenantId, properties: {} };
}

/** @throws DamagedRowError when the key is no tenant's */
export function tenantOfMark({ key }: Pick<Row, 'key'>): TenantId {
  const tenantId = TenantId.safeParse(key);
  if (!tenantId.success) throw new DamagedRowError('mark', key, tenantId.error);
  return tenantId.data;
}

/** Spreads the tenants of a day over several partitions, by the last digits of their ids. */
function shardOf(tenantId: TenantId): number {
  return Number.parseInt(tenantId.slice(-4), 16) % shards;
}
