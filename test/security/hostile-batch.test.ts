import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { MemoryApp } from '../in-memory/memory-app.ts';
import { ask } from './ask.ts';
import { tellsOfInside } from './hostile-words.ts';
import type { StockedTenant } from './stocked-tenant.ts';
import { allRows, stockedApp } from './stocked-tenant.ts';

let app: MemoryApp;
let tenant: StockedTenant;
let token: string;
beforeAll(async () => {
  ({ app, tenant, token } = await stockedApp());
});

const Answer = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.number(), body: z.unknown() })),
});

async function send(body: unknown) {
  const before = allRows(app, tenant.client);
  const answer = await ask(app, { method: 'POST', path: '/v1.0/$batch', body }, token);
  expect(allRows(app, tenant.client)).toEqual(before);
  expect(tellsOfInside(answer.text)).toBe(false);
  return answer;
}

/** Steps that are wrong in themselves; the one beside them is carried out all the same. */
const steps: Readonly<Record<string, object>> = {
  'an address of two slashes': { url: '//' },
  'an address of another app': { url: '//example.com/users' },
  'an absolute address': { url: 'https://example.com/v1.0/users' },
  'an address with a user name': { url: '//user:pass@[::1/users' },
  'a port that is none': { url: '//a:99999999/users' },
  'half an escape': { url: '/users/%' },
  NUL: { url: '/users/a%00b' },
  'a way up': { url: '/../../api/tenant' },
  'a method that is none': { url: '/users', method: '__proto__' },
  'a batch in itself': { url: '/$batch', method: 'POST', body: { requests: [] } },
  'a filter of brackets': { url: `/users?$filter=${'('.repeat(9000)}` },
  'a filter of negations': { url: `/users?$filter=${'not '.repeat(3000)}` },
  'a filter that never ends': { url: "/users?$filter=displayName eq '" },
  'a property of Object': { url: '/users?$filter=__proto__ eq 1&$select=constructor' },
  'a search without end': { url: '/users?$search="displayName:a' },
  'a token of another list': { url: '/users?$skiptoken=eyJsaXN0IjoiaXRlbXMifQ' },
  'a key of an idle name': { url: '/users', headers: { 'idempotency-key': 'a b' } },
  'a key of 300 characters': { url: '/users', headers: { 'Idempotency-Key': 'x'.repeat(300) } },
};

describe('A batch', () => {
  it.each(Object.entries(steps))('with %s answers 4xx in that step alone', async (_, step) => {
    const requests = [
      { id: 'hostile', method: 'GET', ...step },
      { id: 'fine', method: 'GET', url: '/organization' },
    ];
    const answer = await send({ requests });
    expect(answer.status).toBe(200);
    const [hostile, fine] = Answer.parse(JSON.parse(answer.text)).responses;
    expect(hostile?.status).toBeGreaterThanOrEqual(400);
    expect(hostile?.status).toBeLessThan(500);
    expect(fine?.status).toBe(200);
  });

  it('with a header that HTTP could not carry is carried out without it', async () => {
    const headers = { 'a header\n': 'x', 'x-y': 'é\u0000' };
    const answer = await send({
      requests: [{ id: '1', method: 'GET', url: '/organization', headers }],
    });
    expect(Answer.parse(JSON.parse(answer.text)).responses[0]?.status).toBe(200);
  });

  it.each<[string, unknown]>([
    ['no list', { requests: {} }],
    ['nothing', { requests: [] }],
    [
      'an address of 10 MB',
      { requests: [{ id: '1', method: 'GET', url: `/users?$filter=${'('.repeat(9_000_000)}` }] },
    ],
    [
      '21 steps',
      { requests: Array.from({ length: 21 }, (_, id) => ({ id, method: 'GET', url: '/users' })) },
    ],
    ['one id twice', { requests: [1, 1].map((id) => ({ id, method: 'GET', url: '/users' })) }],
    [
      'a step that waits for itself',
      { requests: [{ id: '1', method: 'GET', url: '/users', dependsOn: ['1'] }] },
    ],
    [
      'a circle',
      {
        requests: [
          ['1', '2'],
          ['2', '1'],
        ].map(([id, on]) => ({ id, method: 'GET', url: '/users', dependsOn: [on] })),
      },
    ],
    [
      'numbers for headers',
      { requests: [{ id: '1', method: 'GET', url: '/users', headers: { a: 1 } }] },
    ],
  ])('of %s is refused as a whole', async (_, body) => {
    const { status } = await send(body);
    expect(status).toBe(400);
  });
});
