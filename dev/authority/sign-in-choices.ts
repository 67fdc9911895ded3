import { TableClient } from '@azure/data-tables';
import { roles } from '../../lib/http/rights.ts';
import { fromTenantRow, tenantKey } from '../../lib/storage/rows/tenant-row.ts';
import type { Endpoint } from '../host/http/endpoints.ts';

/** GET /dev/sign-in: as whom somebody can sign in to the pages on this machine. */
export function signInChoices(connectionString: string): Endpoint {
  return {
    method: 'GET',
    path: 'dev/sign-in',
    answer: async () => ({
      status: 200,
      body: { tenants: await listTenants(connectionString), roles: roles.map(({ name }) => name) },
    }),
  };
}

async function listTenants(connectionString: string): Promise<readonly object[]> {
  const table = TableClient.fromConnectionString(connectionString, 'licensing', {
    allowInsecureConnection: true,
  });
  const tenants: { id: string; displayName: string; cloud: string }[] = [];
  const found = table.listEntities({
    queryOptions: { filter: `RowKey eq '${tenantKey}'` },
  });
  for await (const { partitionKey: id = '', etag, ...properties } of found) {
    const row = { partition: id, key: tenantKey, properties: textsOf(properties), etag };
    const { displayName, cloud } = fromTenantRow(row).value;
    tenants.push({ id, displayName, cloud });
  }
  return tenants.toSorted((a, b) => a.displayName.localeCompare(b.displayName));
}

function textsOf(properties: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}
