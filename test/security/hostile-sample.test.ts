import { beforeAll, expect, it } from 'vitest';
import { hostileHeaders } from './hostile-words.ts';
import type { HostileApp } from './hostile-app.ts';
import { openHostileApp, survives } from './hostile-app.ts';
import { withHostileAddress, withHostileBody } from './hostile-requests.ts';

let app: HostileApp;
beforeAll(async () => {
  app = await openHostileApp();
});

/** Every so many-th; 7 has nothing in common with the numbers of words and places. */
function share<Value>(all: readonly Value[]): readonly Value[] {
  return all.filter((_, index) => index % 7 === 0);
}

it('A share of the hostile words changes nothing on any route', async () => {
  const addresses = app.requests.flatMap((request) => share(withHostileAddress(request)));
  const withBody = app.requests.filter(({ method }) => method !== 'GET');
  const bodies = withBody.flatMap((request) => share(withHostileBody(request)));
  expect(addresses.length).toBeGreaterThan(app.requests.length);
  expect(bodies.length).toBeGreaterThan(withBody.length);
  await survives(app, [...addresses, ...bodies]);
});

it('A hostile header changes nothing on any route', async () => {
  const [headers = {}] = hostileHeaders;
  const latin = Object.entries(headers).map(([name, text]) => [
    name,
    Buffer.from(text).toString('latin1'),
  ]);
  await survives(app, app.requests, Object.fromEntries(latin));
});
