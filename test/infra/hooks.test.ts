import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { nextSteps, waitForHealth } from '../../infra/hooks/after-deploy.ts';
import { whatIsLost } from '../../infra/hooks/before-down.ts';
import { regionProblem } from '../../infra/hooks/before-provision.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** An app that gives one answer after the other, the last one for ever. */
async function app(...answers: readonly [number, unknown][]): Promise<string> {
  let asked = 0;
  const server = createServer((_, response) => {
    const [status, body] = answers[Math.min(asked, answers.length - 1)] ?? [500, null];
    asked += 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  stops.push(() => server.close());
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('After a deployment', () => {
  it('an app that fails first is waited for', async () => {
    const url = await app([503, 'starting'], [500, 'no role yet'], [200, { status: 'up' }]);
    const health = await waitForHealth(url, { attempts: 5, pauseMs: 0 });
    expect(health).toEqual({ isUp: true, says: '200 {"status":"up"}' });
  });

  it('an app that never comes up is given up with what it said last', async () => {
    const url = await app([503, 'wrong settings']);
    const health = await waitForHealth(url, { attempts: 3, pauseMs: 0 });
    expect(health).toEqual({ isUp: false, says: '503 "wrong settings"' });
  });

  it('what is left to do names the consent and the import', () => {
    const steps = nextSteps('https://unseat.example', 'the-client-id');
    expect(steps).toContain('adminconsent?client_id=the-client-id');
    expect(steps).toContain('npm run import -- <folder> --url https://unseat.example');
  });
});

describe('Before everything is deleted', () => {
  const day = { day: '2026-12-23', users: 12, entries: 20, itemCount: 1, sizeBytes: 1 };

  it('who loses data, and until when it was held, is said', async () => {
    const url = await app([200, { value: [day, { ...day, day: '2026-12-25', users: 3 }] }]);
    expect(await whatIsLost(url, 'token')).toContain('held for 15 users, until 2026-12-25');
  });

  it('an empty calendar is not said to be nothing', async () => {
    const url = await app([200, { value: [] }]);
    expect(await whatIsLost(url, 'token')).toContain('other tenants are not counted');
  });

  it.each([
    ['no token', null, 200],
    ['a refusal', 'token', 403],
    ['an answer of something else', 'token', 200],
  ])('with %s what is held is unknown', async (_, token, status) => {
    const url = await app([status, { error: {} }]);
    expect(await whatIsLost(url, token)).toContain('could not be read');
  });
});

describe('Before anything is made', () => {
  const regions = ['West Europe', 'northeurope'];

  it.each(['westeurope', 'North Europe'])('%s is taken', (location) => {
    expect(regionProblem(location, regions)).toBeNull();
  });

  it('a region without Flex Consumption is refused with those that have it', () => {
    expect(regionProblem('polandcentral', regions)).toMatch(
      /one of westeurope, northeurope .*premium/,
    );
  });
});
