import { resolve } from 'node:path';
import { z } from 'zod';
import { type StartedHost, startLocalHost, type StartOptions } from '../../dev/start-local-host.ts';

export const fixtureApp = resolve(import.meta.dirname, 'fixture-app');

export function startFixture(options: StartOptions = {}): Promise<StartedHost> {
  return startLocalHost({ appFolder: fixtureApp, ...options });
}

const Seen = z.object({
  jobs: z.array(
    z.object({
      job: z.unknown(),
      metadata: z.looseObject({ id: z.unknown(), dequeueCount: z.number() }),
    }),
  ),
  purges: z.number(),
  sweeps: z.array(z.looseObject({ at: z.string(), isPastDue: z.boolean() })),
  running: z.number(),
  mostRunning: z.number(),
});

/** What the functions of the fixture have seen. */
export async function readSeen({ url }: { url: string }): Promise<z.infer<typeof Seen>> {
  return Seen.parse(await (await fetch(`${url}/api/seen`)).json());
}

export function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body) });
}
