import { PageIterator } from '@microsoft/microsoft-graph-client';
import type { Client } from '@microsoft/microsoft-graph-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { guid, planId, skuId } from '../../simulation/builders/products.ts';
import { reachByGlobalFetch } from '../in-memory/global-fetch.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { TenantClient, person, subscription, teamGroup } from '../e2e/running-app.ts';
import { javascriptClient, typescriptClient } from './graph-clients.ts';

const app = new MemoryApp();
reachByGlobalFetch(app);
let tenant: TenantClient;
let graph: Client;

const e3 = skuId('E3');

beforeAll(async () => {
  tenant = new TenantClient(app);
  await tenant.setUp([
    ...Array.from({ length: 30 }, (_, index) => person(index + 1, ['E3'])),
    person(40, ['POWER_BI'], {
      displayName: 'Adele Vance',
      accountEnabled: false,
      mail: 'adele@contoso.com',
    }),
    person(41, [{ product: 'E3', group: teamGroup }], {
      displayName: "Zoë O'Neil",
      userType: 'Guest',
    }),
    person(42, [], {
      displayName: 'Ben Walters',
      userPrincipalName: "b.o'hara_live.com#EXT#@contoso.com",
    }),
  ]);
  graph = javascriptClient(app.url, await tenant.token('Global Reader'));
});

const Page = z.looseObject({
  '@odata.context': z.string(),
  '@odata.count': z.number().optional(),
  '@odata.nextLink': z.string().optional(),
  value: z.array(z.record(z.string(), z.unknown())),
});

async function get(path: string): Promise<unknown> {
  return graph.api(path).get();
}

async function names(filter: string): Promise<readonly unknown[]> {
  const answer = await graph
    .api('/users')
    .filter(encodeURIComponent(filter))
    .select('displayName')
    .top(999)
    .get();
  return Page.parse(answer).value.map(({ displayName }) => displayName);
}

interface Init {
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** What the API answers to a request that no SDK makes. */
async function raw(path: string, init: Init = {}): Promise<{ response: Response; body: unknown }> {
  const token = await tenant.token('Global Reader');
  const response = await fetch(app.url + path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
  const text = await response.text();
  return { response, body: text.startsWith('{') ? JSON.parse(text) : text };
}

async function code(path: string, init: Init): Promise<[number, string]> {
  const { response, body } = await raw(path, init);
  const { error } = z.object({ error: z.object({ code: z.string() }) }).parse(body);
  return [response.status, error.code];
}

function search(text: string): Promise<unknown> {
  return graph
    .api('/users')
    .header('ConsistencyLevel', 'eventual')
    .search(text)
    .select('displayName')
    .get();
}

describe('GET /users', () => {
  it('answers pages of 100 with the default properties', async () => {
    const page = Page.parse(await get('/users'));
    expect(page['@odata.context']).toMatch(/^https:.*\/v1\.0\/\$metadata#users$/);
    expect(page.value).toHaveLength(33);
    expect(page.value[0]).toEqual({
      businessPhones: [],
      displayName: 'Person 1',
      givenName: null,
      jobTitle: null,
      mail: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: null,
      userPrincipalName: 'person1@contoso.com',
      id: guid(3, 1),
    });
  });

  it('is walked by the page iterator of the client, every user once', async () => {
    const first = await graph.api('/users').top(7).select(['id', 'displayName']).get();
    expect(first['@odata.context']).toContain('#users(id,displayName)');
    const ids: string[] = [];
    const iterator = new PageIterator(graph, first, (user: { id: string }) => {
      ids.push(user.id);
      return true;
    });
    await iterator.iterate();
    expect(ids).toHaveLength(33);
    expect(new Set(ids).size).toBe(33);
  });

  it('is walked by the TypeScript SDK, every user once', async () => {
    const sdk = typescriptClient(app.url, await tenant.token('Global Reader'));
    const ids: string[] = [];
    let page = await sdk.users.get({
      queryParameters: {
        top: 10,
        select: ['id', 'assignedLicenses'],
        filter: `accountEnabled eq true`,
      },
    });
    for (;;) {
      ids.push(...(page?.value ?? []).map(({ id }) => id ?? ''));
      if (!page?.odataNextLink) break;
      page = await sdk.users.withUrl(page.odataNextLink).get();
    }
    expect(new Set(ids).size).toBe(32);
    expect(ids).toHaveLength(32);
  });

  it('counts all that fit, on the first page', async () => {
    const answer = await graph
      .api('/users')
      .header('ConsistencyLevel', 'eventual')
      .count(true)
      .top(5)
      .filter("startswith(displayName,'Person')")
      .get();
    expect(Page.parse(answer)).toMatchObject({ '@odata.count': 30 });
    expect(Page.parse(answer).value).toHaveLength(5);
  });

  it('orders by display name, over pages', async () => {
    const first = await graph
      .api('/users')
      .orderby('displayName')
      .top(20)
      .select('displayName')
      .get();
    const rest = await graph.api(Page.parse(first)['@odata.nextLink'] ?? '').get();
    const all = [...Page.parse(first).value, ...Page.parse(rest).value].map(
      ({ displayName }) => displayName,
    );
    expect(all).toHaveLength(33);
    expect(all[0]).toBe('Adele Vance');
    expect(all[1]).toBe('Ben Walters');
    expect(all.at(-1)).toBe("Zoë O'Neil");
    const down = await graph.api('/users').orderby('displayName desc').top(1).get();
    expect(Page.parse(down).value[0]).toMatchObject({ displayName: "Zoë O'Neil" });
  });

  it('searches the beginnings of words', async () => {
    expect(Page.parse(await search('"displayName:vance"')).value).toEqual([
      { displayName: 'Adele Vance' },
    ]);
    expect(Page.parse(await search('"displayName:ance"')).value).toEqual([]);
    await expect(search('"jobTitle:x"')).rejects.toMatchObject({
      statusCode: 400,
      code: 'Request_UnsupportedQuery',
    });
  });

  it.each([
    [`assignedLicenses/any(u:u/skuId eq ${skuId('POWER_BI')})`, ['Adele Vance']],
    ['assignedLicenses/$count eq 0', ['Ben Walters']],
    ["userPrincipalName eq 'PERSON7@contoso.com'", ['Person 7']],
    ['accountEnabled eq false', ['Adele Vance']],
    ["startswith(displayName,'Ad')", ['Adele Vance']],
    ["userType eq 'Guest'", ["Zoë O'Neil"]],
    ["displayName eq 'Zoë O''Neil'", ["Zoë O'Neil"]],
    ["displayName in ('Person 2','person 3')", ['Person 2', 'Person 3']],
    [`not(accountEnabled eq true) or id eq '${guid(3, 42)}'`, ['Adele Vance', 'Ben Walters']],
    [
      "assignedLicenses/$count ne 0 and not startswith(displayName,'Person')",
      ['Adele Vance', "Zoë O'Neil"],
    ],
    [`licenseAssignmentStates/any(s:s/assignedByGroup eq ${teamGroup})`, ["Zoë O'Neil"]],
    ["mail ne null and endswith(mail,'@contoso.com')", ['Adele Vance']],
  ])('filters by %s', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it('refuses what it does not support, by name', async () => {
    await expect(names("contains(displayName,'x')")).rejects.toMatchObject({
      statusCode: 400,
      code: 'Request_UnsupportedQuery',
      message: expect.stringContaining("'contains'"),
    });
    await expect(names("department eq 'Sales'")).rejects.toMatchObject({
      code: 'Request_UnsupportedQuery',
      message: expect.stringContaining("'department'"),
    });
    await expect(get('/users?$expand=manager')).rejects.toMatchObject({
      code: 'Request_UnsupportedQuery',
      message: expect.stringContaining("'$expand'"),
    });
    await expect(get('/users?$select=signInActivity')).rejects.toMatchObject({
      code: 'Request_UnsupportedQuery',
    });
    await expect(get('/users?$select=shoeSize')).rejects.toMatchObject({
      code: 'Request_BadRequest',
      message: expect.stringContaining("'shoeSize'"),
    });
    await expect(get('/users?$top=1000')).rejects.toMatchObject({ code: 'Request_BadRequest' });
    await expect(get('/users?$skiptoken=abc')).rejects.toMatchObject({
      code: 'Request_BadRequest',
    });
  });

  it('gives the number alone at $count', async () => {
    const { response, body } = await raw('/v1.0/users/$count', {
      headers: { consistencylevel: 'eventual' },
    });
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(body).toBe('33');
    const sdk = typescriptClient(app.url, await tenant.token('Global Reader'));
    const filter = `assignedLicenses/any(u:u/skuId eq ${e3})`;
    expect(await sdk.users.count.get({ queryParameters: { filter } })).toBe(31);
  });
});

describe('GET /users/{id}', () => {
  it('takes an id or a user principal name', async () => {
    expect(await get(`/users/${guid(3, 1)}`)).toMatchObject({ displayName: 'Person 1' });
    expect(await get('/users/person1@contoso.com')).toMatchObject({ id: guid(3, 1) });
    const guest = encodeURIComponent("b.o'hara_live.com#EXT#@contoso.com");
    expect(await get(`/users/${guest}`)).toMatchObject({ displayName: 'Ben Walters' });
    expect(await get("/users('person1@contoso.com')")).toMatchObject({ id: guid(3, 1) });
  });

  it('shows licenses as Graph does', async () => {
    const select = 'assignedLicenses,licenseAssignmentStates,onPremisesSyncEnabled';
    expect(await get(`/users/${guid(3, 41)}?$select=${select}`)).toEqual({
      '@odata.context': expect.stringMatching(
        /#users\(assignedLicenses,licenseAssignmentStates,onPremisesSyncEnabled\)\/\$entity$/,
      ),
      assignedLicenses: [{ disabledPlans: [], skuId: e3 }],
      licenseAssignmentStates: [
        {
          skuId: e3,
          disabledPlans: [],
          assignedByGroup: teamGroup,
          state: 'Active',
          error: 'None',
          lastUpdatedDateTime: null,
        },
      ],
      onPremisesSyncEnabled: null,
    });
  });

  it('says in Graph’s words that there is nobody', async () => {
    const { response, body } = await raw('/v1.0/users/nobody@contoso.com', {
      headers: { 'client-request-id': '0a1b2c3d-1111-2222-3333-444455556666' },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('client-request-id')).toBe('0a1b2c3d-1111-2222-3333-444455556666');
    expect(body).toEqual({
      error: {
        code: 'Request_ResourceNotFound',
        message:
          "Resource 'nobody@contoso.com' does not exist or one of its queried reference-property objects are not present.",
        innerError: {
          date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
          'request-id': response.headers.get('request-id'),
          'client-request-id': '0a1b2c3d-1111-2222-3333-444455556666',
        },
      },
    });
  });

  it('lists licenseDetails', async () => {
    const answer = Page.parse(await get(`/users/${guid(3, 40)}/licenseDetails`));
    expect(answer.value).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{43}$/),
        skuId: skuId('POWER_BI'),
        skuPartNumber: 'POWER_BI',
        servicePlans: [
          {
            servicePlanId: planId('POWER_BI_PRO_PLAN'),
            servicePlanName: 'POWER_BI_PRO_PLAN',
            provisioningStatus: 'Success',
            appliesTo: 'User',
          },
        ],
      },
    ]);
  });
});

describe('The tenant', () => {
  it('has subscribedSkus with their seats', async () => {
    const page = Page.parse(await get('/subscribedSkus'));
    expect(page.value).toHaveLength(4);
    const id = `${tenant.tenantId}_${e3}`;
    const sku = await get(`/subscribedSkus/${id}`);
    expect(sku).toMatchObject({
      '@odata.context': expect.stringMatching(/#subscribedSkus\/\$entity$/),
      accountName: 'Contoso',
      accountId: tenant.tenantId,
      appliesTo: 'User',
      capabilityStatus: 'Enabled',
      consumedUnits: 31,
      id,
      skuId: e3,
      skuPartNumber: 'E3',
      subscriptionIds: [subscription],
      prepaidUnits: { enabled: 100, warning: 0, suspended: 0, lockedOut: 0 },
    });
    await expect(get(`/subscribedSkus/${tenant.tenantId}_${guid(2, 99)}`)).rejects.toMatchObject({
      statusCode: 404,
      code: 'Request_ResourceNotFound',
    });
  });

  it('has one organization, and groups', async () => {
    const { value } = Page.parse(await get('/organization?$select=id,displayName'));
    expect(value).toEqual([{ id: tenant.tenantId, displayName: 'Contoso' }]);
    const group = await get(`/groups/${teamGroup}?$select=displayName,assignedLicenses`);
    expect(group).toMatchObject({
      displayName: 'Team',
      assignedLicenses: [{ disabledPlans: [], skuId: e3 }],
    });
  });
});

describe('The envelope', () => {
  it('has OData’s headers', async () => {
    const { response } = await raw('/v1.0/organization');
    expect(response.headers.get('odata-version')).toBe('4.0');
    expect(response.headers.get('content-type')).toMatch(
      /^application\/json;odata.metadata=minimal/,
    );
    expect(response.headers.get('request-id')).toBeTruthy();
  });

  it('is the same under /beta', async () => {
    const { response, body } = await raw('/beta/users?$top=1');
    expect(response.status).toBe(200);
    expect(body).toMatchObject({
      '@odata.nextLink': expect.stringContaining(`${app.url}/beta/users?`),
    });
  });

  it('refuses without a token, without a right, another method, an unknown resource', async () => {
    const helpdesk = await tenant.token('Helpdesk Administrator');
    const authorization = `Bearer ${helpdesk}`;
    expect(await code('/v1.0/users', { headers: { authorization: 'Bearer x' } })).toEqual([
      401,
      'InvalidAuthenticationToken',
    ]);
    expect(await code('/v1.0/users', { headers: { authorization } })).toEqual([
      403,
      'Authorization_RequestDenied',
    ]);
    expect(await code('/v1.0/users', { method: 'PUT' })).toEqual([400, 'Request_BadRequest']);
    expect(await code('/v1.0/sites', {})).toEqual([400, 'Request_BadRequest']);
    expect(await code('/v1.0/users?dryRun=true', {})).toEqual([400, 'Request_UnsupportedQuery']);
  });
});
