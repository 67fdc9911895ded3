import { HttpRequest } from '@azure/functions';
import { beforeEach, describe, expect, it } from 'vitest';
import { chosenId, itemParam, userParam } from '../../lib/api/inputs.ts';
import { batch } from '../../lib/graph/batch/batch.ts';
import { dispatch } from '../../lib/graph/dispatch.ts';
import { toGraphError } from '../../lib/graph/graph-error.ts';
import type { GraphAnswer, GraphRequest } from '../../lib/graph/graph-request.ts';
import { pathSegments } from '../../lib/graph/path-segments.ts';
import { UnseatError } from '../../lib/errors.ts';
import { readBody, refuseTrailingSlash } from '../../lib/http/read-input.ts';
import { rightsOfPermissions } from '../../lib/http/rights.ts';
import { importItems } from '../../lib/operations/tenant/import-items.ts';
import { importUsers } from '../../lib/operations/tenant/import-users.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';

const names = ['adele@contoso.com', 'graph.adele@contoso.com', 'microsoft.graph.adele@contoso.com'];

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3')],
    names.map((userPrincipalName, index) =>
      user([direct('E3')], { id: userId(index + 1), userPrincipalName }),
    ),
  );
});

function graphRequest(method: string, path: string, body?: unknown): GraphRequest {
  const caller = { id: 'admin', kind: 'app' } as const;
  return {
    method,
    root: 'https://unseat.example/v1.0',
    segments: pathSegments(method, path),
    query: new URLSearchParams(),
    body,
    session: world.session({ caller }),
    principal: {
      tenantId,
      cloud: null,
      caller,
      rights: rightsOfPermissions(['User.ReadWrite.All']),
    },
    ids: { requestId: 'r', clientRequestId: 'c' },
  };
}

function graph(method: string, path: string, body?: unknown): Promise<GraphAnswer> {
  return dispatch(graphRequest(method, path, body));
}

async function statusOfStep(method: string, url: string): Promise<unknown> {
  const request = graphRequest('POST', '$batch', { requests: [{ id: '1', method, url }] });
  const answer = await batch(request, () => Promise.resolve());
  return answer.body;
}

async function deleted(): Promise<readonly string[]> {
  const rows = await Promise.all([1, 2, 3].map((number) => world.store.user(userId(number))));
  return rows.flatMap((row) => (row?.value.deletion ? [row.value.userPrincipalName] : []));
}

describe('A name that begins like a namespace of Graph', () => {
  it.each(names)('%s is the user it names', async (name) => {
    expect(await graph('GET', `/users/${name}`)).toMatchObject({
      body: { userPrincipalName: name },
    });
    await graph('DELETE', `/users/${encodeURIComponent(name)}`);
    expect(await deleted()).toEqual([name]);
  });

  it.each(names)('%s is the user it names in a batch, and in a key', async (name) => {
    expect(await graph('GET', `/users('${name}')`)).toMatchObject({
      body: { userPrincipalName: name },
    });
    await statusOfStep('DELETE', `/users/${name}`);
    expect(await deleted()).toEqual([name]);
  });

  it('of an action or a type is still read', async () => {
    const body = { addLicenses: [], removeLicenses: [skuId('E3')] };
    for (const [index, name] of ['', 'graph.', 'microsoft.graph.'].entries()) {
      const path = `/users/${userId(index + 1)}/${name}assignLicense`;
      expect(await graph('POST', path, body)).toMatchObject({ status: 200 });
    }
    expect(await world.consumed(skuId('E3'))).toBe(0);
    for (const name of ['graph.user', 'microsoft.graph.user', 'microsoft.graph.user/$count']) {
      expect((await graph('GET', `/directory/deletedItems/${name}`)).status).toBe(200);
    }
  });
});

describe('A key as OData writes it', () => {
  it('is read after the name of a collection, with an apostrophe twice', async () => {
    const quoted = { id: userId(4), userPrincipalName: "o'neil@contoso.com" };
    await world.load([], [user([], quoted)]);
    const answer = await graph('GET', "/users('o''neil@contoso.com')");
    expect(answer).toMatchObject({ body: { id: userId(4) } });
    const path = `/Users%28%27${userId(1)}%27%29/revokeSignInSessions`;
    expect((await graph('POST', path)).status).toBe(200);
  });

  it.each([`users('${userId(1)}')`, `x('${userId(1)}')`])(
    '%s in the place of an id is no key',
    async (id) => {
      await expect(graph('GET', `/users/${id}`)).rejects.toMatchObject({ status: 404 });
      await expect(graph('DELETE', `/users/${id}`)).rejects.toMatchObject({ status: 404 });
      await expect(graph('DELETE', `/users('${id}')`)).rejects.toMatchObject({ status: 404 });
      const step = await statusOfStep('DELETE', `/users/${id}`);
      expect(step).toMatchObject({ responses: [{ status: 404 }] });
      await expect(graph('DELETE', `/x('${userId(1)}')`)).rejects.toMatchObject({ status: 400 });
      expect(await deleted()).toEqual([]);
    },
  );

  it('of nothing is no user', async () => {
    await expect(graph('DELETE', "/users('')")).rejects.toMatchObject({ status: 404 });
    await expect(graph('GET', "/users(')")).rejects.toMatchObject({ status: 400 });
  });
});

describe('An id that a path can not hold', () => {
  it.each(['.', '..', ' .. '])('%j is refused as a user', (id) => {
    expect(userParam.safeParse(id).success).toBe(false);
  });

  it.each(['.', '..'])('%j is refused as an item and as what a caller chooses', (id) => {
    expect(itemParam.safeParse(id).success).toBe(false);
    expect(chosenId.safeParse(id).success).toBe(false);
    expect(chosenId.safeParse(`${id}a`).success).toBe(true);
  });

  it('is imported neither as an item nor as a name', async () => {
    const item = { userId: userId(1), service: 'exchange', itemId: '..', name: 'Offer' };
    const items = await importItems(world.session(), [item]);
    expect(items.rejected).toHaveLength(1);
    const person = { id: userId(9), userPrincipalName: '..', displayName: 'Nobody' };
    const users = await importUsers(world.session(), [person]);
    expect(users.rejected).toHaveLength(1);
  });

  it.each(['/users/adele@contoso.com/licenseDetails/..', '/users/%2e%2e/x', '/users/./x'])(
    '%s is no address of a step',
    async (url) => {
      expect(await statusOfStep('DELETE', url)).toMatchObject({ responses: [{ status: 400 }] });
      expect(await deleted()).toEqual([]);
    },
  );

  it('is refused when it comes encoded', () => {
    expect(() => pathSegments('GET', 'users/%2E%2E')).toThrow("'.' or '..'");
  });
});

describe('DELETE of an address that ends with a slash', () => {
  it('is not the address without it', async () => {
    expect(() => refuseTrailingSlash('DELETE', `/api/users/${userId(1)}/`)).toThrow(UnseatError);
    expect(() => pathSegments('DELETE', `users/${userId(1)}/`)).toThrow(UnseatError);
    const answer = await statusOfStep('DELETE', `/users/${userId(1)}/`);
    expect(answer).toMatchObject({ responses: [{ status: 404 }] });
    expect(await deleted()).toEqual([]);
  });

  it('reads what it did before', () => {
    expect(pathSegments('GET', 'users/')).toEqual(['users']);
    expect(() => refuseTrailingSlash('GET', '/api/users/')).not.toThrow();
  });
});

describe('A body in chunks, which the host loses', () => {
  const url = 'https://unseat.example/api/users/unassign-all';

  it('is 411 with advice, at both doors', async () => {
    const headers = { 'transfer-encoding': 'chunked', 'content-type': 'application/json' };
    const request = new HttpRequest({ method: 'POST', url, headers });
    const error: unknown = await readBody(request).catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({
      code: 'lengthRequired',
      status: 411,
      message: expect.stringContaining('Content-Length'),
    });
    if (!(error instanceof UnseatError)) throw error;
    expect(toGraphError(error)).toMatchObject({ status: 411, code: 'Request_BadRequest' });
  });

  it('is read where the host has it', async () => {
    const headers = { 'transfer-encoding': 'chunked', 'content-type': 'application/json' };
    const body = { string: '{"userIds":[]}' };
    const request = new HttpRequest({ method: 'POST', url, headers, body });
    expect(await readBody(request)).toEqual({ userIds: [] });
  });
});
