import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { guid, skuId } from '../builders/products.ts';
import { TenantClient, person, rowsOf, startApp } from '../e2e/running-app.ts';

// Every route with a request that would change nothing: refused are rights, never the input.
const user = `/api/users/${guid(3, 1)}`;
const dry = '?dryRun=true';
const routes = {
  unassign: [
    ['POST', `/api/products/${skuId('E3')}/unassign${dry}`, { userIds: [guid(3, 1)] }],
    ['POST', `${user}/unassign${dry}`, { skuIds: [skuId('E3')] }],
    ['POST', `/api/users/unassign-all${dry}`, { userIds: [guid(3, 1)] }],
    ['POST', `${user}/assign${dry}`, { licenses: [{ skuId: skuId('E3') }] }],
  ],
  delete: [
    ['DELETE', `${user}${dry}`],
    ['POST', `/api/directory-sync/deletions${dry}`, { userIds: [guid(3, 1)] }],
    ['POST', `${user}/restore${dry}`],
  ],
  block: [
    ['POST', `${user}/block${dry}`],
    ['POST', `${user}/unblock${dry}`],
  ],
  seats: [['PATCH', `/api/products/${skuId('E3')}${dry}`, { enabled: 99 }]],
  holds: [
    ['PUT', `${user}/holds/case-1${dry}`, { kind: 'litigation' }],
    ['DELETE', `${user}/holds/case-1${dry}`],
  ],
  tenant: [
    ['PUT', `/api/tenant${dry}`, { displayName: 'Contoso' }],
    ['POST', `/api/tenant/import${dry}`, { kind: 'users', value: [] }],
  ],
  read: [
    ['GET', '/api/users'],
    ['GET', user],
    ['GET', '/api/products'],
    ['GET', `/api/products/${skuId('E3')}`],
    ['GET', `/api/products/${skuId('E3')}/users`],
    ['GET', '/api/retention'],
    ['GET', '/api/retention/calendar'],
    ['GET', '/api/retention/calendar-links'],
    ['GET', '/api/operations'],
    ['GET', '/api/audit/verify'],
    ['GET', '/api/notices/undelivered'],
  ],
} as const satisfies Record<string, readonly (readonly [string, string, unknown?])[]>;
type Right = keyof typeof routes;

/** The table of roles of the article and of Microsoft's role descriptions. */
const rolesMay: Readonly<Record<string, readonly Right[]>> = {
  'Global Administrator': ['unassign', 'delete', 'block', 'seats', 'holds', 'tenant', 'read'],
  'License Administrator': ['unassign', 'read'],
  'User Administrator': ['unassign', 'delete', 'block', 'read'],
  'Billing Administrator': ['seats', 'read'],
  'Compliance Administrator': ['holds', 'read'],
  'Global Reader': ['read'],
  'Helpdesk Administrator': [],
};

let host: StartedHost;
let tenant: TenantClient;
beforeAll(async () => {
  host = await startApp();
  tenant = new TenantClient(host);
  await tenant.setUp([person(1, ['E3'])]);
}, 60_000);
afterAll(() => host.stop());

function toNobody(text: string): string {
  return text.replaceAll(guid(3, 1), guid(3, 999));
}

function rows(): Promise<readonly unknown[]> {
  return rowsOf(host.azurite, 'licensing', tenant.tenantId);
}

it.each(Object.entries(rolesMay))('%s may: %s', async (role, rights) => {
  const before = await rows();
  for (const [right, requests] of Object.entries(routes)) {
    for (const [method, path, body] of requests) {
      const { status } = await tenant.send(method, path, body, { role });
      const isRefused = status === 403;
      expect({ method, path, isRefused }).toEqual({
        method,
        path,
        isRefused: !rights.some((own) => own === right),
      });
    }
  }
  expect(await rows()).toEqual(before);
});

it('nobody gets in without a token', async () => {
  const before = await rows();
  for (const [method, path, body] of Object.values(routes).flat()) {
    const answer = await tenant.send(method, path, body, { token: null });
    expect({ path, status: answer.status }).toEqual({ path, status: 401 });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
  expect(await rows()).toEqual(before);
});

it('a stranger finds the same with the ids of this tenant as with ids of nobody, and changes no row', async () => {
  const stranger = new TenantClient(host);
  await stranger.setUp([]);
  const before = await rows();
  for (const [method, path, body] of Object.values(routes).flat()) {
    const foreign = await stranger.send(method, path, body);
    const nobody = await stranger.send(
      method,
      toNobody(path),
      body === undefined ? undefined : JSON.parse(toNobody(JSON.stringify(body))),
    );
    expect({ path, status: foreign.status }).toEqual({ path, status: nobody.status });
    expect(JSON.stringify(foreign.body)).not.toContain('person1@contoso.com');
    if (path.startsWith(user))
      expect({ method, path, status: foreign.status }).toEqual({ method, path, status: 404 });
  }
  expect(await rows()).toEqual(before);
});
