import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Right } from '../../lib/http/rights.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import type { TableRequest } from './api-requests.ts';
import { fits, requestsAbout } from './api-requests.ts';
import { ask } from './ask.ts';
import { permissionsMay, rolesMay } from './callers.ts';
import type { StockedTenant } from './stocked-tenant.ts';
import { allRows, ownLink, stockTenant } from './stocked-tenant.ts';

let app: MemoryApp;
let tenant: StockedTenant;
beforeAll(async () => {
  app = new MemoryApp();
  tenant = await stockTenant(app);
});

const Description = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
});

/** Sends every request of the table and gives the status of each; asserts that no row has changed. */
async function statusesOf(
  token: string | null,
  requests: readonly TableRequest[],
): Promise<Readonly<Record<string, number>>> {
  const before = allRows(app, tenant.client);
  const statuses: Record<string, number> = {};
  for (const request of requests) {
    statuses[request.name] = (await ask(app, request, token)).status;
  }
  expect(allRows(app, tenant.client)).toEqual(before);
  return statuses;
}

/** The requests as this caller would send them: only a calendar link of one's own may be revoked. */
async function requestsOf(token: string): Promise<readonly TableRequest[]> {
  const link = await ownLink(tenant.client, token);
  return requestsAbout({ ...tenant.names, link });
}

function expected(
  { access }: TableRequest,
  rights: readonly Right[],
  kind: 'user' | 'app',
): number {
  if (access === 'open' || access === 'signedIn') return 200;
  // The jobs of the table take licenses.
  if (access === 'ofJob') return rights.includes('unassign') ? 200 : 403;
  if (access === 'readOrCalendarLink') return rights.includes('read') ? 200 : 403;
  // Any user may be somebody's delegate; whoever is not finds nobody.
  if (access === 'readOrDelegate')
    return rights.includes('read') ? 200 : kind === 'app' ? 403 : 404;
  return rights.includes(access) ? 200 : 403;
}

async function holdsToTable(token: string, rights: readonly Right[], kind: 'user' | 'app') {
  const requests = await requestsOf(token);
  expect(await statusesOf(token, requests)).toEqual(
    Object.fromEntries(requests.map((request) => [request.name, expected(request, rights, kind)])),
  );
}

it('the table has every route of the description, and none besides', async () => {
  const answer = await ask(app, { method: 'GET', path: '/api/openapi.json' }, null);
  const { paths } = Description.parse(JSON.parse(answer.text));
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
  );
  const asked = requestsAbout(tenant.names).map(({ name, method, path }) => {
    const template = Object.keys(paths)
      .toSorted((a, b) => Number(a.includes('{')) - Number(b.includes('{')))
      .find((known) => fits(known, path));
    return `${name} ${method.toLowerCase()} ${template}`;
  });
  expect(asked.toSorted()).toEqual(described.toSorted());
});

describe('Every route lets in who may, and refuses everybody else', () => {
  it.each(Object.entries(rolesMay))('%s may %j', async (role, rights) => {
    await holdsToTable(await tenant.client.token(role), rights, 'user');
  });

  it.each(Object.entries(permissionsMay))('an app with %s may %j', async (permission, rights) => {
    const { tenantId } = tenant.client;
    const token = await app.token({ tenantId, permissions: [permission] });
    await holdsToTable(token, rights, 'app');
  });

  it('a user without any role may nothing', async () => {
    const { tenantId } = tenant.client;
    await holdsToTable(await app.token({ tenantId, roles: [] }), [], 'user');
  });

  it('several roles may what each of them may', async () => {
    const { tenantId } = tenant.client;
    const roles = ['Billing Administrator', 'Compliance Administrator'];
    await holdsToTable(await app.token({ tenantId, roles }), ['seats', 'holds', 'read'], 'user');
  });
});

it('a delegate may read the held data it was given, and nothing else', async () => {
  const { tenantId } = tenant.client;
  const userId = tenant.names.delegate;
  const token = await app.token({ tenantId, roles: ['Helpdesk Administrator'], userId });
  const requests = requestsAbout(tenant.names);
  const may: readonly string[] = ['open', 'signedIn', 'readOrDelegate'];
  expect(await statusesOf(token, requests)).toEqual(
    Object.fromEntries(
      requests.map((request) => [request.name, may.includes(request.access) ? 200 : 403]),
    ),
  );
});

it('nobody gets in without a token, nor by a header a gateway would have set', async () => {
  const before = allRows(app, tenant.client);
  const claims = [{ typ: 'roles', val: 'Directory.ReadWrite.All' }];
  const headers: Readonly<Record<string, string>>[] = [
    {},
    {
      'x-ms-client-principal': Buffer.from(JSON.stringify({ claims })).toString('base64'),
      'x-ms-client-principal-id': tenant.names.active,
      'x-ms-client-principal-name': 'person1@contoso.com',
    },
  ];
  for (const request of requestsAbout(tenant.names)) {
    for (const sent of headers) {
      const answer = await ask(app, request, null, sent);
      const status = request.access === 'open' ? 200 : 401;
      expect({ name: request.name, status: answer.status }).toEqual({ name: request.name, status });
      if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  }
  expect(allRows(app, tenant.client)).toEqual(before);
});

it('a header of a gateway adds no right to a token', async () => {
  const token = await tenant.client.token('Helpdesk Administrator');
  const principal = Buffer.from(
    JSON.stringify({ claims: [{ typ: 'wids', val: '62e90394-69f5-4237-9190-012177145e10' }] }),
  ).toString('base64');
  for (const request of requestsAbout(tenant.names)) {
    const { status } = await ask(app, request, token, { 'x-ms-client-principal': principal });
    expect({ name: request.name, status }).toEqual({
      name: request.name,
      status: expected(request, [], 'user'),
    });
  }
});
