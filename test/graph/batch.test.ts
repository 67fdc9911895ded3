import type { Client } from '@microsoft/microsoft-graph-client';
import { BatchRequestContent, BatchResponseContent } from '@microsoft/microsoft-graph-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { guid, skuId } from '../../simulation/builders/products.ts';
import { reachByGlobalFetch } from '../in-memory/global-fetch.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { TenantClient, person } from '../e2e/running-app.ts';
import { javascriptClient } from './graph-clients.ts';

const app = new MemoryApp();
reachByGlobalFetch(app);
let tenant: TenantClient;
let graph: Client;

const e3 = skuId('E3');
const powerBi = skuId('POWER_BI');
const people = Array.from({ length: 20 }, (_, index) => person(index + 1, ['E3']));

beforeAll(async () => {
  tenant = new TenantClient(app);
  await tenant.setUp(people);
  graph = javascriptClient(app.url, await tenant.token('User Administrator'));
});

const headers = { 'Content-Type': 'application/json' };

function removal(id: string, user: string, dependsOn?: readonly string[]) {
  const url = `/users/${user}/assignLicense`;
  const body = { addLicenses: [], removeLicenses: [e3] };
  return { id, method: 'POST', url, headers, body, ...(dependsOn && { dependsOn }) };
}

function send(requests: readonly unknown[]): Promise<unknown> {
  return graph.api('/$batch').post({ requests });
}

describe('POST /$batch', () => {
  it('carries out 20 requests of the client’s own batch content', async () => {
    const content = new BatchRequestContent(
      people.map(({ id }, index) => ({
        id: String(index + 1),
        request: new Request(`${app.url.replace('http:', 'https:')}/users/${id}/assignLicense`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ addLicenses: [], removeLicenses: [e3] }),
        }),
      })),
    );
    const answer = await graph.api('/$batch').post(await content.getContent());
    const responses = new BatchResponseContent(answer);
    for (const [index, { id }] of people.entries()) {
      const response = responses.getResponseById(String(index + 1));
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ id, assignedLicenses: [] });
    }
    expect(await tenant.consumed('E3')).toBe(0);
  });

  it('gives 20 users a product at once, each seat counted once', async () => {
    const body = { addLicenses: [{ skuId: powerBi, disabledPlans: [] }], removeLicenses: [] };
    const answer = await send(
      people.map(({ id }, index) => ({
        id: index + 1,
        method: 'POST',
        url: `/v1.0/users/${id}/assignLicense`,
        headers,
        body,
      })),
    );
    const { responses } = z
      .object({ responses: z.array(z.object({ status: z.number() })) })
      .parse(answer);
    expect(responses.map(({ status }) => status)).toEqual(people.map(() => 200));
    expect(await tenant.consumed('POWER_BI')).toBe(20);
  });

  it('gives each its own status and headers; what depends on a failed one is 424', async () => {
    const answer = await send([
      { id: 'c', method: 'GET', url: '/users?$top=1&$select=id', dependsOn: ['a'] },
      { id: 'a', method: 'get', url: 'users/person1@contoso.com' },
      removal('b', guid(3, 1)),
      removal('d', guid(3, 2), ['b']),
      { id: 'e', method: 'GET', url: '/users/$count' },
      { id: 'f', method: 'POST', url: '/$batch', headers, body: { requests: [] } },
      {
        id: 'g',
        method: 'PATCH',
        url: `/users/${guid(3, 5)}`,
        headers,
        body: { accountEnabled: false },
      },
    ]);
    expect(answer).toMatchObject({
      responses: [
        { id: 'c', status: 200, body: { value: [{ id: guid(3, 1) }] } },
        { id: 'a', status: 200, body: { id: guid(3, 1) }, headers: { 'OData-Version': '4.0' } },
        {
          id: 'b',
          status: 400,
          body: { error: { code: 'Request_BadRequest', innerError: { date: expect.any(String) } } },
        },
        { id: 'd', status: 424, body: { error: { code: 'FailedDependency' } } },
        { id: 'e', status: 200, body: '20' },
        { id: 'f', status: 400 },
        { id: 'g', status: 204, body: null },
      ],
    });
  });

  it('is refused as a whole when it is wrong in itself', async () => {
    const get = { method: 'GET', url: '/users' };
    const many = Array.from({ length: 21 }, (_, index) => ({ id: String(index), ...get }));
    await expect(send(many)).rejects.toMatchObject({
      statusCode: 400,
      code: 'MaximumValueExceeded',
    });
    await expect(send([])).rejects.toMatchObject({ statusCode: 400 });
    await expect(
      send([
        { id: '1', ...get },
        { id: '1', ...get },
      ]),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(send([{ id: '1', ...get, dependsOn: ['9'] }])).rejects.toMatchObject({
      statusCode: 400,
    });
    const circle = [
      { id: '1', ...get, dependsOn: ['2'] },
      { id: '2', ...get, dependsOn: ['1'] },
    ];
    await expect(send(circle)).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('circle'),
    });
  });
});
