import fc from 'fast-check';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { requestsAbout } from './api-requests.ts';
import type { ApiRequest } from './ask.ts';
import { ask } from './ask.ts';
import { graphRequestsAbout } from './graph-requests.ts';
import { withHostileAddress, withHostileBody } from './hostile-requests.ts';
import { hostileHeaders, tellsOfInside } from './hostile-words.ts';
import type { StockedTenant } from './stocked-tenant.ts';
import { allRows, nobody, stockTenant } from './stocked-tenant.ts';

let app: MemoryApp;
let tenant: StockedTenant;
let token: string;
let requests: readonly ApiRequest[];
beforeAll(async () => {
  app = new MemoryApp();
  tenant = await stockTenant(app);
  token = await tenant.client.token('Global Administrator');
  const { tenantId } = tenant.client;
  const graph = graphRequestsAbout({ ...tenant.names, tenantId, victim: nobody.active });
  requests = [...requestsAbout(tenant.names), ...graph];
});

let sent = 0;
afterAll(() => {
  expect(sent).toBeGreaterThan(8_000);
});

/** Sends what is hostile, and gives what the app did not answer as the caller's mistake or as a fine request. */
async function survives(
  hostile: readonly (ApiRequest & { readonly what?: string })[],
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const before = allRows(app, tenant.client);
  const wrong: unknown[] = [];
  const send = async (request: ApiRequest & { readonly what?: string }): Promise<void> => {
    const { status, text } = await ask(app, request, token, headers);
    sent += 1;
    if (status < 500 && !tellsOfInside(text)) return;
    const { method, path, what } = request;
    const [where, said] = [path.slice(0, 200), text.slice(0, 300)];
    wrong.push({ method, where, what, headers, status, said });
  };
  await pMap(hostile, send, { concurrency: 8 });
  expect(wrong).toEqual([]);
  expect(allRows(app, tenant.client)).toEqual(before);
}

describe('On every route', () => {
  it('an address with hostile words changes nothing', async () => {
    await survives(requests.flatMap((request) => withHostileAddress(request)));
  });

  it('a body with hostile values changes nothing', async () => {
    const withBody = requests.filter(({ method }) => method !== 'GET');
    for (const request of withBody) await survives(withHostileBody(request));
  });

  it('a body over 10 MiB is refused', async () => {
    const body = JSON.stringify({ userIds: ['x'.repeat(10 * 1024 * 1024)] });
    const before = allRows(app, tenant.client);
    for (const request of requests.filter(({ method }) => method !== 'GET')) {
      const { status } = await ask(app, { ...request, body }, token);
      expect({ path: request.path, status }).toEqual({ path: request.path, status: 413 });
    }
    expect(allRows(app, tenant.client)).toEqual(before);
  });

  it('headers with hostile values change nothing', async () => {
    for (const headers of hostileHeaders) {
      const latin = Object.entries(headers).map(([name, text]) => [
        name,
        Buffer.from(text).toString('latin1'),
      ]);
      await survives(requests, Object.fromEntries(latin));
    }
  });

  it('whatever else comes to mind changes nothing', async () => {
    const anywhere = fc.record({
      index: fc.nat(),
      part: fc.nat(),
      text: fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.webQueryParameters()),
      body: fc.option(fc.json({ stringUnit: 'binary' }), { nil: undefined }),
      option: fc.constantFrom(
        '$filter',
        '$search',
        '$orderby',
        '$select',
        '$skiptoken',
        'skipToken',
        'search',
        'top',
      ),
    });
    await fc.assert(
      fc.asyncProperty(anywhere, async ({ index, part, text, body, option }) => {
        const request = requests[index % requests.length];
        if (request === undefined) return;
        const word = encodeURIComponent(text.toWellFormed());
        const [plain = '', query = ''] = request.path.split('?');
        const steps = plain.split('/');
        const path = steps.with(2 + (part % (steps.length - 2)), word).join('/');
        const value = body !== undefined && request.method !== 'GET' ? { body } : {};
        await survives([
          { ...request, ...value, path: `${path}?${query}` },
          { ...request, ...value, path: `${plain}?${query}&${option}=${word}` },
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
