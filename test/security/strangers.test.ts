import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { guid, skuId } from '../../simulation/builders/products.ts';
import { TenantClient } from '../e2e/running-app.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { requestsAbout } from './api-requests.ts';
import type { ApiRequest, RawAnswer } from './ask.ts';
import { ask } from './ask.ts';
import { graphRequestsAbout } from './graph-requests.ts';
import type { Names, StockedTenant } from './stocked-tenant.ts';
import { allRows, nobody, stockTenant } from './stocked-tenant.ts';

let app: MemoryApp;
let owner: StockedTenant;
/** Has nothing at all: the products of the owner are as foreign to it as the users. */
let bare: TenantClient;
/** Has the same products, so that requests about users get as far as the users. */
let equipped: TenantClient;
beforeAll(async () => {
  app = new MemoryApp();
  owner = await stockTenant(app);
  bare = new TenantClient(app);
  await bare.ok('PUT', '/api/tenant', { displayName: 'Fabrikam' });
  equipped = new TenantClient(app);
  await equipped.setUp([]);
});

/** An answer without what differs from one request to the next: the ids that were asked for, request ids and dates. */
function comparable({ status, text }: RawAnswer, names: Names): { status: number; text: string } {
  const named = Object.entries(names).reduce(
    (rest, [name, id]: [string, string]) => rest.replaceAll(id, `<${name}>`),
    text,
  );
  return {
    status,
    text: named
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
      .replaceAll(/[0-9a-f]{32}/g, '<operation>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '<date>'),
  };
}

function inEffect(request: ApiRequest): ApiRequest {
  return { ...request, path: request.path.replace('?dryRun=true', '') };
}

/** Only what names something of the owner, in full effect: nothing is tried out. */
function foreign(requests: readonly ApiRequest[], others: readonly ApiRequest[]) {
  return requests.flatMap((request, index) => {
    const other = others[index];
    return other === undefined || JSON.stringify(other) === JSON.stringify(request)
      ? []
      : [{ ofOwner: inEffect(request), ofNobody: inEffect(other) }];
  });
}

async function findsNobody(
  stranger: TenantClient,
  pairs: ReturnType<typeof foreign>,
  names: Names,
): Promise<void> {
  const token = await stranger.token('Global Administrator');
  const before = allRows(app, owner.client);
  for (const { ofOwner, ofNobody } of pairs) {
    const { method, path, body } = ofOwner;
    const answer = comparable(await ask(app, ofOwner, token), names);
    expect({ method, path, ...answer }).toEqual({
      method,
      path,
      ...comparable(await ask(app, ofNobody, token), nobody),
    });
    const isNamedInPath = Object.values(names).some((id: string) => path.includes(id));
    // A product that is not there makes the whole request wrong, wherever its user is; Graph looks for the user first.
    const isProductInBody =
      !path.startsWith('/v1.0/') && JSON.stringify(body ?? null).includes(names.product);
    if (isNamedInPath && !path.includes('?')) {
      const status = isProductInBody ? 400 : 404;
      expect({ method, path, status: answer.status }).toEqual({ method, path, status });
    }
    expect(answer.text).not.toMatch(/person\d|hello|litigation/i);
  }
  expect(allRows(app, owner.client)).toEqual(before);
}

describe('With the ids of another tenant a stranger finds the same as with ids of nobody', () => {
  it('when it has nothing of its own', async () => {
    const pairs = foreign(requestsAbout(owner.names), requestsAbout(nobody));
    expect(pairs.length).toBeGreaterThan(25);
    await findsNobody(bare, pairs, owner.names);
  });

  it('when it has the same products', async () => {
    const product = skuId('E3');
    const names = { ...owner.names, product: guid(2, 999) };
    const pairs = foreign(
      requestsAbout({ ...owner.names, product }),
      requestsAbout({ ...nobody, product }),
    );
    await findsNobody(equipped, pairs, names);
  });

  it('on the routes of Graph', async () => {
    const pairs = (['active', 'deleted', 'unassigned'] as const).flatMap((victim) => {
      const of = (names: Names, tenantId: string) =>
        graphRequestsAbout({ ...names, tenantId, victim: names[victim] });
      return foreign(of(owner.names, owner.client.tenantId), of(nobody, guid(9, 901)));
    });
    expect(pairs.length).toBeGreaterThan(30);
    await findsNobody(equipped, pairs, owner.names);
  });
});

const Page = z.object({
  nextLink: z.string().optional(),
  '@odata.nextLink': z.string().optional(),
});

it('A link into a list of another tenant is refused, and says nothing of it', async () => {
  const lists: readonly ApiRequest[] = [
    { method: 'GET', path: '/api/users?top=1' },
    { method: 'GET', path: '/api/retention?top=1' },
    { method: 'GET', path: '/api/operations?top=1' },
    { method: 'GET', path: `/api/products/${skuId('E3')}/users?top=1` },
    { method: 'GET', path: '/v1.0/users?$top=1' },
  ];
  const own = await owner.client.token('Global Administrator');
  const stranger = new TenantClient(app);
  await stranger.setUp([]);
  const other = await stranger.token('Global Administrator');
  for (const list of lists) {
    const first = Page.parse(JSON.parse((await ask(app, list, own)).text));
    const next = first.nextLink ?? first['@odata.nextLink'] ?? '';
    expect(next).toContain('oken=');
    const path = next.slice(app.url.length);
    const rest = await ask(app, { method: 'GET', path }, other);
    expect({ path: list.path, status: rest.status }).toEqual({ path: list.path, status: 400 });
    expect(rest.text).not.toMatch(/person\d|@contoso/);
    const ids = Object.values(owner.names).filter((id) => id !== skuId('E3'));
    for (const id of ids) expect(rest.text).not.toContain(id);
  }
});

it('A calendar link of another tenant reads that tenant’s calendar only, also beside a token', async () => {
  const Created = z.object({ url: z.string() });
  const created = await owner.client.ok('POST', '/api/retention/calendar-links', {});
  const path = Created.parse(created).url.slice(app.url.length);
  const request = { method: 'GET', path };
  const alone = await ask(app, request, null);
  expect([alone.status, alone.text.includes('BEGIN:VEVENT')]).toEqual([200, true]);
  const token = await equipped.token('Global Administrator');
  const beside = await ask(app, request, token);
  expect([beside.status, beside.text.includes('BEGIN:VEVENT')]).toEqual([200, false]);
});
