import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { guid, skuId } from '../../simulation/builders/products.ts';
import { TenantClient, person, rowsOf, startApp } from './running-app.ts';

let host: StartedHost;
beforeAll(async () => {
  host = await startApp();
});
afterAll(() => host.stop());

const one = guid(3, 1);
/** The storage service tells its time in whole seconds. */
const lastHour = 'PT1H1S';
const keptPaths = [
  ['licensesPage', 'POST', `/api/products/${skuId('E3')}/unassign`, { userIds: [one] }],
  ['activeUser', 'POST', `/api/users/${one}/unassign`, { skuIds: [skuId('E3')] }],
  ['activeUsers', 'POST', '/api/users/unassign-all', { userIds: [one] }],
] as const;
const endedPaths = [
  ['deleteUser', 'DELETE', `/api/users/${one}`, undefined, null],
  ['directorySync', 'POST', '/api/directory-sync/deletions', { userIds: [one] }, true],
] as const;

async function setUp(changes: Record<string, unknown> = {}): Promise<TenantClient> {
  const tenant = new TenantClient(host);
  await tenant.setUp([person(1, ['E3'], changes), person(2, ['E3'])]);
  await tenant.putItem(one, 'exchange', 'mail-1', 'the secret letter');
  await tenant.putItem(one, 'oneDrive', 'file-1', 'the secret file');
  await tenant.putItem(guid(3, 2), 'exchange', 'mail-1', 'somebody else’s letter');
  return tenant;
}

function mail(tenant: TenantClient): Promise<number> {
  return tenant
    .send('GET', `/api/users/${one}/data/exchange/items/mail-1`)
    .then(({ status }) => status);
}

describe.each(keptPaths)('The month after %s', (path, method, route, body) => {
  it('keeps the mailbox until the last hour of day 30, then nobody finds it', async () => {
    const tenant = await setUp();
    const answer = await tenant.operate(method, route, body);
    expect(answer).toMatchObject({ path, freedSeats: [{ skuId: skuId('E3'), count: 1 }] });
    expect(answer.results[0]).toMatchObject({
      status: 'changed',
      licenses: [{ outcome: 'unassigned' }],
    });
    expect(await tenant.consumed('E3')).toBe(1);

    await host.clock.advance('P29DT23H', { settle: true });
    expect(await mail(tenant)).toBe(200);
    expect(JSON.stringify(await rowsOf(host.azurite, 'vault', tenant.tenantId))).toContain(
      'the secret letter',
    );

    await host.clock.advance(lastHour, { settle: true });
    expect(await mail(tenant)).toBe(410);
    const vault = await rowsOf(host.azurite, 'vault', tenant.tenantId);
    expect(JSON.stringify(vault)).not.toContain('the secret letter');
    expect(JSON.stringify(vault)).toContain('the secret file');
    expect(JSON.stringify(vault)).toContain('somebody else’s letter');
    const { data } = await tenant.user(one);
    expect(data.map(({ service, state }) => [service, state])).toEqual([
      ['exchange', 'purged'],
      ['oneDrive', 'kept'],
      ['teams', 'purged'],
      ['other', 'purged'],
    ]);
  });
});

describe.each(endedPaths)('The month after %s', (...[path, method, route, body, synced]) => {
  it('the user can be restored for 30 days, then nothing is left of them', async () => {
    const tenant = await setUp({ onPremisesSyncEnabled: synced });
    expect((await tenant.operate(method, route, body)).path).toBe(path);
    expect(await tenant.consumed('E3')).toBe(1);

    await host.clock.advance('P29DT23H', { settle: true });
    expect((await tenant.operate('POST', `/api/users/${one}/restore?dryRun=true`)).dryRun).toBe(
      true,
    );
    expect(await mail(tenant)).toBe(200);

    await host.clock.advance(lastHour, { settle: true });
    expect((await tenant.send('GET', `/api/users/${one}`)).status).toBe(404);
    expect((await tenant.send('POST', `/api/users/${one}/restore`)).status).toBe(404);
    expect(await mail(tenant)).toBe(410);
    expect(JSON.stringify(await rowsOf(host.azurite, 'vault', tenant.tenantId))).not.toContain(
      'secret',
    );

    await host.clock.advance(lastHour, { settle: true });
    const rows = await rowsOf(host.azurite, 'licensing', tenant.tenantId);
    const notAudit = rows.filter(({ rowKey }) => !/^[OE]~/.test(String(rowKey)));
    expect(JSON.stringify(notAudit)).not.toMatch(/person1@|Person 1/);
    expect(notAudit.map(({ rowKey }) => rowKey)).not.toContain(`U~${one}`);
  });
});

describe('Within the month', () => {
  it('a license on day 29 brings all of it back', async () => {
    const tenant = await setUp();
    await tenant.operate('POST', `/api/users/${one}/unassign`, { skuIds: [skuId('E3')] });
    await host.clock.advance('P29D', { settle: true });
    const answer = await tenant.operate('POST', `/api/users/${one}/assign`, {
      licenses: [{ skuId: skuId('E3') }],
    });
    expect(answer.results[0]?.data[0]).toMatchObject({ service: 'exchange', state: 'provided' });
    await host.clock.advance('P31D', { settle: true });
    expect(await mail(tenant)).toBe(200);
    expect(await tenant.consumed('E3')).toBe(2);
  });
});
