import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AppFunction } from '../app/function-app.ts';
import { isDisabled } from '../settings.ts';
import { type Answer, type Endpoint, invalidRequest } from './endpoints.ts';
import { isHttp, routeTemplate } from './routes.ts';

const RunInput = z.object({ input: z.string().optional() });

export interface AdminParts {
  readonly url: string;
  readonly routePrefix: string;
  readonly functions: ReadonlyMap<string, AppFunction>;
  /** Starts a timer or queue function; does not wait for its end. */
  run(fn: AppFunction, input: string): void;
}

/** The real host's admin endpoints, as far as people use them. */
export function adminEndpoints(parts: AdminParts): Endpoint[] {
  const id = randomUUID();
  const started = performance.now();
  const status = () => ({
    id,
    state: 'Running',
    version: '4.0.0-local',
    processUptime: Math.round(performance.now() - started),
    processId: process.pid,
  });
  const find = (name = '') => findIgnoringCase(parts.functions, name);
  return [
    { method: 'GET', path: 'admin/host/status', answer: () => ({ status: 200, body: status() }) },
    { method: 'GET', path: 'admin/host/ping', answer: () => ({ status: 200 }) },
    { method: 'POST', path: 'admin/host/ping', answer: () => ({ status: 200 }) },
    {
      method: 'GET',
      path: 'admin/functions',
      answer: () => ({
        status: 200,
        body: [...parts.functions.values()].map((fn) => describe(fn, parts)),
      }),
    },
    {
      method: 'GET',
      path: 'admin/functions/{name}',
      answer: ({ params }) => {
        const fn = find(params['name']);
        return fn ? { status: 200, body: describe(fn, parts) } : { status: 404 };
      },
    },
    {
      method: 'GET',
      path: 'admin/functions/{name}/status',
      answer: ({ params }) =>
        find(params['name']) ? { status: 200, body: { errors: null } } : { status: 404 },
    },
    {
      method: 'POST',
      path: 'admin/functions/{name}',
      answer: ({ params, body }) => runNow(parts, find(params['name']), body),
    },
  ];
}

function findIgnoringCase(
  functions: ReadonlyMap<string, AppFunction>,
  name: string,
): AppFunction | undefined {
  return [...functions.values()].find((fn) => fn.name.toLowerCase() === name.toLowerCase());
}

function runNow(parts: AdminParts, fn: AppFunction | undefined, body: unknown): Answer {
  if (!fn) return { status: 404 };
  if (isHttp(fn)) return invalidRequest(`"${fn.name}" is an HTTP function: call its route.`);
  const parsed = RunInput.safeParse(body ?? {});
  if (!parsed.success) return invalidRequest('The body has the form {"input": "text"}.');
  parts.run(fn, parsed.data.input ?? '');
  return { status: 202 };
}

function describe(fn: AppFunction, { url, routePrefix }: AdminParts): object {
  const bindings = Object.entries(fn.metadata.bindings).map(([name, rest]) => ({ name, ...rest }));
  return {
    name: fn.name,
    language: 'node',
    isDisabled: isDisabled(fn.name),
    href: `${url}/admin/functions/${fn.name}`,
    invoke_url_template: isHttp(fn) ? `${url}/${routeTemplate(fn, routePrefix)}` : '',
    config: { bindings },
  };
}
