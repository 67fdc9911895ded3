import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { guid, skuId } from '../../simulation/builders/products.ts';
import type { Answer } from '../e2e/running-app.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { TenantClient, person, teamGroup } from '../e2e/running-app.ts';

const app = new MemoryApp();
let tenant: TenantClient;
const e3 = skuId('E3');
const unassignE3 = `/api/products/${e3}/unassign`;
const people = Array.from({ length: 22 }, (_, index) => person(index + 1, ['E3', 'POWER_BI']));

beforeAll(async () => {
  tenant = new TenantClient(app);
  await tenant.setUp([
    ...people,
    person(30, [{ product: 'E3', group: teamGroup }]),
    person(31, ['E3', { product: 'E3', group: teamGroup }]),
    person(32, ['E3', 'EXCHANGE_P1']),
    person(33, ['E3'], { onPremisesSyncEnabled: true }),
  ]);
});

const Refusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.array(z.object({ target: z.string(), message: z.string() })).optional(),
    innerError: z.object({
      date: z.iso.datetime(),
      'request-id': z.string(),
      'client-request-id': z.string(),
    }),
  }),
});

function refusal(answer: Answer): z.infer<typeof Refusal>['error'] {
  return Refusal.parse(answer.body).error;
}

async function sendText(type: string, body: string): Promise<number> {
  const answer = await app.fetch(`${app.url}${unassignE3}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tenant.token('License Administrator')}`,
      'content-type': type,
    },
    body,
  });
  return answer.status;
}

function tables(): readonly unknown[] {
  return app.rows('licensing', tenant.tenantId);
}

const ids = (count: number): string[] => people.slice(0, count).map(({ id }) => id);

it('A route that takes no body takes the empty object many clients send, and nothing else', async () => {
  const block = `/api/users/${guid(3, 1)}/block?dryRun=true`;
  expect((await tenant.send('POST', block, {})).status).toBe(200);
  expect((await tenant.send('POST', block)).status).toBe(200);
  expect((await tenant.send('POST', block, { why: 'leaves' })).status).toBe(400);
});

describe('A request that is wrong in itself is 400, names every problem and changes no row', () => {
  it.each([
    ['21 users', { userIds: ids(21) }, /20/],
    ['no user', { userIds: [] }, /userIds/],
    ['a user twice', { userIds: [ids(1)[0], ids(1)[0]?.toUpperCase()] }, /repeats/],
    ['a bad GUID', { userIds: ['nobody'] }, /GUID/],
    ['an unknown property', { userIds: ids(1), force: true }, /force/],
    ['no body', undefined, /body/],
    ['a list for a body', [], /object/],
    ['a number for a user', { userIds: [7] }, /string/],
    ['a property of Object', JSON.parse('{"userIds":["x"],"__proto__":{"a":1}}'), /GUID/],
  ])('%s', async (_, body, words) => {
    const before = tables();
    const answer = await tenant.send('POST', unassignE3, body);
    expect(answer.status).toBe(400);
    expect(refusal(answer).code).toBe('invalidRequest');
    expect(JSON.stringify(answer.body)).toMatch(words);
    expect(tables()).toEqual(before);
  });

  it('every problem at once', async () => {
    const answer = await tenant.send('POST', `/api/products/${e3}/unassign?dryRun=maybe`, {
      userIds: ['a', 'b'],
      extra: 1,
    });
    expect(
      refusal(answer)
        .details?.map(({ target }) => target)
        .toSorted(),
    ).toEqual(expect.arrayContaining(['userIds[0]', 'userIds[1]']));
    expect(refusal(answer).details?.length).toBeGreaterThanOrEqual(4);
  });

  it('a product the tenant does not own', async () => {
    const body = { skuIds: [guid(2, 99)] };
    const answer = await tenant.send('POST', `/api/users/${guid(3, 1)}/unassign`, body);
    expect(answer.status).toBe(400);
    expect(refusal(answer).message + JSON.stringify(refusal(answer).details)).toContain(
      guid(2, 99),
    );
  });

  it('a body that is no JSON, and one of another type', async () => {
    expect(await sendText('application/json', '{"userIds":')).toBe(400);
    expect(await sendText('text/plain', '{}')).toBe(415);
    expect(await sendText('application/json', JSON.stringify('x'.repeat(11_000_000)))).toBe(413);
  });
});

describe('Who may', () => {
  const twenty = { userIds: ids(1) };

  it('a License administrator unassigns and may not delete users', async () => {
    const role = 'License Administrator';
    const dry = await tenant.send('POST', `${unassignE3}?dryRun=true`, twenty, { role });
    expect(dry.status).toBe(200);
    const answer = await tenant.send('DELETE', `/api/users/${guid(3, 1)}`, undefined, { role });
    expect(answer.status).toBe(403);
    expect(refusal(answer).message).toContain('User Administrator');
  });

  it('a Helpdesk administrator may nothing', async () => {
    const answer = await tenant.send('POST', unassignE3, twenty, {
      role: 'Helpdesk Administrator',
    });
    expect([answer.status, refusal(answer).code]).toEqual([403, 'forbidden']);
  });

  it('nobody without a token or with a wrong one', async () => {
    const none = await tenant.send('POST', unassignE3, twenty, { token: null });
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const wrong = await tenant.send('POST', unassignE3, twenty, { token: 'a.b.c' });
    expect(wrong.status).toBe(401);
  });

  it('another tenant finds nothing of this one', async () => {
    const other = new TenantClient(app);
    await other.setUp([person(90, ['E3'])]);
    const before = tables();
    const first = guid(3, 1);
    for (const [method, path, body] of [
      ['GET', `/api/users/${first}`],
      ['GET', `/api/users/${first}/data`],
      ['GET', `/api/users/${first}/data/exchange/items`],
      ['POST', `/api/users/${first}/unassign`, { skuIds: [e3] }],
      ['POST', `/api/users/${first}/assign`, { licenses: [{ skuId: e3 }] }],
      ['DELETE', `/api/users/${first}`],
      ['POST', `/api/users/${first}/restore`],
      ['POST', `/api/users/${first}/block`],
      ['PUT', `/api/users/${first}/holds/a`, { kind: 'litigation' }],
      ['DELETE', `/api/users/${first}/holds/a`],
      ['PUT', `/api/users/${first}/delegates/${guid(3, 90)}`],
    ] as const) {
      const answer = await other.send(method, path, body);
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    expect(tables()).toEqual(before);
  });

  it('a tenant that is not set up is told how to set it up', async () => {
    const answer = await new TenantClient(app).send('GET', '/api/users');
    expect(answer.status).toBe(404);
    expect(refusal(answer).message).toContain('PUT /api/tenant');
  });
});

describe('Every answer', () => {
  it('carries request ids, as headers and in the error', async () => {
    const answer = await tenant.send('GET', '/api/users/nobody@contoso.com');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('request-id')).toBe(refusal(answer).innerError['request-id']);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is described: the OpenAPI document names every route of the portal API', async () => {
    const document = z
      .object({
        openapi: z.string(),
        paths: z.record(z.string(), z.record(z.string(), z.unknown())),
      })
      .parse((await tenant.send('GET', '/api/openapi.json', undefined, { token: null })).body);
    expect(document.openapi).toBe('3.1.0');
    const routes = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        'POST /api/products/{skuId}/unassign',
        'POST /api/users/{userId}/unassign',
        'POST /api/users/unassign-all',
        'DELETE /api/users/{userId}',
        'POST /api/directory-sync/deletions',
        'POST /api/operations/{operationId}/undo',
        'PUT /api/users/{userId}/holds/{holdId}',
        'GET /api/retention',
      ]),
    );
  });

  it('of the health route needs no token', async () => {
    const answer = await tenant.send('GET', '/api/health', undefined, { token: null });
    expect(answer.status).toBe(200);
  });
});

describe('The Licenses page', () => {
  it('takes 20 users; seats fall by the direct holders among them', async () => {
    const before = await tenant.consumed('E3');
    const userIds = [...ids(17), guid(3, 30), guid(3, 31), guid(3, 77)];
    const answer = await tenant.operate('POST', unassignE3, { userIds });
    expect(answer.results).toHaveLength(20);
    expect(answer.results.slice(17)).toMatchObject([
      {
        status: 'unchanged',
        licenses: [{ outcome: 'inheritedFromGroup', groups: [{ displayName: 'Team' }] }],
      },
      { status: 'changed', licenses: [{ outcome: 'stillInherited' }] },
      { status: 'failed', error: { code: 'notFound' } },
    ]);
    expect(answer.freedSeats).toEqual([{ skuId: e3, skuPartNumber: 'E3', count: 17 }]);
    expect(await tenant.consumed('E3')).toBe(before - 17);
    expect(answer.nextSteps).toMatchObject([{ kind: 'reassignOrReduceSeats', skuId: e3 }]);
    const again = await tenant.operate('POST', unassignE3, { userIds: ids(17) });
    expect(again.results.every(({ status }) => status === 'unchanged')).toBe(true);
    expect(await tenant.consumed('E3')).toBe(before - 17);
  });

  it('taking E3 from somebody with Exchange Online Plan 1 does not touch the mailbox', async () => {
    const answer = await tenant.operate('POST', unassignE3, { userIds: [guid(3, 32)] });
    const [result] = answer.results;
    expect(result?.data[0]).toMatchObject({
      service: 'exchange',
      state: 'provided',
      staysBecause: { reason: 'otherLicense', licenses: [{ skuPartNumber: 'EXCHANGE_P1' }] },
    });
    const { data } = await tenant.user(guid(3, 32));
    expect(data).toContainEqual(
      expect.objectContaining({
        service: 'exchange',
        state: 'provided',
        eDiscoverySearchable: true,
      }),
    );
  });

  it.each(['germany', '21vianet'])('is refused in %s with the path to use', async (cloud) => {
    const there = new TenantClient(app);
    await there.setUp([person(1, ['E3'])], { tenant: { cloud } });
    const answer = await there.send('POST', unassignE3, { userIds: [guid(3, 1)] });
    expect([answer.status, refusal(answer).code]).toEqual([403, 'pathNotAvailableInCloud']);
    expect(refusal(answer).message).toContain('/api/users/unassign-all');
    for (const [route, body] of [
      [`/api/users/${guid(3, 1)}/unassign`, { skuIds: [e3] }],
      ['/api/users/unassign-all', { userIds: [guid(3, 1)] }],
    ] as const) {
      expect((await there.send('POST', route, body)).status).toBe(200);
    }
  });

  it('a dry run answers what would happen and changes nothing', async () => {
    const before = tables();
    const dry = await tenant.operate('POST', `${unassignE3}?dryRun=true`, {
      userIds: [guid(3, 18), guid(3, 19)],
    });
    expect(dry).toMatchObject({ dryRun: true, freedSeats: [{ count: 2 }] });
    expect(dry.results[0]?.data[0]).toMatchObject({ service: 'exchange', state: 'held' });
    expect(tables()).toEqual(before);
  });
});

it('a synced user is deleted on premises, and DELETE says so', async () => {
  const answer = await tenant.send('DELETE', `/api/users/${guid(3, 33)}`);
  expect(answer.status).toBe(409);
  expect(refusal(answer).message).toContain('/api/directory-sync/deletions');
  const notSynced = await tenant.operate('POST', '/api/directory-sync/deletions', {
    userIds: [guid(3, 1), guid(3, 33)],
  });
  expect(notSynced.results.map(({ status }) => status)).toEqual(['failed', 'changed']);
});
