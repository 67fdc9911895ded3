import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { startLocalHost } from '../../dev/start-local-host.ts';
import { apiRoutes } from '../in-memory/functions.ts';

const register = resolve(import.meta.dirname, '../../dist/functions/register.js');

/** A built file and all it imports before it runs. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text.matchAll(/^(?:import|export)\b[^;]*?from "(\.[^"]+)"/gm)) {
    loadedWith(join(dirname(file), path), seen);
  }
  for (const [, path = ''] of text.matchAll(/^import "(\.[^"]+)"/gm)) {
    loadedWith(join(dirname(file), path), seen);
  }
  return seen;
}

describe('The built app', () => {
  let host: StartedHost;
  beforeAll(async () => {
    host = await startLocalHost();
  });
  afterAll(() => host.stop());

  it('loads no storage SDK and no function before one is called', () => {
    const files = [...loadedWith(register)];
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => /connect-|unassign|answer-graph/.test(file))).toEqual([]);
    expect(bytes).toBeLessThan(1_200_000);
  });

  it('describes every route, of functions too that nobody has called yet', async () => {
    const answer = await fetch(`${host.url}/api/openapi.json`);
    const Described = z.object({
      paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
    });
    const { paths } = Described.parse(await answer.json());
    const names = Object.values(paths).flatMap((of) =>
      Object.values(of).map(({ operationId }) => operationId),
    );
    expect(names.toSorted()).toEqual(apiRoutes.map(({ name }) => name).toSorted());
  });

  it('serves its routes with a wrong setting, each saying which, and takes nothing from queues', async () => {
    const wrong = await startLocalHost({ env: { SWEEP_SCHEDULE: 'every day' }, quiet: false });
    const answer = await fetch(`${wrong.url}/api/health`);
    const said: unknown = await answer.json();
    const functions: unknown = await (await fetch(`${wrong.url}/admin/functions`)).json();
    const printed = wrong.output();
    await wrong.stop();
    expect(answer.status).toBe(503);
    for (const text of [JSON.stringify(said), printed]) {
      expect(text).toContain('SWEEP_SCHEDULE: has 2 fields');
    }
    expect(JSON.stringify(functions)).toMatch(/"name":"health"/);
    expect(JSON.stringify(functions)).not.toMatch(/queueTrigger|timerTrigger/);
  });

  it('knows the methods of an address whose functions nobody has called yet', async () => {
    const fresh = await startLocalHost();
    const answer = await fetch(`${fresh.url}/api/products`, { method: 'DELETE' });
    await fresh.stop();
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
