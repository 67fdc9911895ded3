import { TenantStore } from '../../storage/tenant-store.ts';
import { Vault } from '../../storage/vault.ts';
import type { Call } from './call.ts';
import type { Services } from './services.ts';

/** One request in its tenant: who asks what, and all it is done with. Opened once and handed down. */
export interface Session extends Services, Call {
  /** The rows of the tenant. */
  readonly store: TenantStore;
  /** What the tenant holds of its users' data. */
  readonly vault: Vault;
}

/** The session of a call. */
export function sessionOf(services: Services, call: Call): Session {
  const { tables } = services;
  const { tenantId } = call;
  return {
    ...services,
    ...call,
    store: new TenantStore(tables, tenantId),
    vault: new Vault(tables, tenantId),
  };
}
