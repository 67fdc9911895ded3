import { Tenant } from '../../licensing/tenant.ts';
import type { Row, Write } from '../tables.ts';
import type { Versioned } from './document.ts';
import { fromDocument, toDocument } from './document.ts';

/** The settings of the tenant; its partition is the tenant. */
export const tenantKey = 'T';

/** @throws DamagedRowError when the row does not hold the settings of a tenant */
export function fromTenantRow(row: Row): Versioned<Tenant> {
  return fromDocument('tenant', Tenant, row);
}

export function tenantWrite(tenant: Tenant): Write {
  return { kind: 'put', key: tenantKey, properties: toDocument(Tenant, tenant) };
}
