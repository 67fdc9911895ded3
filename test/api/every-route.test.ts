import { beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../lib/api/route.ts';
import { apiRoutes } from '../in-memory/functions.ts';
import type { MemoryApp } from '../in-memory/memory-app.ts';
import type { TableRequest } from '../security/api-requests.ts';
import { requestsAbout, tableFile } from '../security/api-requests.ts';
import { ask } from '../security/ask.ts';
import type { StockedTenant } from '../security/stocked-tenant.ts';
import { allRows, stockedApp, withoutRight } from '../security/stocked-tenant.ts';

let app: MemoryApp;
let tenant: StockedTenant;
let token: string;
beforeAll(async () => {
  ({ app, tenant, token } = await stockedApp());
});

function entryOf({ name }: Route): TableRequest {
  const entry = requestsAbout(tenant.names).find((request) => request.name === name);
  if (entry === undefined) throw new Error(`${name} has no request in ${tableFile}`);
  return entry;
}

/** The request with an option the route does not have, and with a property its body does not have. */
function wrongOnes({ body, ...request }: TableRequest) {
  const unknown = `${request.path}${request.path.includes('?') ? '&' : '?'}unknown=1`;
  const more = typeof body === 'object' ? { ...body, unknown: 1 } : { unknown: 1 };
  return request.method === 'GET' || request.access === 'open'
    ? [{ ...request, path: unknown }]
    : [
        { ...request, path: unknown, body },
        { ...request, body: more },
      ];
}

describe.each(apiRoutes)('$name', (route) => {
  it('answers what its description says', async () => {
    const { status, headers, text } = await ask(app, entryOf(route), token);
    const type = route.contentType ?? 'application/json';
    expect({ status, text, type: headers.get('content-type')?.split(';')[0] }).toEqual({
      status: 200,
      text,
      type,
    });
    if (type === 'application/json')
      expect(route.answer.safeParse(JSON.parse(text))).toMatchObject({ success: true });
  });

  if (route.access === 'signedIn') {
    it('answers whoever has a token of the tenant, and nobody without one', async () => {
      expect(await withoutRight({ app, tenant }, entryOf(route))).toEqual([200, 401]);
    });
  } else if (route.access !== 'open') {
    it('refuses whoever has no right to it', async () => {
      expect(await withoutRight({ app, tenant }, entryOf(route))).toEqual([403, 401]);
    });
  }

  it('refuses what it does not know, and changes nothing', async () => {
    const before = allRows(app, tenant.client);
    for (const wrong of wrongOnes(entryOf(route))) {
      const { status, text } = await ask(app, wrong, token);
      expect({ status, text }).toEqual({
        status: 400,
        text: expect.stringMatching(/unknown|takes no body/),
      });
    }
    expect(allRows(app, tenant.client)).toEqual(before);
  });
});
