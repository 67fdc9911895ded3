import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { graphRoutes } from '../../lib/graph/routes.ts';
import type { Right } from '../../lib/http/rights.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { ask } from './ask.ts';
import { permissionsMay, rolesMay } from './callers.ts';
import type { GraphTableRequest } from './graph-requests.ts';
import { graphRequestsAbout } from './graph-requests.ts';
import type { StockedTenant } from './stocked-tenant.ts';
import { allRows, nobody, stockTenant } from './stocked-tenant.ts';

const Responses = z.object({ responses: z.array(z.object({ status: z.number() })) });

const mostSteps = 20;

let app: MemoryApp;
let tenant: StockedTenant;
let requests: readonly GraphTableRequest[];
beforeAll(async () => {
  app = new MemoryApp();
  tenant = await stockTenant(app);
  const { tenantId } = tenant.client;
  requests = graphRequestsAbout({ ...tenant.names, tenantId, victim: nobody.active });
});

async function holdsToTable(token: string, rights: readonly Right[]): Promise<void> {
  const before = allRows(app, tenant.client);
  for (const request of requests) {
    const { name, right, status } = request;
    const answer = await ask(app, request, token);
    const expected = rights.includes(right) ? status : 403;
    expect({ name, status: answer.status }).toEqual({ name, status: expected });
  }
  expect(allRows(app, tenant.client)).toEqual(before);
}

it('the table has every route of Graph, and none besides', () => {
  const known = graphRoutes.map(({ method, path }) => `${method} ${path}`);
  expect(requests.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
});

describe('Every route of Graph lets in who may, and refuses everybody else', () => {
  it.each(Object.entries(rolesMay))('%s may %j', async (role, rights) => {
    await holdsToTable(await tenant.client.token(role), rights);
  });

  it.each(Object.entries(permissionsMay))('an app with %s may %j', async (permission, rights) => {
    const { tenantId } = tenant.client;
    await holdsToTable(await app.token({ tenantId, permissions: [permission] }), rights);
  });
});

it('a step of a batch takes the same right as the request alone', async () => {
  const token = await tenant.client.token('License Administrator');
  const steps = requests.map(({ method, path, body }, index) => {
    const step = { id: String(index), method, url: path };
    const headers = { 'content-type': 'application/json' };
    return body === undefined ? step : { ...step, headers, body };
  });
  const statuses: number[] = [];
  for (let first = 0; first < steps.length; first += mostSteps) {
    const body = { requests: steps.slice(first, first + mostSteps) };
    const { text } = await ask(app, { method: 'POST', path: '/v1.0/$batch', body }, token);
    const { responses } = Responses.parse(JSON.parse(text));
    statuses.push(...responses.map(({ status }) => status));
  }
  const may = rolesMay['License Administrator'] ?? [];
  expect(statuses).toEqual(
    requests.map(({ right, status }) => (may.includes(right) ? status : 403)),
  );
});

it('nobody gets in without a token', async () => {
  const before = allRows(app, tenant.client);
  for (const request of requests) {
    const principal = { 'x-ms-client-principal': 'eyJyb2xlcyI6WyJhIl19' };
    const answer = await ask(app, request, null, principal);
    expect({ name: request.name, status: answer.status }).toEqual({
      name: request.name,
      status: 401,
    });
  }
  expect(allRows(app, tenant.client)).toEqual(before);
});
