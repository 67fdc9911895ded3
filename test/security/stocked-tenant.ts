import { z } from 'zod';
import { guid, skuId } from '../../simulation/builders/products.ts';
import { TenantClient, person, teamGroup } from '../e2e/running-app.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { ask } from './ask.ts';

/** Ids a request can name. Those of `people` say by their place what state the user is in. */
export interface Names {
  readonly active: string;
  readonly synced: string;
  readonly deleted: string;
  /** Has lost its license: the data is held, and `delegate` may read it. */
  readonly unassigned: string;
  readonly delegate: string;
  readonly product: string;
  /** Took the license of `unassigned`. */
  readonly operation: string;
  /** Has taken all licenses of `delegate`, who had none. */
  readonly job: string;
  readonly link: string;
}

/** Ids nothing stands behind, in any tenant. */
export const nobody: Names = {
  active: guid(3, 901),
  synced: guid(3, 902),
  deleted: guid(3, 903),
  unassigned: guid(3, 904),
  delegate: guid(3, 905),
  product: guid(2, 901),
  operation: '9'.repeat(32),
  job: '7'.repeat(32),
  link: '8'.repeat(32),
};

export interface StockedTenant {
  readonly client: TenantClient;
  readonly names: Names;
}

/** E3, directly or through a group. */
function way(assignedByGroup: string | null) {
  const held = { skuId: skuId('E3'), assignedByGroup, disabledPlans: [] };
  return { ...held, state: 'Active', error: 'None' };
}

/** Is a member of the group, and holds nothing through it that would stay when the rest is taken. */
const waitingForSeat = { ...way(teamGroup), state: 'Error', error: 'CountViolation' };

const Accepted = z.object({ jobId: z.string() });

const CreatedLink = z.object({ link: z.object({ linkId: z.string() }) });

/** A tenant that has one of everything, so that every request of the table of routes is right in itself. */
export async function stockTenant(host: MemoryApp, first = 1): Promise<StockedTenant> {
  const client = new TenantClient(host);
  const numbers = [first, first + 1, first + 2, first + 3, first + 4];
  const [active, synced, deleted, unassigned, delegate] = numbers.map((number) => guid(3, number));
  if (!active || !synced || !deleted || !unassigned || !delegate) throw new Error('no ids');
  await client.setUp([
    person(first, ['E3'], { licenseAssignmentStates: [way(null), waitingForSeat] }),
    person(first + 1, ['E3'], { onPremisesSyncEnabled: true }),
    person(first + 2, ['E3']),
    person(first + 3, ['E3']),
    person(first + 4, []),
  ]);
  const { tenantId } = client;
  const verifiedDomains = [{ name: 'contoso.com', isDefault: true }];
  await client.import('organization', [{ id: tenantId, displayName: 'Contoso', verifiedDomains }]);
  for (const userId of [active, unassigned]) {
    await client.putItem(userId, 'exchange', 'mail-1', 'hello');
    await client.ok('PUT', `/api/users/${userId}/delegates/${delegate}`);
  }
  // Nothing keeps this one from being deleted.
  await client.putItem(synced, 'exchange', 'mail-1', 'hello');
  await client.ok('PUT', `/api/users/${active}/holds/case-1`, { kind: 'litigation' });
  await client.ok('DELETE', `/api/users/${deleted}`);
  const taken = await client.operate('POST', `/api/users/${unassigned}/unassign`, {
    skuIds: [skuId('E3')],
  });
  const asked = { action: 'unassignAll', userIds: [delegate] };
  const accepted = await client.send('POST', '/api/jobs', asked);
  const link = await ownLink(client, await client.token('Global Administrator'));
  await host.clock.settle();
  const operation = taken.operationId ?? '';
  const { jobId: job } = Accepted.parse(accepted.body);
  const product = skuId('E3');
  const names = { active, synced, deleted, unassigned, delegate, product, operation, job, link };
  return { client, names };
}

/** A calendar link of the caller itself, which it may revoke; none for a caller that may not read. */
export async function ownLink(client: TenantClient, token: string): Promise<string> {
  const answer = await client.send('POST', '/api/retention/calendar-links', {}, { token });
  const created = CreatedLink.safeParse(answer.body);
  return created.success ? created.data.link.linkId : nobody.link;
}

/** Everything the tables hold of a tenant. */
export function allRows(app: MemoryApp, { tenantId }: TenantClient): readonly unknown[] {
  const tables = ['licensing', 'vault', 'wakeups'] as const;
  return tables.flatMap((table) => app.rows(table, tenantId));
}

/** An app with such a tenant, and the token of its Global administrator. */
export interface StockedApp {
  readonly app: MemoryApp;
  readonly tenant: StockedTenant;
  readonly token: string;
}

export async function stockedApp(): Promise<StockedApp> {
  const app = new MemoryApp();
  const tenant = await stockTenant(app);
  return { app, tenant, token: await tenant.client.token('Global Administrator') };
}

/** How a request is answered that has a token without a right, and then none. */
export async function withoutRight(
  { app, tenant }: Omit<StockedApp, 'token'>,
  request: Parameters<typeof ask>[1],
): Promise<readonly number[]> {
  const { tenantId } = tenant.client;
  const tokens = [await app.token({ tenantId, permissions: ['Mail.Read'] }), null];
  return Promise.all(tokens.map(async (token) => (await ask(app, request, token)).status));
}
