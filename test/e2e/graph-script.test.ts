import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unassignDisabledUsersBySdk } from '../../docs/examples/unassign-disabled-users-sdk.ts';
import { unassignDisabledUsers } from '../../docs/examples/unassign-disabled-users.ts';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { productNames } from '../../simulation/builders/products.ts';
import { TenantClient, person, startApp, teamGroup } from './running-app.ts';
import { javascriptClient, typescriptClient } from '../graph/graph-clients.ts';

let host: StartedHost;
beforeAll(async () => {
  host = await startApp();
});
afterAll(() => host.stop());

const disabled = { accountEnabled: false };
const people = Array.from({ length: 230 }, (_, index) => {
  const number = index + 1;
  // Every second one is disabled; they hold products directly, through a group, both ways, or none.
  const ways = [
    ['E3', 'POWER_BI'],
    [{ product: 'E3', group: teamGroup }],
    ['E3', { product: 'E3', group: teamGroup }],
    ['EXCHANGE_P1', 'ARCHIVE'],
    [],
  ] as const;
  return person(number, ways[number % 5] ?? [], number % 2 === 0 ? disabled : {});
});

async function checkTenant(tenant: TenantClient): Promise<void> {
  for (const name of productNames) {
    expect(await tenant.consumed(name)).toBe(await tenant.holders(name));
  }
  await host.clock.settle();
}

describe('The usual script: unassign everything direct from disabled users', () => {
  it('with the JavaScript client', async () => {
    const tenant = new TenantClient(host);
    await tenant.setUp(people, { seats: 300 });
    const graph = javascriptClient(host.url, await tenant.token('License Administrator'));
    const outcome = await unassignDisabledUsers(graph);
    expect(outcome).toEqual({ unassigned: 115, failed: [] });
    expect(await tenant.consumed('E3')).toBe(46 * 3 - 23);
    await checkTenant(tenant);
    // A second run finds nothing to do.
    expect(await unassignDisabledUsers(graph)).toEqual({ unassigned: 0, failed: [] });
  });

  it('with the TypeScript SDK', async () => {
    const tenant = new TenantClient(host);
    await tenant.setUp(people, { seats: 300 });
    const sdk = typescriptClient(host.url, await tenant.token('License Administrator'));
    expect(await unassignDisabledUsersBySdk(sdk)).toBe(115);
    await checkTenant(tenant);
  });
});
