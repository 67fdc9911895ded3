import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostileApp } from './hostile-app.ts';
import { openHostileApp, survives } from './hostile-app.ts';
import { withHostileAddress, withHostileBody } from './hostile-requests.ts';
import { hostileHeaders } from './hostile-words.ts';

let app: HostileApp;
beforeAll(async () => {
  app = await openHostileApp();
});

let sent = 0;
afterAll(() => {
  expect(sent).toBeGreaterThan(8_000);
});

async function trial(
  hostile: Parameters<typeof survives>[1],
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  sent += hostile.length;
  await survives(app, hostile, headers);
}

describe('On every route', () => {
  it('an address with hostile words changes nothing', async () => {
    await trial(app.requests.flatMap((request) => withHostileAddress(request)));
  });

  it('a body with hostile values changes nothing', async () => {
    const withBody = app.requests.filter(({ method }) => method !== 'GET');
    for (const request of withBody) await trial(withHostileBody(request));
  });

  it('a body over 10 MiB is refused', async () => {
    const body = JSON.stringify({ userIds: ['x'.repeat(10 * 1024 * 1024)] });
    const before = app.rows();
    for (const request of app.requests.filter(({ method }) => method !== 'GET')) {
      const { status } = await app.send({ ...request, body });
      expect({ path: request.path, status }).toEqual({ path: request.path, status: 413 });
    }
    expect(app.rows()).toEqual(before);
  });

  it('headers with hostile values change nothing', async () => {
    for (const headers of hostileHeaders) {
      const latin = Object.entries(headers).map(([name, text]) => [
        name,
        Buffer.from(text).toString('latin1'),
      ]);
      await trial(app.requests, Object.fromEntries(latin));
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
        const request = app.requests[index % app.requests.length];
        if (request === undefined) return;
        const word = encodeURIComponent(text.toWellFormed());
        const [plain = '', query = ''] = request.path.split('?');
        const steps = plain.split('/');
        const path = steps.with(2 + (part % (steps.length - 2)), word).join('/');
        const value = body !== undefined && request.method !== 'GET' ? { body } : {};
        await trial([
          { ...request, ...value, path: `${path}?${query}` },
          { ...request, ...value, path: `${plain}?${query}&${option}=${word}` },
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
