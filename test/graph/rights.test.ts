import { beforeAll, describe, expect, it } from 'vitest';
import { guid, skuId } from '../../simulation/builders/products.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { TenantClient, person } from '../e2e/running-app.ts';

const app = new MemoryApp();
let tenant: TenantClient;
const one = guid(3, 1);

beforeAll(async () => {
  tenant = new TenantClient(app);
  await tenant.setUp([person(1, ['E3']), person(2, ['E3'])]);
});

const nothing = { addLicenses: [], removeLicenses: [] };
const requests = {
  read: ['GET', `/v1.0/users/${one}`],
  assign: ['POST', `/v1.0/users/${one}/assignLicense`, nothing],
  block: ['PATCH', `/v1.0/users/${one}`, { accountEnabled: true }],
  locate: ['PATCH', `/v1.0/users/${one}`, { usageLocation: 'NL' }],
  rename: ['PATCH', `/v1.0/users/${one}`, { displayName: 'Person 1' }],
  revoke: ['POST', `/v1.0/users/${one}/revokeSignInSessions`],
  // Nobody there: whoever has the right is told so.
  delete: ['DELETE', `/v1.0/users/${guid(3, 99)}`],
  restore: ['POST', `/v1.0/directory/deletedItems/${guid(3, 99)}/restore`],
} as const;
type Request = keyof typeof requests;
const all = Object.keys(requests);

async function allowed(token: string): Promise<readonly string[]> {
  const may: string[] = [];
  for (const [name, [method, path, body]] of Object.entries(requests)) {
    const { status } = await tenant.send(method, path, body, { token });
    if (status !== 403) may.push(name);
  }
  return may;
}

describe('Who may do what', () => {
  it.each<[string, readonly string[]]>([
    ['Global Administrator', all],
    ['User Administrator', all],
    ['License Administrator', ['read', 'assign', 'locate'] satisfies Request[]],
    ['Billing Administrator', ['read']],
    ['Global Reader', ['read']],
    ['Compliance Administrator', ['read']],
    ['Helpdesk Administrator', []],
  ])('the role %s', async (role, may) => {
    expect(await allowed(await tenant.token(role))).toEqual(may);
  });

  it.each<[string, readonly string[]]>([
    ['LicenseAssignment.ReadWrite.All', ['read', 'assign', 'locate']],
    ['User.ReadWrite.All', all],
    ['Directory.ReadWrite.All', all],
    ['User.EnableDisableAccount.All', ['block', 'revoke']],
    ['User.DeleteRestore.All', ['delete', 'restore']],
    ['User.Read.All', ['read']],
    ['Mail.Read', []],
  ])('an app with %s', async (permission, may) => {
    const token = await app.token({ tenantId: tenant.tenantId, permissions: [permission] });
    expect(await allowed(token)).toEqual(may);
  });

  it('nobody of another tenant: its users are not there', async () => {
    const other = new TenantClient(app);
    await other.setUp([person(3, ['E3'])]);
    expect((await other.send('GET', `/v1.0/users/${one}`)).status).toBe(404);
    const removal = { addLicenses: [], removeLicenses: [skuId('E3')] };
    const path = `/v1.0/users/${one}/assignLicense`;
    expect((await other.send('POST', path, removal)).status).toBe(404);
    expect((await other.send('GET', '/v1.0/users')).body).toMatchObject({
      value: [{ id: guid(3, 3) }],
    });
    expect(await tenant.consumed('E3')).toBe(2);
  });

  it('/me is the user of the token; an app is none', async () => {
    const token = await tenant.token('Global Reader', guid(3, 2));
    const me = await tenant.send('GET', '/v1.0/me', undefined, { token });
    expect(me.body).toMatchObject({ id: guid(3, 2) });
    const { tenantId } = tenant;
    const granted = await app.token({ tenantId, permissions: ['User.Read.All'] });
    expect((await tenant.send('GET', '/v1.0/me', undefined, { token: granted })).status).toBe(400);
  });

  it('a repeat with the same Idempotency-Key is carried out once', async () => {
    const path = `/v1.0/users/${guid(3, 2)}/assignLicense`;
    const removal = { addLicenses: [], removeLicenses: [skuId('E3')] };
    const first = await tenant.send('POST', path, removal, { key: 'once' });
    const second = await tenant.send('POST', path, removal, { key: 'once' });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await tenant.consumed('E3')).toBe(1);
    const third = await tenant.send('POST', path, removal);
    expect(third.status).toBe(400);
  });
});
