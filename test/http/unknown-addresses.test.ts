import { globSync, readFileSync } from 'node:fs';
import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { compileRoute } from '../../dev/host/http/route-pattern.ts';
import { ErrorAnswer } from '../../lib/api/error-answer.ts';
import { builtPages } from '../../lib/pages/built-pages.ts';
import { answerAsset, answerPage } from '../../lib/pages/answer-page.ts';
import { servePages } from '../../lib/pages/serve-pages.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { apiRoutes, functionAt, httpFunctions } from '../in-memory/functions.ts';
import { invoke } from '../in-memory/memory-app.ts';
import { runtimeOf } from '../in-memory/runtime.ts';
import { issueToken } from '../in-memory/tokens.ts';
import { tenantId } from '../../simulation/builders/memory-world.ts';

const world = new MemoryWorld();
await world.load([], []);
const functions = httpFunctions(runtimeOf(world));

async function send(method: string, path: string, headers: Record<string, string> = {}) {
  const found = functionAt(functions, method, path);
  if (found === null) throw new Error(`the host answers ${method} ${path} itself`);
  const url = `https://unseat.example${path}`;
  const request = new HttpRequest({ method, url, params: found.params, headers });
  const answer = await invoke(found.handler, request, world);
  return { ...answer, headers: new Headers(Object(answer.headers)) };
}

function refusal({ body }: { body?: unknown }): ErrorAnswer['error'] {
  return ErrorAnswer.parse(JSON.parse(String(body))).error;
}

async function asAdmin() {
  const token = await issueToken({ tenantId, roles: ['Global Administrator'] });
  return { authorization: `Bearer ${token}` };
}

describe('An address that is none', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'is 404 in the envelope for %s, and says where all are listed',
    async (method) => {
      const answer = await send(method, '/api/user/1');
      expect(answer.status).toBe(404);
      expect(refusal(answer)).toMatchObject({
        code: 'nothingThere',
        parameters: { path: '/api/user/1' },
        message: "There is nothing at '/api/user/1'. GET /api/openapi.json lists every address.",
      });
      expect(answer.headers.get('request-id')).toMatch(/./);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.has('allow')).toBe(false);
    },
  );

  it('is 404 without a body for HEAD', async () => {
    expect(await send('HEAD', '/api/user/1')).toMatchObject({ status: 404 });
    expect(await send('HEAD', '/api/user/1')).not.toHaveProperty('body');
  });
});

describe('A method an address does not take', () => {
  it.each([
    ['PUT', '/api/users/adele', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['GET', '/api/users/adele/block', 'OPTIONS, POST'],
    ['HEAD', '/api/users/adele/block', 'OPTIONS, POST'],
    ['PATCH', '/API/Users/adele/Block/', 'OPTIONS, POST'],
  ])('is 405 for %s %s and says in Allow which it takes', async (method, path, allow) => {
    const answer = await send(method, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    if (method !== 'HEAD') {
      expect(refusal(answer)).toMatchObject({
        code: 'methodNotAllowed',
        parameters: { method, path, allowed: allow.split(', ') },
      });
    }
  });

  it('OPTIONS is answered with those it takes', async () => {
    const answer = await send('OPTIONS', '/api/products');
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect(answer.headers.get('request-id')).toMatch(/./);
  });
});

describe('HEAD', () => {
  it('has the status and the headers of GET and no body, on both doors', async () => {
    const headers = await asAdmin();
    for (const path of ['/api/users', '/v1.0/users', '/beta/users']) {
      const [get, head] = [await send('GET', path, headers), await send('HEAD', path, headers)];
      expect([path, head.status, head.body]).toEqual([path, 200, undefined]);
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    }
  });

  it('without a token is 401', async () => {
    expect((await send('HEAD', '/api/users')).status).toBe(401);
    expect((await send('HEAD', '/v1.0/users')).status).toBe(401);
  });
});

it('Graph says in its own words that it knows no such method', async () => {
  const answer = await send('OPTIONS', '/v1.0/users', await asAdmin());
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body)).toContain('Specified HTTP method is not allowed');
});

describe('The functions of the app, in the order the host tries them', () => {
  const pages = [
    { name: 'portal', ...servePages('{page?}', builtPages, answerPage) },
    { name: 'portalAsset', ...servePages('assets/{file}', builtPages, answerAsset) },
  ].map(({ name, methods = [], route = '' }) => ({ name, methods, pattern: compileRoute(route) }));
  const all = [...functions, ...pages].toSorted((a, b) =>
    a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1,
  );

  it('are all there are', () => {
    const text = globSync('functions/**/*.ts').map((file) => readFileSync(file, 'utf8'));
    const fixed = text.flatMap((one) => /app\.http\('(\w+)'/.exec(one)?.[1] ?? []);
    const ofRoutes = text.filter((one) => /app\.http\(\w+\.name/.test(one));
    expect(fixed.toSorted()).toEqual(['graph', 'graphBeta', 'portal', 'portalAsset', 'zzUnknown']);
    expect(ofRoutes).toHaveLength(apiRoutes.length);
    expect(all.at(-1)?.name).toBe('zzUnknown');
  });

  it.each([
    ...apiRoutes.map(({ name, path }) => [name, `/${path.replaceAll(/\{\w+\}/g, 'x')}`] as const),
    ['graph', '/v1.0/users'],
    ['graphBeta', '/beta/users'],
    ['portal', '/users'],
    ['portalAsset', '/assets/index-1.js'],
  ] as const)('%s is not covered by an earlier one', (name, path) => {
    const own = all.find((one) => one.name === name);
    for (const method of own?.methods ?? []) {
      const first = all.find(
        (one) => one.methods.some((other) => other === method) && one.pattern.read(path) !== null,
      );
      expect([method, path, first?.name]).toEqual([method, path, name]);
    }
  });
});
