import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { graphRoutes } from '../../lib/graph/routes.ts';
import type { MemoryApp } from '../in-memory/memory-app.ts';
import { ask } from '../security/ask.ts';
import type { GraphTableRequest } from '../security/graph-requests.ts';
import { graphRequestsAbout, graphTableFile } from '../security/graph-requests.ts';
import type { StockedTenant } from '../security/stocked-tenant.ts';
import { allRows, stockedApp, withoutRight } from '../security/stocked-tenant.ts';

let app: MemoryApp;
let tenant: StockedTenant;
let token: string;
function entryOf(name: string): GraphTableRequest {
  const { client, names } = tenant;
  const victim = name.includes('{item}') ? names.deleted : names.active;
  const requests = graphRequestsAbout({ ...names, tenantId: client.tenantId, victim });
  const entry = requests.find((request) => request.name === name);
  if (entry === undefined) throw new Error(`${name} has no request in ${graphTableFile}`);
  return entry;
}

/** The request with an option it does not have, of all a dry run; and with values of another type in its body. */
function wrongOnes({ body, ...request }: GraphTableRequest) {
  const option = request.method === 'GET' ? '$unknown=1' : 'dryRun=true';
  const withOption = { ...request, path: `${request.path}?${option}`, body };
  if (typeof body !== 'object' || body === null) return [withOption];
  const numbers = Object.fromEntries(Object.keys(body).map((name) => [name, 7]));
  return [withOption, { ...request, body: numbers }];
}

it('both versions are one table of routes', () => {
  const files = globSync('functions/graph/*.ts').map((file) => basename(file, '.ts'));
  expect(files.toSorted()).toEqual(['graph', 'graph-beta']);
});

describe.each(graphRoutes.map(({ method, path }) => `${method} ${path}`))('%s', (name) => {
  beforeAll(async () => {
    ({ app, tenant, token } = await stockedApp());
  });

  it('refuses whoever has no right to it', async () => {
    expect(await withoutRight({ app, tenant }, entryOf(name))).toEqual([403, 401]);
  });

  it('refuses what it does not know, and changes nothing', async () => {
    const before = allRows(app, tenant.client);
    for (const wrong of wrongOnes(entryOf(name))) {
      const { status, text } = await ask(app, wrong, token);
      expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining('"error"') });
    }
    expect(allRows(app, tenant.client)).toEqual(before);
  });

  it('answers', async () => {
    const request = entryOf(name);
    const { status, text } = await ask(app, request, token);
    expect({ status, text }).toEqual({
      status: request.done,
      text: request.done === 204 ? '' : expect.stringMatching(/^\d+$|"@odata.context"/),
    });
  });
});
